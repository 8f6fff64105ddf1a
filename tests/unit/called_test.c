#include "same/called.h"

#include "record.h"

static struct arena *memory;

static struct called
call_as(const char *frame, struct called_reading reading)
{
	return called_of(value_of(frame, memory), reading, memory);
}

static struct called
call(const char *frame)
{
	return call_as(frame, (struct called_reading){ .python = false });
}

static void
is_called(const char *frame, enum called_by by, const char *text)
{
	struct called called = call(frame);

	if (!CHECK(called.by == by))
		printf("   %s\n", frame);
	CHECK_TEXT(called.text, bytes_of(text));
}

static void
test_names(void)
{
	is_called("{\"function\":\"__GI___poll\"}", CALLED_BY_NAME, "poll");
	is_called("{\"function\":\"f\",\"module\":\"/lib/a.so\",\"module_offset\":7}",
	    CALLED_BY_NAME, "f");
	is_called("{\"function\":\"??\",\"module\":\"/opt/relay/"
		  "libcodec.so.6\",\"module_offset\":633326}",
	    CALLED_BY_PLACE, "libcodec.so+0x9a9ee"); /* printf %x 633326 */
	is_called(
	    "{\"module\":\"/opt/a (deleted)\",\"module_offset\":0}", CALLED_BY_PLACE, "a+0x0");
	is_called("{\"module\":\"/opt/a\",\"module_offset\":9007199254740991}", CALLED_BY_PLACE,
	    "a+0x1fffffffffffff");
	is_called("{\"function\":\"n/a\",\"module\":\"/opt/libui.so.1.2\"}", CALLED_BY_MODULE,
	    "libui.so");
	is_called("{\"function\":\"??\",\"module\":\"n/a\",\"address\":\"0x7f10\"}",
	    CALLED_BY_NOTHING, "");
	is_called("{}", CALLED_BY_NOTHING, "");
	/* a line that no parser could take apart: neither its number nor its addresses */
	is_called("{\"raw\":\"#3  0x00007f10aa in  odd\\t801c0a400 thing\"}", CALLED_BY_TEXT,
	    "in odd thing");
	is_called("{\"raw\":\"at 0x with deadbeef, deadbee, f0x12 and deadbeefs\"}", CALLED_BY_TEXT,
	    "at 0x with , deadbee, f0x12 and deadbeefs");
}

/* `offset` is one into the module only in what 0.1 wrote of two tools. */
static void
test_reading(void)
{
	static const char frame[] = "{\"module\":\"a\",\"offset\":18}";
	struct called_reading reading;

	CHECK_TEXT(call(frame).text, BYTES("a"));
	reading = called_reading(value_of("{\"tool\":\"eu-stack\"}", memory));
	CHECK(!reading.python && reading.old_offsets);
	CHECK_TEXT(call_as(frame, reading).text, BYTES("a+0x12"));
	CHECK_TEXT(call_as("{\"module\":\"a\",\"offset\":18,\"module_offset\":1}", reading).text,
	    BYTES("a+0x1"));
	CHECK(called_reading(value_of("{\"tool\":\"systemd-coredump\"}", memory)).old_offsets);
	reading = called_reading(value_of("{\"tool\":\"py-spy\",\"language\":\"python\"}", memory));
	CHECK(reading.python && !reading.old_offsets);
	CHECK(call_as("{\"function\":\"f\",\"file\":\"/srv/a.py\"}", reading).python);
}

static void
test_python(void)
{
	struct called called = call("{\"language\":\"python\",\"function\":\"__get\","
				    "\"file\":\"/srv/app/views.py\",\"unreliable\":true}");

	CHECK(called.by == CALLED_BY_NAME && called.python && !called.library && called.unreliable);
	CHECK_TEXT(called.text, BYTES("__get")); /* not normalised: no linker touched it */
	CHECK_TEXT(called.module, BYTES("app/views"));
	called = call("{\"language\":\"python\",\"function\":\"run\","
		      "\"file\":\"/usr/lib/python3.11/threading.py\"}");
	CHECK(called.library);
	CHECK_TEXT(called.module, BYTES("threading"));
	called =
	    call("{\"language\":\"python\","
		 "\"function\":\"<built-in method sleep of module object at remote 0x7f6f>\"}");
	CHECK_TEXT(called.text, BYTES("<built-in method sleep of module object>"));
}

static void
is_own(const char *frame, bool wanted)
{
	struct called called = call(frame);

	if (!CHECK(called_is_own(&called) == wanted))
		printf("   %s\n", frame);
}

static void
test_own(void)
{
	is_own("{\"function\":\"work\"}", true);
	is_own("{\"function\":\"work\",\"module\":\"/srv/libwork.so\",\"file\":\"/srv/work.c\"}",
	    true);
	is_own("{\"function\":\"work\",\"unreliable\":true}", false);
	is_own("{\"function\":\"work\",\"signal_handler\":true}", false);
	is_own("{\"function\":\"poll\"}", false);
	is_own("{\"function\":\"main\"}", false);
	is_own("{\"function\":\"work\",\"module\":\"/lib/libc.so.6\"}", false);
	is_own("{\"function\":\"work\",\"file\":\"./nptl/x.c\"}", false);
	is_own("{\"module\":\"/srv/relay\",\"module_offset\":7}", true);
	is_own("{\"module\":\"/srv/relay\"}", true);
	is_own("{\"module\":\"/lib/libc.so.6\",\"module_offset\":7}", false);
	is_own("{\"address\":\"0x7\"}", false);
	is_own("{\"language\":\"python\",\"function\":\"main\",\"file\":\"/srv/a.py\"}", true);
	is_own("{\"language\":\"python\",\"function\":\"f\",\"file\":\"<frozen runpy>\"}", false);
}

static void
test_unnamed(void)
{
	static const char *const nothing[] = { "", "?", "??", "????", "n/a", "<unknown>", "<null>",
		"(unknown)" };
	static const char *const names[] = { "main", "n", "n/a/b", "?f", "?\?()", "<lambda()>", "_",
		"-[Queue take]", "A", "0x12" };

	for (size_t i = 0; i < COUNT_OF(nothing); i++)
		CHECK(called_says_nothing(bytes_of(nothing[i])) &&
		    called_is_unnamed(bytes_of(nothing[i])));
	for (size_t i = 0; i < COUNT_OF(names); i++)
		CHECK(!called_says_nothing(bytes_of(names[i])) &&
		    !called_is_unnamed(bytes_of(names[i])));
}

int
main(void)
{
	memory = arena_new(1 << 22);
	test_names();
	test_reading();
	test_python();
	test_own();
	test_unnamed();
	CHECK_TEXT(called_place(BYTES("libui.so"), 4804, memory), BYTES("libui.so+0x12c4"));
	arena_free(memory);
	return check_end();
}
