#include "native/gdb/framereader.h"

#include "check.h"

/*
 * Lines, and their frames: `function|args|module|file:line|name=value,` each, or `raw: text`. `x` before
 * a line: it belongs to no frame; `w`: the same, and it must not be joined to a frame's text; `o` before the first: read
 * like stacktraces.py.
 */
static const struct {
	const char *lines[5], *frames;
} cases[] = {
	{ { "#0  f () at a.c:7", "#1  main () at a.c:9" }, "f|()||a.c:7|\nmain|()||a.c:9|\n" },
	{ { "#0  f (a=1, ", "    b=2) at a.c:7" }, "f|(a=1, b=2)||a.c:7|\n" },
	{ { "#0  f (a=1,", "    b=2) at a.c:7" }, "f|(a=1, b=2)||a.c:7|\n" },
	{ { "o#0  f (a=1,", "    b=2) at a.c:7" }, "f|(a=1 b=2)||a.c:7|\n" },
	{ { "#0  0x1 in f ()", "   from /lib/a.so" }, "f|()|/lib/a.so|:-1|\n" },
	{ { "#0  0x1 in f ()", "   at a.c:7" }, "f|()||a.c:7|\n" },
	{ { "#0  0x1 in f () from /lib/a.so", "x   at a.c:7" }, "f|()|/lib/a.so|:-1|\n" },
	/* a forum breaks lines anywhere */
	{ { "#0  f () at libc-start.c:36", "0" }, "f|()||libc-start.c:360|\n" },
	{ { "#0  f () at libc-start.c:", "360" }, "f|()||libc-start.c:360|\n" },
	{ { "#0  f () at libc-sta", "rt.c:36" }, "f|()||libc-start.c:36|\n" },
	{ { "#0  f () at libc-start.c:36", "xa" }, "f|()||libc-start.c:36|\n" },
	/* the name of a function is broken where lines end, and short ones end nowhere */
	{ { "#0  weave<std::vector<int, std::allocato", "r<int> > > () at a.c:7" },
	    "weave<std::vector<int, std::allocator<int> > >|()||a.c:7|\n" },
	{ { "#0  weave<std::vector<int, std::allocat", "xor<int> > > () at a.c:7" },
	    "raw: #0  weave<std::vector<int, std::allocat\n" },
	{ { "#0  f (s=1) at", "a.c:7" }, "f|(s=1)||a.c:7|\n" },
	{ { "#0  f (s=1) at", "xno place" }, "raw: #0  f (s=1) at\n" },
	/* an argument list that does not close is one at the end */
	{ { "#0  f (a=(1) at a.c:7", "#1  g () at a.c:8" }, "f|(a=(1)||a.c:7|\ng|()||a.c:8|\n" },
	{ { "#0  f (a=(1) at a.c:7", "        v = 1" }, "f|(a=(1)||a.c:7|v=1,\n" },
	{ { "#0  f (a=(1) at a.c:7", "        b) at b.c:8" }, "f|(a=(1) at a.c:7 b)||b.c:8|\n" },
	{ { "#0  f (a=", "w  g" }, "raw: #0  f (a=\n" },
	/* locals, and a frame that was shown before */
	{ { "#0  f () at a.c:7", "        v = 1", "x      w = 2" }, "f|()||a.c:7|v=1,\n" },
	{ { "#0  f () at a.c:7", "#1  g () at a.c:8", "#0  f () at a.c:7", "x        v = 1" },
	    "f|()||a.c:7|\ng|()||a.c:8|\n" },
	{ { "o#0  f () at a.c:7", "#1  g () at a.c:8", "#0  f () at a.c:7" },
	    "f|()||a.c:7|\ng|()||a.c:8|\nf|()||a.c:7|\n" },
	/* a line that is no frame is kept if its number is the next one */
	{ { "#0  f () at a.c:7", "#1  some day gdb prints this" },
	    "f|()||a.c:7|\nraw: #1  some day gdb prints this\n" },
	{ { "#1  f () at a.c:7", "x#1  is a problem" }, "f|()||a.c:7|\n" },
	{ { "xno frame yet" }, "" },
};

static bool
read(struct framereader *reader, struct bytes line, bool wraps)
{
	struct bytes rest;
	long long level;

	return frameline_starts(line, &level, &rest) ? framereader_begin(reader, line, level, rest)
						     : framereader_continue(reader, line, wraps);
}

static void
show(char *got, size_t size, const struct frame *frame)
{
	size_t used = strlen(got);

	if (frame->raw.len > 0) {
		snprintf(
		    got + used, size - used, "raw: %.*s\n", (int)frame->raw.len, frame->raw.at);
		return;
	}
	used += (size_t)snprintf(got + used, size - used, "%.*s|%.*s|%.*s|%.*s:%lld|",
	    (int)frame->function.len, frame->function.at, (int)frame->args.len, frame->args.at,
	    (int)frame->module.len, frame->module.at, (int)frame->file.len, frame->file.at,
	    frame->line);
	for (const struct local *local = frame->locals; local != NULL; local = local->next)
		used += (size_t)snprintf(got + used, size - used, "%.*s=%.*s,",
		    (int)local->name.len, local->name.at, (int)local->value.len, local->value.at);
	snprintf(got + used, size - used, "\n");
}

static void
check_case(struct drafts *drafts, size_t n)
{
	struct draft *draft = drafts_begin(drafts);
	struct framereader reader = { .original = cases[n].lines[0][0] == 'o' };
	char got[500] = "";

	framereader_start(&reader, draft);
	for (size_t i = 0; i < 5 && cases[n].lines[i] != NULL; i++) {
		struct bytes line = bytes_of(cases[n].lines[i]);
		bool foreign = bytes_take(&line, BYTES("x")), alone = bytes_take(&line, BYTES("w"));

		(void)bytes_take(&line, BYTES("o"));
		if (!CHECK(read(&reader, line, !alone) == !(foreign || alone)))
			printf("   %s\n", cases[n].lines[i]);
	}
	framereader_close(&reader);
	for (const struct frame *frame = draft->thread.frames; frame != NULL; frame = frame->next)
		show(got, sizeof(got), frame);
	CHECK_TEXT(bytes_of(got), bytes_of(cases[n].frames));
	drafts_drop(drafts, draft);
}

/* A line that is nothing else belongs to the value above if another local follows. */
static void
held(struct drafts *drafts)
{
	struct draft *draft = drafts_begin(drafts);
	struct framereader reader = { .draft = draft };
	const struct frame *frame;

	CHECK(!framereader_hold(&reader, BYTES("more")));
	CHECK(read(&reader, BYTES("#0  f () at a.c:7"), true));
	CHECK(!framereader_hold(&reader, BYTES("more"))); /* its text may go on */
	CHECK(read(&reader, BYTES("        v = 1"), true));
	CHECK(!framereader_hold(&reader, BYTES("a.c:7: runtime error: division by zero")));
	CHECK(framereader_hold(&reader, BYTES("more")));
	frame = draft->thread.frames;
	CHECK_TEXT(frame->locals->value, BYTES("1"));
	CHECK(read(&reader, BYTES("        w = 2"), true));
	CHECK_TEXT(frame->locals->value, BYTES("1\nmore"));
	drafts_drop(drafts, draft);
}

/* Only so many lines are joined to a frame's text. */
static void
limits(struct drafts *drafts)
{
	struct draft *draft = drafts_begin(drafts);
	struct framereader reader = { .draft = draft };
	int lines = 0;

	CHECK(read(&reader, BYTES("#0  f (a="), true));
	while (lines < 1000 && read(&reader, BYTES("x"), true))
		lines++;
	CHECK(lines == 256);
	drafts_drop(drafts, draft);
}

int
main(void)
{
	struct drafts *drafts = drafts_new(1 << 20);

	if (!CHECK(drafts != NULL))
		return check_end();
	for (size_t n = 0; n < COUNT_OF(cases); n++)
		check_case(drafts, n);
	held(drafts);
	limits(drafts);
	drafts_free(drafts);
	return check_end();
}
