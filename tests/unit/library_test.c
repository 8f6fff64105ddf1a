#include "render/library.h"

#include "check.h"

static struct bytes
of(struct arena *memory, const char *json)
{
	const char *reason;
	size_t place;

	return library_of(json_read(bytes_of(json), memory, &reason, &place), false, memory);
}

/* The same in a stack with frames of Python. */
static struct bytes
beside_python(struct arena *memory, const char *json)
{
	const char *reason;
	size_t place;

	return library_of(json_read(bytes_of(json), memory, &reason, &place), true, memory);
}

int
main(void)
{
	struct arena *memory = arena_new(1 << 20);

	CHECK_TEXT(of(memory, "{\"function\":\"clone3\"}"), BYTES("libc"));
	CHECK_TEXT(of(memory, "{\"function\":\"main\"}"), BYTES_NONE);
	CHECK_TEXT(of(memory, "{\"function\":\"f\",\"module\":\"/usr/lib/libapr-1.so.0\"}"),
	    BYTES("libapr-1"));
	CHECK_TEXT(of(memory, "{\"function\":\"f\",\"module\":\"/opt/a/libf.so\"}"), BYTES_NONE);
	CHECK_TEXT(
	    of(memory, "{\"function\":\"f\",\"file\":\"/usr/lib/python3.11/json/decoder.py\"}"),
	    BYTES("json"));
	CHECK_TEXT(of(memory, "{\"function\":\"f\",\"file\":\"/srv/app.py\"}"), BYTES_NONE);
	CHECK_TEXT(of(memory, "{\"function\":\"PyObject_Call\"}"), BYTES_NONE);
	CHECK_TEXT(beside_python(memory, "{\"function\":\"PyObject_Call\"}"), BYTES("python"));
	CHECK_TEXT(beside_python(memory, "{\"function\":\"clone3\"}"), BYTES("libc"));
	arena_free(memory);
	return check_end();
}
