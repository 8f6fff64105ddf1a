#include "native/dialect.h"

#include "debugger.h"

/* A thread gets the place in the log where it begins, and when complete the data of its process. */
static void
complete(struct dialect *dialect)
{
	struct snapshot *snapshot = dialect->snapshot;
	struct draft *draft;
	char file[] = "a.log";

	dialect->file = bytes_of(file);
	dialect->line = 7;
	CHECK(!dialect->threads_seen);
	draft = dialect_begin(dialect);
	if (!CHECK(draft != NULL && dialect->threads_seen))
		return;
	snapshot->sample = 3;
	snapshot->time = snapshot_keep(snapshot, BYTES("today"));
	snapshot_process(snapshot)->exe = snapshot_keep(snapshot, BYTES("/bin/a"));
	dialect->line = 8;
	dialect_complete(dialect, draft, BYTES("tool"));
	/* the snapshot and the file's name may be gone before the thread is taken */
	snapshot_reset(snapshot);
	memset(file, 'x', sizeof(file) - 1);
	dialect->file = BYTES_NONE;
	CHECK(drafts_take(dialect->drafts) == draft);
	CHECK(draft->thread.line == 7 && draft->thread.sample == 3);
	CHECK_TEXT(draft->thread.file, BYTES("a.log"));
	CHECK_TEXT(draft->thread.time, BYTES("today"));
	CHECK_TEXT(draft->thread.process.exe, BYTES("/bin/a"));
	CHECK_TEXT(draft->thread.tool, BYTES("tool"));
	CHECK(!draft->thread.truncated && dialect->raw_frames == 0 && dialect->cut_threads == 0);
}

/* Frames that are not understood, and threads that take too much memory, are counted. */
static void
counted(struct dialect *dialect)
{
	struct draft *draft = dialect_begin(dialect);
	struct frame *frame;

	draft->thread.tool = BYTES("another");
	drafts_add_frame(draft)->raw = BYTES("#0 ?");
	drafts_add_frame(draft)->function = BYTES("f");
	drafts_add_frame(draft)->raw = BYTES("#2 ?");
	dialect_complete(dialect, draft, BYTES("tool"));
	CHECK(dialect->raw_frames == 2 && dialect->cut_threads == 0);
	CHECK_TEXT(draft->thread.tool, BYTES("another"));
	dialect->open = dialect_begin(dialect);
	dialect->process_begun = true;
	while ((frame = drafts_add_frame(dialect->open)) != NULL)
		;
	draft = dialect->open;
	dialect_end(dialect, BYTES("tool"));
	CHECK(dialect->open == NULL && !dialect->process_begun);
	CHECK(draft->thread.truncated && dialect->cut_threads == 1);
	dialect_end(dialect, BYTES("tool")); /* nothing is open */
	CHECK(dialect->cut_threads == 1);
}

/*
 * Threads in the order in which gdb shows them: `number.lwp`, `*` if it is selected, and frames: `c` for C, `E` for
 * Python's evaluator, `p` for Python; `/` begins another look. And the threads that they give; after a `|` are the frames
 * of C that could not be merged with Python's.
 */
static const struct {
	const char *shown, *threads;
	bool unjoined; /* two views of a thread give two records, for lack of memory */
} views[] = {
	{ "1.8:cEc 1.8:p", "1.8:cpEc ", false },
	{ "1.8:p 1.8:cEc", "1.8:cpEc ", false },
	{ "1.8:E 2.9:E 2.9:p 1.8:p", "1.8:pE 2.9:pE ", false },
	{ "1.8:cE 2.8:p", "1.8:cE 2.8:p ", false },
	{ "1.8:cE 1.8:cE 1.8:p", "1.8:cpE 1.8:cE ", false },
	{ "1.8:cE 1.8:p 1.8:p", "1.8:cpE 1.8:p ", false },
	{ "1.8:cc 1.8:p", "1.8:cc 1.8:p ", false },
	{ "1.8:c 1.8:p", "1.8:c 1.8:p ", false },
	{ "1.8:p 1.8:c", "1.8:p|c ", false },
	{ "1.8:p 1.8:cc", "1.8:p 1.8:cc ", false },
	{ "-.8:E -.8:p", "-.8:pE ", false },
	{ "1.8:E -.8:p", "1.8:pE ", false },
	{ "1.-:E -.-:p", "1.-:E -.-:p ", false },
	{ "-.-:E 1.-:p", "-.-:E 1.-:p ", false },
	{ "1.-:E 1.-:p", "1.-:pE ", false },
	{ "-.-*:E -.-*:p", "-.-:pE ", false },
	{ "-.-*:E -.-:p", "-.-:E -.-:p ", false },
	{ "-.-:E -.-:p", "-.-:E -.-:p ", false },
	{ "1.8:E / 1.8:p", "1.8:E 1.8:p ", false },
	{ "1.8:E 1.8:!p", "1.8:E 1.8:p ", true },
	{ "1.8:p 1.8:!E", "1.8:p 1.8:E ", true },
	{ "1.8:E 2.9:!E", "1.8:E 2.9:E ", false },
};

static void
add_frames(struct draft *draft, struct bytes letters)
{
	for (size_t i = 0; i < letters.len; i++) {
		struct frame *frame = drafts_add_frame(draft);

		frame->function = letters.at[i] == 'E' ? BYTES("_PyEval_EvalFrameDefault")
						       : bytes_first(bytes_from(letters, i), 1);
		if (letters.at[i] != 'p')
			continue;
		draft->thread.language = BYTES("python");
		frame->file = BYTES("a.py");
	}
}

static size_t
show_frames(char *shown, size_t size, const struct frame *frame)
{
	size_t used = 0;

	for (; frame != NULL; frame = frame->next)
		used += (size_t)snprintf(shown + used, size - used, "%c",
		    frame->function.at[0] == '_' ? 'E' : frame->function.at[0]);
	return used;
}

/* Appends the next complete thread to the text. */
static size_t
show_next(struct dialect *dialect, char *shown, size_t size)
{
	const struct draft *draft = dialect_take(dialect);
	char number[30] = "-", lwp[30] = "-";
	size_t used;

	if (draft == NULL)
		return 0;
	if (draft->thread.tid >= 0)
		snprintf(number, sizeof(number), "%lld", draft->thread.tid);
	if (draft->thread.lwp >= 0)
		snprintf(lwp, sizeof(lwp), "%lld", draft->thread.lwp);
	used = (size_t)snprintf(shown, size, "%s.%s:", number, lwp);
	used += show_frames(shown + used, size - used, draft->thread.frames);
	if (draft->thread.native_frames != NULL)
		used += (size_t)snprintf(shown + used, size - used, "|");
	used += show_frames(shown + used, size - used, draft->thread.native_frames);
	return used + (size_t)snprintf(shown + used, size - used, " ");
}

static void
shows(struct dialect *dialect, struct bytes word)
{
	struct draft *draft = dialect_begin(dialect);
	struct bytes number, lwp, frames;

	CHECK(bytes_split(word, BYTES(":"), &word, &frames));
	CHECK(bytes_split(word, BYTES("."), &number, &lwp));
	draft->thread.current = bytes_take_end(&lwp, BYTES("*"));
	(void)bytes_number(number, &draft->thread.tid);
	(void)bytes_number(lwp, &draft->thread.lwp);
	(void)bytes_take(&frames, BYTES("!"));
	add_frames(draft, frames);
	dialect_complete(dialect, draft, BYTES("gdb"));
}

/* Shows the resulting threads; `!`: before that thread, the others take more memory than may be kept. */
static void
show_views(struct dialect *dialect, const char *list, char *shown, size_t size)
{
	struct bytes rest = bytes_of(list), word;
	size_t used = 0, more;

	shown[0] = '\0';
	while (bytes_next(&rest, ' ', &word)) {
		if (bytes_equal(word, BYTES("/"))) {
			dialect->threads_seen = false;
			continue;
		}
		if (bytes_has(word, '!')) {
			dialect->awaited = 64 * 1024 * 1024;
			CHECK(show_next(dialect, shown + used, size - used) == 0);
			dialect->awaited++;
			used += show_next(dialect, shown + used, size - used);
		}
		shows(dialect, word);
	}
	dialect->threads_seen = false;
	while ((more = show_next(dialect, shown + used, size - used)) > 0)
		used += more;
}

static void
check_views(void)
{
	struct dialect dialect;
	char shown[500];

	for (size_t i = 0; i < COUNT_OF(views); i++) {
		if (!debugger_open(&dialect))
			return;
		show_views(&dialect, views[i].shown, shown, sizeof(shown));
		CHECK_TEXT(bytes_of(shown), bytes_of(views[i].threads));
		CHECK(dialect.unjoined == views[i].unjoined);
		debugger_close(&dialect);
	}
}

/* These are no two views of one thread: another tool, a capture, --original, a process that went on. */
static void
check_apart(void)
{
	struct dialect dialect;
	struct draft *draft;
	char shown[500];

	for (int i = 0; i < 4; i++) {
		if (!debugger_open(&dialect))
			return;
		dialect.modules = modules_new(1 << 20);
		dialect.capture = i == 1;
		dialect.original = i == 2;
		shows(&dialect, BYTES("1.8:E"));
		draft = dialect_begin(&dialect);
		draft->thread.tid = 1;
		draft->apart = i == 3;
		add_frames(draft, BYTES("p"));
		dialect_complete(&dialect, draft, i == 0 ? BYTES("lldb") : BYTES("gdb"));
		dialect.threads_seen = false;
		show_views(&dialect, "", shown, sizeof(shown));
		CHECK_TEXT(bytes_of(shown), BYTES("1.8:E 1.-:p "));
		modules_free(dialect.modules);
		debugger_close(&dialect);
	}
}

/* py-bt right after bt is merged when the thread is complete. */
static void
check_view(void)
{
	struct dialect dialect;
	struct draft *draft, *view;
	char shown[100];

	if (!debugger_open(&dialect))
		return;
	draft = dialect_begin(&dialect);
	view = dialect_begin(&dialect);
	add_frames(draft, BYTES("cE"));
	add_frames(view, BYTES("p"));
	draft->view = &view->thread;
	dialect_complete(&dialect, draft, BYTES("gdb"));
	show_views(&dialect, "", shown, sizeof(shown));
	CHECK_TEXT(bytes_of(shown), BYTES("-.-:cpE "));
	drafts_drop(dialect.drafts, view);
	debugger_close(&dialect);
}

#define OWNED_BY_9 \
	"@0x10: {<std::__mutex_base> = {_M_mutex = {__data = {__lock = 2, __count = 0, __owner = " \
	"9, __nusers = 1, __kind = 0, " \
	"__spins = 0}}}}"

static void
shows_waiting(struct dialect *dialect, const char *value)
{
	struct draft *draft = dialect_begin(dialect);
	struct frame *waits = drafts_add_frame(draft), *frame = drafts_add_frame(draft);
	struct local *local = drafts_add_local(draft, frame, BYTES("m"));

	draft->thread.lwp = 8;
	waits->function = BYTES("__lll_lock_wait");
	frame->function = BYTES("___pthread_mutex_lock");
	frame->args = BYTES("(mutex=0x10)");
	local->value = bytes_of(value);
	dialect_complete(dialect, draft, BYTES("gdb"));
}

/* Threads are kept until the end of the look, where deadlocks are known, as long as they take little memory. */
static void
check_judged(void)
{
	struct dialect dialect;
	const struct draft *draft;

	if (!debugger_open(&dialect))
		return;
	shows_waiting(&dialect, OWNED_BY_9);
	shows(&dialect, BYTES("1.9:c"));
	CHECK(dialect_take(&dialect) == NULL && dialect.awaited > 0);
	dialect_judge(&dialect);
	if (CHECK((draft = dialect_take(&dialect)) != NULL))
		CHECK(draft->thread.observed.waits_for.owner == 9);
	CHECK((draft = dialect_take(&dialect)) != NULL && draft->thread.lwp == 9);
	CHECK(dialect_take(&dialect) == NULL && !dialect.unjudged);
	/* another look begins anew */
	dialect.threads_seen = false;
	shows_waiting(&dialect, "7");
	CHECK(dialect.awaited == 0 && dialect.owners.count == 0);
	CHECK(
	    (draft = dialect_take(&dialect)) != NULL && draft->thread.observed.waits_for.owner < 0);
	shows_waiting(&dialect, OWNED_BY_9);
	dialect.awaited = 64 * 1024 * 1024 + 1;
	CHECK(dialect_take(&dialect) != NULL && dialect.unjudged && dialect.owners.count == 0);
	debugger_close(&dialect);
}

static bool
shows_first(const struct thread *whole, const struct thread *held)
{
	return whole->tid == held->tid;
}

static void
hold(struct dialect *dialect, long long number)
{
	dialect->open = dialect_begin(dialect);
	dialect->open->thread.tid = number;
	dialect_hold(dialect);
	CHECK(dialect->open == NULL);
}

/* A short backtrace is dropped when a longer one repeats it, the first that fits; the others come at the end. */
static void
check_held(long long whole, bool settled, const char *threads)
{
	struct dialect dialect;
	char shown[500];

	if (!debugger_open(&dialect))
		return;
	for (long long number = 1; number <= 3; number++)
		hold(&dialect, number);
	dialect.open = dialect_begin(&dialect);
	dialect.open->thread.tid = whole;
	CHECK(dialect_settle(&dialect, shows_first) == settled);
	dialect_end(&dialect, BYTES("tool"));
	hold(&dialect, 4);
	dialect_release(&dialect, BYTES("tool"));
	CHECK(dialect.held.first == NULL);
	hold(&dialect, 5);
	dialect_release(&dialect, BYTES("tool"));
	debugger_show(&dialect, shown, sizeof(shown));
	CHECK_TEXT(bytes_of(shown), bytes_of(threads));
	debugger_close(&dialect);
}

/* The reason of a crash goes to the thread that crashed, and the C library's message to one that aborts. */
static void
check_reasons(void)
{
	static const struct {
		const char *reason, *stack, *function;
		bool crashed, told;
	} rows[] = { { "red", "", "f", true, true }, { "red", "", "abort", false, true },
		{ "red", "", "f", false, false }, { "", "", "abort", false, false },
		{ "red", "Freed by task 7", "f", true, false } };
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct draft *draft = dialect_begin(&dialect);

		dialect.snapshot->reason = bytes_of(rows[i].reason);
		draft->thread.crashed = rows[i].crashed;
		draft->thread.stack = bytes_of(rows[i].stack);
		drafts_add_frame(draft)->function = bytes_of(rows[i].function);
		dialect_complete(&dialect, draft, BYTES("tool"));
		CHECK_TEXT(draft->thread.reason, rows[i].told ? BYTES("red") : BYTES_NONE);
	}
	debugger_close(&dialect);
}

int
main(void)
{
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return check_end();
	complete(&dialect);
	counted(&dialect);
	debugger_close(&dialect);
	check_views();
	check_apart();
	check_view();
	check_judged();
	check_held(0, false,
	    "tool tid=0:\ntool tid=1 truncated:\ntool tid=2 truncated:\ntool tid=3 truncated:\n"
	    "tool tid=4 truncated:\ntool tid=5 truncated:\n");
	check_held(1, true,
	    "tool tid=1:\ntool tid=2 truncated:\ntool tid=3 truncated:\ntool tid=4 truncated:\n"
	    "tool tid=5 truncated:\n");
	check_held(2, true,
	    "tool tid=2:\ntool tid=1 truncated:\ntool tid=3 truncated:\ntool tid=4 truncated:\n"
	    "tool tid=5 truncated:\n");
	check_held(3, true,
	    "tool tid=3:\ntool tid=1 truncated:\ntool tid=2 truncated:\ntool tid=4 truncated:\n"
	    "tool tid=5 truncated:\n");
	check_reasons();
	return check_end();
}
