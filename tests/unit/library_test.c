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

/* The function of the frame that is called the program's own innermost one. */
static struct bytes
first_own(struct arena *memory, const char *json)
{
	const char *reason;
	size_t place;
	const struct value *record = json_read(bytes_of(json), memory, &reason, &place);

	return json_text(library_first_own(record, memory), "function");
}

#define PRINTED "{\"tool\":\"glibc\",\"crashed\":true,\"signal\":\"SIGSEGV\",\"frames\":["
#define HANDLERS "{\"function\":\"my_print_stacktrace\"},{\"function\":\"handle_fatal_signal\"},"
#define UNNAMED(address) \
	"{\"address\":\"" address "\",\"module\":\"/lib64/libpthread.so.0\",\"module_offset\":1}"

static void
test_handlers(struct arena *memory)
{
	CHECK_TEXT(
	    first_own(memory, PRINTED HANDLERS UNNAMED("0x7f110b0") ",{\"function\":\"weave\"}]}"),
	    BYTES("weave"));
	/* the handler has no name that tells */
	CHECK_TEXT(first_own(memory,
		       PRINTED "{\"function\":\"on_signal\"}," UNNAMED(
			   "0x7f110b0") ",{\"function\":\"weave\"}]}"),
	    BYTES("weave"));
	CHECK_TEXT(first_own(memory,
		       PRINTED "{\"function\":\"compare\"}," UNNAMED(
			   "0x7f110b4") ",{\"function\":\"weave\"}]}"),
	    BYTES("compare"));
	/* no other frame is taken for one of the handler's */
	CHECK_TEXT(
	    first_own(memory,
		PRINTED HANDLERS UNNAMED("0x7f110b0") ",{\"function\":\"recover_crash\"}," UNNAMED(
		    "0x7f22220") ",{\"function\":\"weave\"}]}"),
	    BYTES("recover_crash"));
	CHECK_TEXT(first_own(memory,
		       "{\"tool\":\"gdb\",\"crashed\":true,\"frames\":[{\"function\":\"crash\"},"
		       "{\"function\":\"weave\"}]}"),
	    BYTES("crash"));
	CHECK_TEXT(first_own(memory,
		       "{\"tool\":\"systemd-coredump\",\"crashed\":true,\"frames\":["
		       "{\"function\":\"on_signal\"},{\"function\":\"__restore_rt\"},"
		       "{\"function\":\"weave\"}]}"),
	    BYTES("weave"));
	CHECK_TEXT(first_own(memory,
		       PRINTED "{\"function\":\"on_signal\"},{\"function\":\"killpg\"},"
			       "{\"function\":\"weave\"}]}"),
	    BYTES("weave"));
	/* functions of such names that a program calls itself */
	CHECK_TEXT(first_own(memory,
		       "{\"tool\":\"gdb\",\"frames\":[{\"function\":\"poll\"},"
		       "{\"function\":\"wait_ready\"},{\"function\":\"install_sigaction\"},"
		       "{\"function\":\"main\"}]}"),
	    BYTES("wait_ready"));
	CHECK_TEXT(first_own(memory,
		       "{\"tool\":\"gdb\",\"frames\":[{\"function\":\"poll\"},"
		       "{\"function\":\"wait_ready\"},{\"function\":\"test_sigreturn\"},"
		       "{\"function\":\"main\"}]}"),
	    BYTES("wait_ready"));
	/* a program whose code is in libraries */
	CHECK_TEXT(first_own(memory,
		       "{\"crashed\":true,\"frames\":[{\"function\":\"raise\",\"module\":\"/lib/"
		       "libc.so.6\"},"
		       "{\"function\":\"weave\",\"module\":\"/usr/lib/"
		       "libloom.so\"},{\"function\":\"main\"}]}"),
	    BYTES("weave"));
	CHECK_TEXT(first_own(memory,
		       "{\"frames\":[{\"function\":\"weave\",\"module\":\"/usr/lib/libloom.so\"},"
		       "{\"function\":\"main\"}]}"),
	    BYTES("main"));
	CHECK_TEXT(first_own(memory,
		       "{\"crashed\":true,\"frames\":[{\"function\":\"raise\",\"module\":\"/lib/"
		       "libc.so.6\"},"
		       "{\"function\":\"main\"}]}"),
	    BYTES("main"));
	CHECK(library_first_own(json_read(BYTES("{\"frames\":[]}"), memory, &(const char *){ NULL },
				    &(size_t){ 0 }),
		  memory) == NULL);
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
	CHECK_TEXT(
	    of(memory, "{\"function\":\"std::rt::main\",\"file\":\"/rustc/7cf6/std/rt.rs\"}"),
	    BYTES("Rust"));
	/* what a sanitizer puts in place of functions of the C library, in the program or not */
	CHECK_TEXT(of(memory, "{\"function\":\"__interceptor_free\",\"module\":\"/opt/loomd\"}"),
	    BYTES("sanitizer"));
	CHECK_TEXT(
	    of(memory, "{\"function\":\"malloc\",\"file\":\"../src/libsanitizer/asan/asan.cpp\"}"),
	    BYTES("sanitizer"));
	CHECK_TEXT(
	    of(memory, "{\"function\":\"malloc\",\"file\":\"/b/compiler-rt/lib/asan/a.cc\"}"),
	    BYTES("sanitizer"));
	CHECK_TEXT(of(memory, "{\"function\":\"asan_weave\",\"file\":\"/opt/a.cc\"}"), BYTES_NONE);
	CHECK_TEXT(of(memory, "{\"function\":\"__weave\",\"file\":\"/opt/a.cc\"}"), BYTES_NONE);
	CHECK_TEXT(first_own(memory,
		       "{\"crashed\":true,\"frames\":[{\"function\":\"__interceptor_memcpy\"},"
		       "{\"function\":\"png_read\",\"module\":\"/usr/lib/libpng16.so.16\"},"
		       "{\"function\":\"main\"}]}"),
	    BYTES("png_read"));
	CHECK_TEXT(of(memory, "{\"function\":\"PyObject_Call\"}"), BYTES_NONE);
	CHECK_TEXT(beside_python(memory, "{\"function\":\"PyObject_Call\"}"), BYTES("python"));
	CHECK_TEXT(beside_python(memory, "{\"function\":\"clone3\"}"), BYTES("libc"));
	test_handlers(memory);
	arena_free(memory);
	return check_end();
}
