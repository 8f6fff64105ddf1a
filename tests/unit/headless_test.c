#include "native/gdb/headless.h"

#include "native/statements.h"

#include "check.h"

enum { CEILING = 1 << 20 };

/*
 * `lines` are the log's; one that begins with `Thread ` stands for a thread with a header and that
 * number, which is complete and stands in `other`. `threads` has, for each that comes of it, its
 * number (?: none), `*` where it is the current one, and its functions.
 */
static const struct {
	const char *name, *lines, *threads;
} cases[] = {
	{ "a plain backtrace", "#0  f () at a.c:7\n#1  main () at a.c:9\n", "?* f main\n" },
	{ "two of them", "#0  f () at a.c:7\n#1  main () at a.c:9\n#0  g () at a.c:8\n",
	    "?* f main\n? g\n" },
	{ "a core's place, then its backtrace",
	    "#0  f () at a.c:7\n7\tx();\n[Current thread is 1 (LWP 5)]\n"
	    "#0  f () at a.c:7\n#1  main () at a.c:9\n",
	    "1* f main\n" },
	{ "a core's place alone", "#0  f () at a.c:7\n7\tx();\n[Current thread is 1 (LWP 5)]\n",
	    "1* f\n" },
	{ "a core's place, then its thread",
	    "#0  f () at a.c:7\n[Current thread is 1 (LWP 5)]\nThread 1\n", "1 other\n" },
	{ "a core's place, then another thread",
	    "#0  f () at a.c:7\n[Current thread is 1 (LWP 5)]\nThread 2\n", "2 other\n1* f\n" },
	{ "a thread is selected",
	    "[Switching to thread 3 (LWP 7)]\n#0  f () at a.c:7\n7\tx();\n"
	    "#0  f () at a.c:7\n#1  main () at a.c:9\n#0  g () at a.c:8\n",
	    "3* f main\n? g\n" },
	{ "two are selected",
	    "[Switching to thread 3 (LWP 7)]\n#0  f () at a.c:7\n7\tx();\n"
	    "[Switching to thread 2 (LWP 6)]\n#0  g () at a.c:8\n8\ty();\n",
	    "3* f\n2* g\n" },
	{ "bt, bt full",
	    "#0  f () at a.c:7\n#1  m () at a.c:9\n"
	    "#0  f () at a.c:7\n\tv = 1\n#1  m () at a.c:9\nNo locals.\n",
	    "?* f m\n?* f m\n" },
	{ "a core's place, then all",
	    "#0  f () at a.c:7\n[Current thread is 1 (LWP 5)]\n"
	    "#0  g () at a.c:8\n#1  m () at a.c:9\n#0  f () at a.c:7\n#1  m () at a.c:9\n",
	    "? g m\n1* f m\n" },
	{ "a core's place, then all, two at it",
	    "#0  f () at a.c:7\n[Current thread is 1 (LWP 5)]\n#0  g () at a.c:8\n#1  m () at "
	    "a.c:9\n"
	    "#0  f () at a.c:7\n#1  w () at a.c:5\n#0  f () at a.c:7\n#1  m () at a.c:9\n",
	    "? g m\n? f w\n? f m\n1* f\n" },
	{ "a core's place, then all, and it is not the last",
	    "#0  f () at a.c:7\n[Current thread is 1 (LWP 5)]\n#0  g () at a.c:8\n#1  m () at "
	    "a.c:9\n"
	    "#0  f () at a.c:7\n#1  m () at a.c:9\n#0  h () at a.c:4\n#1  m () at a.c:9\n",
	    "? g m\n? f m\n? h m\n1* f\n" },
	{ "bt, all full with its like",
	    "#0  f () at a.c:7\n#1  m () at a.c:9\n#0  f () at a.c:7\n\tv = 1\n#1  m () at a.c:9\n"
	    "#0  f () at a.c:7\n\tv = 2\n#1  m () at a.c:9\n",
	    "?* f m\n? f m\n? f m\n" },
	{ "bt, all full without its like",
	    "#0  f () at a.c:7\n#1  m () at a.c:9\n#0  g () at a.c:7\n\tv = 1\n#1  m () at a.c:9\n"
	    "#0  f () at a.c:7\n\tv = 2\n#1  m () at a.c:9\n",
	    "?* f m\n? g m\n?* f m\n" },
	{ "bt, bt full, and another is selected",
	    "[Switching to thread 3 (LWP 7)]\n#0  f () at a.c:7\n#1  m () at a.c:9\n"
	    "#0  f () at a.c:7\n\tv = 1\n#1  m () at a.c:9\n"
	    "[Switching to thread 2 (LWP 6)]\n#0  g () at a.c:8\n8\ty();\n",
	    "3* f m\n3* f m\n2* g\n" },
	{ "a frame far out", "#4  f () at a.c:7\n", "?* f\n" },
	{ "no frame", "#4  problems of ours\n", "" },
};

static void
read_line(struct headless *headless, struct bytes line)
{
	struct look *look = headless->look;
	struct bytes rest;
	struct frame innermost;
	long long level;

	if (frameline_starts(line, &level, &rest)) {
		bool begins = look->reader.draft == NULL || level == 0;

		if (!begins ||
		    (headless_begins(level, rest, &innermost) &&
			headless_begin(headless, rest, &innermost)))
			CHECK(framereader_begin(&look->reader, line));
	} else if (bytes_start(line, BYTES("Thread "))) {
		struct draft *draft = dialect_begin(look->dialect);

		look->headers = true;
		CHECK(bytes_number(bytes_from(line, 7), &draft->thread.tid));
		drafts_add_frame(draft)->function = BYTES("other");
		look_complete(look, draft);
	} else if (line.at[0] == '[') {
		if (bytes_start(line, BYTES("[Switching ")))
			headless_end_thread(headless);
		CHECK(statements_read(&look->dialect->snapshot, line));
		headless_note_current(headless);
	} else if (!framereader_continue(&look->reader, line)) {
		headless_note_source(headless);
	}
}

static void
read_all(struct headless *headless, struct bytes lines)
{
	const char *newline;

	while ((newline = lines.len == 0 ? NULL : memchr(lines.at, '\n', lines.len)) != NULL) {
		size_t length = (size_t)(newline - lines.at);

		headless->look->dialect->line++;
		read_line(headless, bytes_first(lines, length));
		lines = bytes_from(lines, length + 1);
	}
	headless_end(headless);
}

static void
show(struct buffer *out, const struct thread *thread)
{
	char number[32] = "?";

	if (thread->tid >= 0)
		snprintf(number, sizeof(number), "%lld", thread->tid);
	buffer_append(out, bytes_of(number));
	if (thread->current)
		buffer_byte(out, '*');
	for (const struct frame *frame = thread->frames; frame != NULL; frame = frame->next) {
		buffer_byte(out, ' ');
		buffer_append(out, frame->function);
	}
	buffer_byte(out, '\n');
}

static void
check_case(size_t n)
{
	struct dialect dialect = { .drafts = drafts_new(CEILING) };
	struct look look = { .dialect = &dialect };
	struct headless headless = headless_of(&look);
	struct buffer got = { .ceiling = CEILING };
	struct draft *draft;

	if (!CHECK(dialect.drafts != NULL && snapshot_init(&dialect.snapshot, CEILING)))
		return;
	read_all(&headless, bytes_of(cases[n].lines));
	while ((draft = drafts_take(dialect.drafts)) != NULL)
		show(&got, &draft->thread);
	if (!CHECK_TEXT(buffer_bytes(&got), bytes_of(cases[n].threads)))
		printf("   %s\n", cases[n].name);
	buffer_free(&got);
	headless_free(&headless);
	look_free(&look);
	drafts_free(dialect.drafts);
	snapshot_free(&dialect.snapshot);
}

int
main(void)
{
	for (size_t n = 0; n < COUNT_OF(cases); n++)
		check_case(n);
	return check_end();
}
