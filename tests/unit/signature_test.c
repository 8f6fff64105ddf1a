#include "same/fingerprint.h"

#include "check.h"

static void
is(const char *json, const char *wanted)
{
	struct arena *memory = arena_new(1 << 22);
	struct buffer text = { .at = NULL };
	struct fingerprint fingerprint;
	const char *reason;
	size_t place;

	/* twice: the second time it may come from a cache */
	for (int i = 0; i < 2; i++) {
		CHECK(fingerprint_of(json_read(bytes_of(json), memory, &reason, &place), memory,
		    &text, &fingerprint));
		CHECK_TEXT(bytes_of(fingerprint.signature), bytes_of(wanted));
	}
	buffer_free(&text);
	arena_free(memory);
}

#define THREAD(frames) "{\"frames\":[" frames "]}"
#define F(function) "{\"function\":\"" function "\"}"
#define UNNAMED(module) "{\"function\":\"??\",\"module\":\"" module "\"}"
#define PLACED(module, offset) "{\"module\":\"" module "\",\"module_offset\":" offset "}"
#define EVENT(type, file, function) \
	"{\"exception\":{\"type\":\"" type \
	"\"},\"frames\":[{\"file\":\"/usr/lib/python3.11/json/decoder.py\"," \
	"\"function\":\"decode\"},{\"file\":\"" file "\",\"function\":\"" function "\"}]}"
#define LONG "a_function_of_which_the_name_is_as_long_as_this_" /* 48 */
#define UMLAUTS "\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4\xc3\xb6\xc3\xbc"

static void
threads(void)
{
	is(THREAD(F("parse_header") "," F("serve") "," F("main")), "parse_header");
	is(THREAD(F("parse_header") "," UNNAMED("/opt/lib/libui.so.4") "," F("main")),
	    "parse_header | libui.so");
	is(THREAD(F("__memcpy_avx_unaligned_erms") "," F("parse_header") "," F("main")),
	    "memcpy | parse_header");
	is(THREAD(F("__pthread_kill_implementation") "," F("raise") "," F("abort") "," F(
	       "malloc_printerr") "," F("_int_free") "," F("free") "," F("shut") "," F("main")),
	    "malloc_printerr | int_free | free | shut");
	/* several frames of a module without names are one word */
	is(THREAD(UNNAMED("libnet.so.1") "," UNNAMED("libnet.so.1") "," F("serve")),
	    "libnet.so | serve");
	is(THREAD(PLACED("libnet.so.1", "17") "," PLACED("relayd", "18") "," F("main")),
	    "libnet.so | relayd");
	is(THREAD(F("void ns::run<int>(int)")), "ns::run");
	is(THREAD("{\"raw\":\"#1 odd\"}," F("serve")), "serve");
	/* none without a fingerprint */
	is(THREAD(F("poll") "," F("main")), "");
	/* the program's own functions have room, however much is before them */
	is(THREAD(F("std::" LONG "a") "," F("std::" LONG "b") "," F("std::" LONG "c") "," F(LONG)),
	    "std::" LONG "a | " LONG);
	is(THREAD(F(LONG LONG LONG)), LONG LONG "a_function_of_which_the_");
	is(THREAD(F("x" UMLAUTS UMLAUTS UMLAUTS UMLAUTS UMLAUTS UMLAUTS UMLAUTS)),
	    "x" UMLAUTS UMLAUTS UMLAUTS UMLAUTS UMLAUTS UMLAUTS
	    "\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4\xc3\xb6");
}

static void
exceptions(void)
{
	is(EVENT("ValueError", "/srv/shop/orders.py", "price"), "ValueError in shop.orders.price");
	is(EVENT("__main__.Odd", "C:\\\\shop\\\\orders.py", "price"), "Odd in shop.orders.price");
	is(EVENT("requests.exceptions.Timeout", "orders.py", "<module>"),
	    "requests.exceptions.Timeout in orders.<module>");
	is("{\"exception\":{\"type\":\"KeyError\"},\"frames\":[]}", "KeyError");
	is(EVENT(LONG LONG LONG, "a.py", "f"), LONG LONG "a_function_of_which_the_");
	is(EVENT("E\\n", "a.py", "f"), "E  in a.f");
}

int
main(void)
{
	threads();
	exceptions();
	return check_end();
}
