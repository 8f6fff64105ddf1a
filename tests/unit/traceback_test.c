#include "record/traceback.h"

#include "check.h"

static void
check_record(const struct traceback *traceback, const char *wanted)
{
	struct buffer out = { .at = NULL };

	traceback_write(&out, traceback);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
}

/* An event with this exception and nothing else. */
static struct traceback
event(const struct raised *raised)
{
	return (struct traceback){
		.raised = raised, .log = traceback_no_log, .line = -1, .lines = -1, .offset = -1
	};
}

static struct raised
exception(const char *type)
{
	struct raised raised = traceback_no_exception;

	raised.type = bytes_of(type);
	return raised;
}

#define BEGIN "{\"type\":\"traceback\",\"language\":\"python\""

static void
alone(void)
{
	struct raised raised = traceback_no_exception;
	struct traceback traceback = event(&raised);
	struct traceback_native native = { NULL, BYTES("0x1"), BYTES("f"), BYTES("/lib/a"), 2, -1 };

	check_record(&traceback, BEGIN ",\"frames\":[]}\n");
	raised.message = BYTES("no type");
	raised.omitted = 0;
	check_record(&traceback,
	    BEGIN ",\"exception\":{\"message\":\"no type\"},\"frames\":[],\"omitted\":0}\n");
	raised = (struct raised){ .type = BYTES("SyntaxError"),
		.message = BYTES("it"),
		.file = BYTES("a.py"),
		.text = BYTES("x ="),
		.line = 2,
		.omitted = -1 };
	traceback.native_frames = &native;
	traceback.thread = BYTES("MainThread");
	traceback.truncated = traceback.message_cut = true;
	traceback.file = BYTES("log");
	traceback.line = 3;
	traceback.lines = 4;
	traceback.offset = 5;
	traceback.raw = BYTES("all of it");
	traceback.log =
	    (struct traceback_log){ .timestamp = BYTES("t"), .level = BYTES("ERROR"), .pid = 0 };
	check_record(&traceback,
	    BEGIN ",\"exception\":{\"type\":\"SyntaxError\",\"message\":\"it\",\"file\":\"a.py\","
		  "\"line\":2,"
		  "\"text\":\"x "
		  "=\"},\"frames\":[],\"native_frames\":[{\"address\":\"0x1\",\"function\":\"f\","
		  "\"module\":\"/lib/a\",\"offset\":2}],\"thread\":\"MainThread\","
		  "\"log\":{\"timestamp\":\"t\",\"level\":\"ERROR\",\"pid\":0},\"truncated\":true,"
		  "\"message_cut\":true,\"source\":{\"file\":\"log\",\"line\":3,\"lines\":4,"
		  "\"offset\":5},"
		  "\"raw\":\"all of it\"}\n");
}

static void
frames(void)
{
	struct traceback_known known = { .frame = { .line = 1, .column = -1 },
		.written = BYTES("{\"line\": 1}") };
	struct traceback_frame outer = { .line = 1, .column = -1, .known = &known };
	struct traceback_frame inner = { .next = &outer,
		.function = BYTES("f"),
		.args = BYTES("n=1"),
		.module = BYTES("m"),
		.file = BYTES("a.py"),
		.line = 3,
		.column = 5,
		.text = BYTES("x()"),
		.repeated = 2 };
	struct raised raised = exception("E");
	struct traceback traceback = event(&raised);

	raised.frames = &inner;
	check_record(&traceback,
	    BEGIN
	    ",\"exception\":{\"type\":\"E\"},\"frames\":[{\"function\":\"f\",\"args\":\"n=1\","
	    "\"module\":\"m\",\"file\":\"a.py\",\"line\":3,\"column\":5,\"text\":\"x()\","
	    "\"repeated\":2},"
	    "{\"line\": 1}]}\n");
	/* a frame that may have changed is written anew if it has */
	outer.may_differ = true;
	raised.frames = &outer;
	check_record(
	    &traceback, BEGIN ",\"exception\":{\"type\":\"E\"},\"frames\":[{\"line\": 1}]}\n");
	outer.repeated = 2;
	check_record(&traceback,
	    BEGIN ",\"exception\":{\"type\":\"E\"},\"frames\":[{\"line\":1,\"repeated\":2}]}\n");
}

/* A group of two exceptions, the first of which has a cause; the group itself has a context. */
static void
chains(void)
{
	struct raised cause = exception("C"), second = exception("M2"), first = exception("M1");
	struct raised context = exception("X"), raised = exception("G");
	struct traceback traceback = event(&raised);

	cause.relation = TRACEBACK_CAUSE;
	first.behind = &cause;
	first.next = &second;
	context.relation = TRACEBACK_CONTEXT;
	raised.members = &first;
	raised.behind = &context;
	raised.omitted = 3;
	check_record(&traceback,
	    BEGIN ",\"exception\":{\"type\":\"G\"},\"frames\":[],\"exceptions\":["
		  "{\"exception\":{\"type\":\"M1\"},\"frames\":[],\"chain\":["
		  "{\"relation\":\"cause\",\"exception\":{\"type\":\"C\"},\"frames\":[]}]},"
		  "{\"exception\":{\"type\":\"M2\"},\"frames\":[]}],\"omitted\":3,\"chain\":["
		  "{\"relation\":\"context\",\"exception\":{\"type\":\"X\"},\"frames\":[]}]}\n");
}

/* Nested groups, two levels deeper than are written. */
static void
deep(void)
{
	static struct raised groups[TRACEBACK_DEPTH_MAX + 3];
	struct traceback traceback = event(&groups[0]);
	struct buffer out = { .at = NULL };
	size_t count = 0;

	for (size_t i = 0; i < COUNT_OF(groups); i++) {
		groups[i] = exception("G");
		groups[i].members = i + 1 < COUNT_OF(groups) ? &groups[i + 1] : NULL;
	}
	traceback_write(&out, &traceback);
	for (struct bytes rest = buffer_bytes(&out);
	     bytes_split(rest, BYTES("\"type\":\"G\""), NULL, &rest);)
		count++;
	CHECK(count == TRACEBACK_DEPTH_MAX + 1);
	buffer_free(&out);
}

/* Later values replace earlier ones, except the place of the event; a time is replaced with its text. */
static void
logs(void)
{
	struct arena *memory = arena_new(1 << 16);
	struct traceback_log log = { BYTES("t1"), BYTES("T1"), BYTES("INFO"), BYTES_NONE,
		BYTES("m1"), BYTES("pod"), BYTES_NONE, 7 };
	const struct traceback_log more = { BYTES("t2"), BYTES_NONE, BYTES("ERROR"), BYTES("root"),
		BYTES_NONE, BYTES("host"), BYTES("1.2"), -1 };
	struct traceback_log copy;

	traceback_merge_log(&log, &more);
	CHECK_TEXT(log.timestamp, BYTES("t2"));
	CHECK(log.time.len == 0 && log.pid == 7);
	CHECK_TEXT(log.level, BYTES("ERROR"));
	CHECK_TEXT(log.logger, BYTES("root"));
	CHECK_TEXT(log.message, BYTES("m1"));
	CHECK_TEXT(log.origin, BYTES("pod"));
	CHECK_TEXT(log.release, BYTES("1.2"));
	traceback_merge_log(&log, &(struct traceback_log){ .message = BYTES("m2"), .pid = 8 });
	CHECK_TEXT(log.message, BYTES("m2"));
	CHECK(log.pid == 8 && log.level.len > 0);
	copy = traceback_copy_log(&log, memory);
	CHECK(copy.level.at != log.level.at && copy.pid == 8);
	CHECK_TEXT(copy.timestamp, BYTES("t2"));
	CHECK_TEXT(copy.level, BYTES("ERROR"));
	CHECK_TEXT(copy.logger, BYTES("root"));
	CHECK_TEXT(copy.message, BYTES("m2"));
	CHECK_TEXT(copy.origin, BYTES("pod"));
	CHECK_TEXT(copy.release, BYTES("1.2"));
	arena_free(memory);
}

int
main(void)
{
	alone();
	frames();
	chains();
	deep();
	logs();
	return check_end();
}
