#include "group/stackkey.h"

#include "record.h"

static struct arena *memory;

typedef void append_part(const struct stackkey *in);

static struct bytes
key_of_record(append_part *append, const char *line, size_t most, bool process)
{
	struct buffer out = { .at = NULL }, scratch = { .at = NULL };
	struct record record = record_of(line, memory);
	struct bytes key;

	append(&(struct stackkey){ &record, most, process, &out, &scratch });
	CHECK(!out.full);
	key = arena_copy(memory, buffer_bytes(&out));
	buffer_free(&out);
	buffer_free(&scratch);
	return key;
}

/* Whether two records are together by their functions: by so many of them, and with the process or without it. */
static void
together(const char *one, const char *other, size_t most, bool process, bool wanted)
{
	struct bytes keys[] = { key_of_record(stackkey_append_functions, one, most, process),
		key_of_record(stackkey_append_functions, other, most, process) };

	if (!CHECK(bytes_equal(keys[0], keys[1]) == wanted))
		printf("   %s\n   %s\n", one, other);
}

#define OF(pid, frames) \
	"{\"type\":\"thread\",\"process\":{\"pid\":" pid "},\"frames\":[" frames "]}"
#define ERROR(reason, frames) \
	"{\"type\":\"thread\",\"tool\":\"sanitizer\",\"reason\":\"" reason \
	"\",\"frames\":[" frames "]}"
#define F(name) "{\"function\":\"" name "\"}"
#define AT(address, module) \
	"{\"function\":\"??\",\"address\":\"" address "\",\"module\":\"" module "\"}"
#define PY(file, name) "{\"file\":\"" file "\",\"function\":\"" name "\"}"
#define RAISED(type, message, frames) \
	"{\"type\":\"traceback\",\"exception\":{\"type\":\"" type "\",\"message\":\"" message \
	"\"},\"frames\":[" frames "]"

static void
test_threads(void)
{
	together(
	    OF("7", F("poll") "," F("work")), OF("8", F("poll") "," F("work")), 0, false, true);
	together(
	    OF("7", F("poll") "," F("work")), OF("7", F("read") "," F("work")), 0, false, false);
	/* one place may have several errors that a sanitizer reports, and frames without names their places */
	together(ERROR("AddressSanitizer: heap-use-after-free", F("weave")),
	    ERROR("AddressSanitizer: heap-buffer-overflow", F("weave")), 0, true, false);
	together(ERROR("LeakSanitizer: 8 bytes", F("weave")),
	    ERROR("LeakSanitizer: 9 bytes", F("weave")), 0, true, true);
	together(OF("7", "{\"file\":\"a.c\",\"line\":7}"), OF("7", "{\"file\":\"a.c\",\"line\":8}"),
	    0, true, false);
	/* versions and clones of a function are one */
	together(OF("7", F("__GI___poll") "," F("work.isra.0")), OF("7", F("__poll") "," F("work")),
	    0, true, true);
	/* names and their ends are not mixed up */
	together(OF("7", F("a") "," F("b")), OF("7", F("ab")), 0, true, false);
	together(OF("7", F("a") "," F("b")), OF("7", F("b") "," F("a")), 0, true, false);
	/* stacks that say too little are of one process */
	together(
	    OF("7", F("poll") "," F("main")), OF("8", F("poll") "," F("main")), 0, false, false);
	together(
	    OF("7", F("poll") "," F("main")), OF("7", F("poll") "," F("main")), 0, false, true);
	/* an address means nothing in another process, a place in a module does */
	together(OF("7", F("work") "," AT("0x1", "a")), OF("8", F("work") "," AT("0x1", "a")), 0,
	    false, false);
	together(OF("7", F("work") "," AT("0x1", "a")), OF("7", F("work") "," AT("0x1", "a")), 0,
	    false, true);
	together(OF("7", F("work") "," AT("0x1", "a")), OF("7", F("work") "," AT("0x2", "a")), 0,
	    false, false);
	together(
	    OF("7", F("work") ",{\"module\":\"/x/a\",\"module_offset\":1,\"address\":\"0x1\"}"),
	    OF("8", F("work") ",{\"module\":\"/y/a\",\"module_offset\":1,\"address\":\"0x9\"}"), 0,
	    false, true);
	/* a function of that name is no place */
	together(
	    OF("7", F("a+0x1")), OF("7", "{\"module\":\"a\",\"module_offset\":1}"), 0, true, false);
	/* what may not be on the stack at all */
	together(OF("7", F("work")), OF("7", F("work") ",{\"function\":\"g\",\"unreliable\":true}"),
	    0, true, true);
}

static void
test_innermost(void)
{
	together(OF("7", F("poll") "," F("a") "," F("b") "," F("c")),
	    OF("8", F("read") "," F("a") "," F("b") "," F("d")), 2, false, true);
	together(OF("7", F("a") "," F("b")), OF("7", F("a") "," F("c")), 2, true, false);
	together(OF("7", F("a") "," F("b")), OF("7", F("a") "," F("c")), 1, true, true);
	/* of a program without any of its own, all count */
	together(
	    OF("7", F("poll") "," F("main")), OF("7", F("read") "," F("main")), 1, true, false);
	/* a module alone may be any function of it: in one process */
	together(OF("7", AT("0x1", "a")), OF("8", AT("0x1", "a")), 1, false, false);
	together(OF("7", AT("0x1", "a")), OF("7", AT("0x2", "a")), 1, false, true);
}

static void
test_unseen(void)
{
	static const char running[] =
	    "{\"type\":\"thread\",\"tool\":\"none\",\"process\":{\"pid\":7},"
	    "\"state\":\"running\",\"frames\":[]}";
	static const char waiting[] =
	    "{\"type\":\"thread\",\"tool\":\"none\",\"process\":{\"pid\":7},"
	    "\"state\":\"waiting\",\"frames\":[]}";

	together(running, waiting, 0, true, false);
	together(running, running, 0, true, true);
}

static void
test_exceptions(void)
{
	static const char one[] =
	    RAISED("E", "m 1", PY("/srv/a.py", "f") "," PY("/usr/lib/python3.11/b.py", "g")) "}";
	static const char other[] =
	    RAISED("E", "m 2", PY("/srv/a.py", "f") "," PY("/usr/lib/python3.11/b.py", "h")) "}";
	static const char caused[] = RAISED(
	    "E", "m 1", "") ",\"chain\":[{\"relation\":\"cause\","
			    "\"exception\":{\"type\":\"F\",\"message\":\"n\"},\"frames\":[]}]}";
	static const char handled[] = RAISED(
	    "E", "m 1", "") ",\"chain\":[{\"relation\":\"context\","
			    "\"exception\":{\"type\":\"F\",\"message\":\"n\"},\"frames\":[]}]}";

	together(one, other, 0, false, false);
	together(one, other, 1, false, true); /* one's own frame */
	together(one, one, 0, false, true);
	CHECK(!bytes_equal(key_of_record(stackkey_append_types, one, 0, false),
	    key_of_record(stackkey_append_types, caused, 0, false)));
	CHECK(!bytes_equal(key_of_record(stackkey_append_types, handled, 0, false),
	    key_of_record(stackkey_append_types, caused, 0, false)));
	CHECK(bytes_equal(key_of_record(stackkey_append_types, one, 0, false),
	    key_of_record(stackkey_append_types, other, 0, false)));
	CHECK(!bytes_equal(key_of_record(stackkey_append_messages, one, 0, false),
	    key_of_record(stackkey_append_messages, other, 0, false)));
	CHECK(bytes_equal(key_of_record(stackkey_append_templates, one, 0, false),
	    key_of_record(stackkey_append_templates, other, 0, false)));
}

/* A fingerprint that the record has, or its own; else its functions. */
static void
test_fingerprints(void)
{
	CHECK_TEXT(
	    bytes_first(key_of_record(stackkey_append_fingerprint,
			    "{\"type\":\"thread\",\"fingerprint\":\"2:x\",\"frames\":[" F("a") "]}",
			    0, true),
		4),
	    ((struct bytes){ "2:x\0", 4 }));
	/* printf 'thread\na\n' | sha256sum */
	CHECK_TEXT(
	    bytes_first(key_of_record(stackkey_append_fingerprint, OF("7", F("a")), 0, true), 18),
	    BYTES("2:2ccd17ca5eb4da69"));
	CHECK(!bytes_equal(key_of_record(stackkey_append_fingerprint, OF("7", F("poll")), 0, true),
	    key_of_record(stackkey_append_fingerprint, OF("7", F("read")), 0, true)));
}

int
main(void)
{
	memory = arena_new(1 << 24);
	test_threads();
	test_innermost();
	test_unseen();
	test_exceptions();
	test_fingerprints();
	arena_free(memory);
	return check_end();
}
