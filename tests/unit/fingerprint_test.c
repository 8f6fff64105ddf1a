#include "same/fingerprint.h"

#include "base/sha256.h"
#include "check.h"

/* The names that are hashed for a stack of these functions, innermost first, with commas. */
static void
hashed(const char *functions, const char *wanted)
{
	struct arena *memory = arena_new(1 << 22);
	struct buffer json = { .at = NULL }, text = { .at = NULL }, lines = { .at = NULL };
	const char *reason, *before = "{\"frames\":[{\"function\":\"";
	struct bytes got;
	size_t place;

	buffer_append(&json, bytes_of(before));
	for (const char *c = functions; *c != '\0'; c++)
		buffer_append(
		    &json, *c == ',' ? BYTES("\"},{\"function\":\"") : (struct bytes){ c, 1 });
	buffer_append(&json, BYTES("\"}]}"));
	got = fingerprint_text(
	    json_read(buffer_bytes(&json), memory, &reason, &place), memory, &text);
	if (wanted[0] != '\0')
		buffer_append(&lines, BYTES("thread\n"));
	for (const char *c = wanted; *c != '\0'; c++)
		buffer_byte(&lines, (char)(*c == ',' ? '\n' : *c));
	if (wanted[0] != '\0')
		buffer_byte(&lines, '\n');
	CHECK_TEXT(got, buffer_bytes(&lines));
	buffer_free(&json);
	buffer_free(&text);
	buffer_free(&lines);
	arena_free(memory);
}

/* The text that is hashed for a traceback, with `;` for LF. */
static void
of_traceback(const char *json, const char *wanted)
{
	struct arena *memory = arena_new(1 << 22);
	struct buffer text = { .at = NULL }, lines = { .at = NULL };
	const char *reason;
	size_t place;

	for (const char *c = wanted; *c != '\0'; c++)
		buffer_byte(&lines, (char)(*c == ';' ? '\n' : *c));
	CHECK_TEXT(
	    fingerprint_text(json_read(bytes_of(json), memory, &reason, &place), memory, &text),
	    buffer_bytes(&lines));
	buffer_free(&text);
	buffer_free(&lines);
	arena_free(memory);
}

#define RAISED(type, frames) \
	"{\"exception\":{\"type\":\"" type "\",\"message\":\"m\"},\"frames\":[" frames "]"
#define FRAME(file, function) "{\"file\":\"" file "\",\"line\":7,\"function\":\"" function "\"}"

static void
tracebacks(void)
{
	static const char plain[] = "traceback;raised KeyError;app/views get;";

	of_traceback(RAISED("KeyError", FRAME("/srv/app/views.py", "get")) "}", plain);
	/* equal for other machines, virtual environments, Pythons and lines */
	of_traceback(RAISED("KeyError",
			 FRAME("/v/lib/python3.9/site-packages/flask/app.py", "call") "," FRAME(
			     "/home/me/app/views.py",
			     "get") "," FRAME("/usr/lib64/python3.12/threading.py", "run")) "}",
	    plain);
	of_traceback(RAISED("__main__.KeyError", FRAME("/srv/app/views.py", "get")) "}", plain);
	/* recursion, folded over the user's own frames */
	of_traceback(RAISED("KeyError",
			 FRAME("/srv/app/views.py", "get") "," FRAME(
			     "<frozen runpy>", "r") "," FRAME("/srv/app/views.py", "get")) "}",
	    plain);
	/* different exceptions */
	of_traceback(RAISED("IndexError", FRAME("/srv/app/views.py", "get")) "}",
	    "traceback;raised IndexError;app/views get;");
	of_traceback(RAISED("KeyError", FRAME("/srv/app/views.py", "put")) "}",
	    "traceback;raised KeyError;app/views put;");
	of_traceback(RAISED("KeyError",
			 FRAME("/srv/app/views.py", "get")) ",\"chain\":[{\"relation\":\"cause\","
							    "\"exception\":{\"type\":\"OSError\"},"
							    "\"frames\":[]}]}",
	    "traceback;raised KeyError;app/views get;cause OSError;");
	of_traceback(RAISED("KeyError",
			 FRAME("/srv/app/views.py", "get")) ",\"chain\":[{\"relation\":\"context\","
							    "\"exception\":{\"type\":\"OSError\"},"
							    "\"frames\":[]}]}",
	    "traceback;raised KeyError;app/views get;context OSError;");
	of_traceback(RAISED("ExceptionGroup", FRAME("/srv/a/b.py", "f")) ",\"exceptions\":[" RAISED(
			 "ValueError", FRAME("c.py", "g")) "}]}",
	    "traceback;raised ExceptionGroup;a/b f;member ValueError;c g;");
	/* if there are only library frames, these count */
	of_traceback(RAISED("KeyError",
			 FRAME("/usr/lib/python3.11/json/decoder.py", "decode") "," FRAME(
			     "/usr/lib/python3.11/json/__init__.py", "loads")) "}",
	    "traceback;raised KeyError;json/decoder decode;json loads;");
	of_traceback(RAISED("KeyError", "") "}", "traceback;raised KeyError;");
}

/* A record's fingerprint is that of its clear text, whatever records came before it. */
static void
fingerprints(void)
{
	static const char *const records[] = {
		"{\"frames\":[{\"function\":\"a\"}]}",
		RAISED("X",
		    FRAME("a.py",
			"f")) ",\"chain\":[{\"relation\":\"cause\",\"exception\":{\"type\":\"Y\"},"
			      "\"frames\":[" FRAME("b.py", "g") "]}]}",
		/* a type that looks like the beginning of that chain */
		"{\"exception\":{\"type\":\"X\\n[{\\\"file\\\":\\\"a.py\\\",\\\"line\\\":7,"
		"\\\"function\\\":\\\"f\\\"}]\\nbY\"},"
		"\"frames\":[" FRAME("b.py", "g") "]}",
		RAISED("X", FRAME("a.py", "f")) "}",
		RAISED("__main__.X", FRAME("a.py", "f")) "}",
		RAISED("X", FRAME("a.py", "g")) "}",
		RAISED("X", "") "}",
	};
	enum { COUNT = COUNT_OF(records) };
	struct buffer text = { .at = NULL };
	char hex[SHA256_HEX + 1];
	struct fingerprint fingerprint;

	for (size_t i = 0; i < 3 * (size_t)COUNT; i++) {
		struct arena *memory = arena_new(1 << 22);
		const char *reason;
		size_t place;
		const struct value *record = json_read(
		    bytes_of(records[i < COUNT ? i : (i * 3) % COUNT]), memory, &reason, &place);

		CHECK(record != NULL);
		CHECK(fingerprint_of(record, memory, &text, &fingerprint));
		sha256_hex(fingerprint_text(record, memory, &text), hex);
		CHECK_TEXT(
		    bytes_from(bytes_of(fingerprint.hash), 2), bytes_first(bytes_of(hex), 16));
		arena_free(memory);
	}
	buffer_free(&text);
}

#define THREAD(frames) "{\"frames\":[" frames "]}"
#define NAMED(function, module) \
	"{\"address\":\"0x1\",\"function\":\"" function "\",\"module\":\"" module "\"}"
#define PLACED(module, offset) "{\"module\":\"" module "\",\"module_offset\":" offset "}"
#define UNPLACED(address, module) \
	"{\"address\":\"" address "\",\"function\":\"??\",\"module\":\"" module "\"}"
#define RAW(text) "{\"raw\":\"" text "\"}"
#define MINE "{\"function\":\"f\"}"
#define OLD(tool, offset) \
	"{\"tool\":\"" tool "\",\"frames\":[{\"module\":\"a.so.1\",\"offset\":" offset "}," MINE \
	"]}"

/* The clear text for frames without names, with `;` for LF. */
static void
places(void)
{
	of_traceback(THREAD(PLACED("/opt/lib/libui.so.6", "4804") "," PLACED("relayd", "1118481")),
	    "thread;libui.so+0x12c4;relayd+0x111111;");
	of_traceback(THREAD(PLACED("libui.so.6", "4804") "," PLACED("libui.so.6", "4804") "," MINE),
	    "thread;libui.so+0x12c4;f;");
	of_traceback(THREAD(PLACED("libui.so.6", "4804") "," PLACED("libui.so.6", "4805") "," MINE),
	    "thread;libui.so+0x12c4;libui.so+0x12c5;f;");
	/* one place is not enough, nor are two in the C library */
	of_traceback(THREAD(PLACED("libui.so.6", "4804")), "");
	of_traceback(THREAD(PLACED("libc.so.6", "1") "," PLACED("/lib/ld-linux.so.2", "2")), "");
	of_traceback(THREAD(PLACED("libc.so.6", "0") "," PLACED("relayd", "2")),
	    "thread;libc.so+0x0;relayd+0x2;");
	/* only a module: it may be any function in it */
	of_traceback(
	    THREAD(UNPLACED("0x7f10", "/srv/libparse.so") "," UNPLACED("0x7f20", "/srv/libui.so")),
	    "");
	of_traceback(THREAD(UNPLACED("0x7f10", "libui.so.1") "," UNPLACED(
			 "0x7f20", "libui.so.1") "," UNPLACED("0x7f20", "libui.so.1") "," MINE),
	    "thread;libui.so;libui.so;f;");
	/* programs that share libraries, of which nothing else is known */
	of_traceback(THREAD(NAMED("g_main_loop_run", "/lib/libglib-2.0.so.0") "," UNPLACED(
			 "0x1", "") "," NAMED("main", "")),
	    "");
	of_traceback(
	    THREAD(NAMED("g_main_loop_run", "/lib/libglib-2.0.so.0") "," NAMED("main", "")),
	    "thread;g_main_loop_run;main;");
	/* as 0.1 wrote it */
	of_traceback(OLD("systemd-coredump", "4804"), "thread;a.so+0x12c4;f;");
	of_traceback(OLD("eu-stack", "4804"), "thread;a.so+0x12c4;f;");
	of_traceback(OLD("gdb", "4804"), "thread;a.so;f;");
	/* lines that were not understood */
	of_traceback(
	    THREAD(RAW("#3  0x7f10 in  odd 801c0a400 thing") "," MINE), "thread;in odd thing;f;");
	of_traceback(THREAD(RAW("#3  0x7f10 in odd") "," RAW("#4  0x7f20 in odd")), "");
	of_traceback(THREAD("{\"function\":\"g\",\"unreliable\":true}," MINE), "thread;f;");
	of_traceback("{\"stack\":\"freed by thread T0\",\"frames\":[" MINE "]}", "");
	/* Python: by the file, as in tracebacks */
	of_traceback(
	    "{\"language\":\"python\",\"frames\":[" FRAME("/usr/lib/python3.11/threading.py",
		"wait") "," FRAME("/srv/app/views.py", "get") "]}",
	    "thread;threading wait;app/views get;");
	of_traceback("{\"language\":\"python\",\"frames\":[" FRAME(
			 "/usr/lib/python3.11/threading.py", "wait") "]}",
	    "");
}

/* The handler's frames around those of the crash, and the reason. */
static void
crashes(void)
{
	of_traceback(
	    THREAD("{\"function\":\"waitpid\"},{\"function\":\"print_backtrace\"},{\"function\":"
		   "\"<signal handler called>\",\"signal_handler\":true}," MINE),
	    "thread;f;");
	of_traceback(THREAD("{\"function\":\"count_children\"},{\"function\":"
			    "\"<signal handler called>\",\"signal_handler\":true}," MINE),
	    "thread;count_children;<signal handler called>;f;");
	of_traceback("{\"reason\":\"free(): double free detected in tcache 2\",\"frames\":[" MINE
		     "]}",
	    "thread;reason free(): double free detected in tcache;f;");
	of_traceback("{\"reason\":\"AddressSanitizer: heap-use-after-free\",\"frames\":[" MINE "]}",
	    "thread;reason AddressSanitizer: heap-use-after-free;f;");
	of_traceback("{\"reason\":\"double free or corruption (!prev)\",\"frames\":[" MINE "]}",
	    "thread;reason double free or corruption;f;");
	of_traceback("{\"reason\":\"a: b.c:7: f: Assertion `x' failed.\",\"frames\":[" MINE "]}",
	    "thread;reason assertion failed;f;");
	of_traceback("{\"reason\":\"*** stack smashing detected ***: terminated\",\"frames\":[" MINE
		     "]}",
	    "thread;reason stack smashing detected;f;");
	of_traceback(
	    "{\"reason\":\"null pointer (fault at 0x0)\",\"frames\":[" MINE "]}", "thread;f;");
	of_traceback("{\"reason\":\"invalid address (fault address: 0x8)\",\"frames\":[" MINE "]}",
	    "thread;f;");
	of_traceback("{\"reason\":\"a null pointer was called (fault at 0x0)\",\"frames\":[" MINE
		     "]}",
	    "thread;reason a null pointer was called;f;");
	of_traceback("{\"reason\":\"panic: index out of range [5] with 3\",\"frames\":[" MINE "]}",
	    "thread;reason panic: index out of range;f;");
	/* a program's own words stand in quotes */
	of_traceback("{\"reason\":\"\\\"Check failed: x\\\"\",\"frames\":[" MINE "]}", "thread;f;");
	of_traceback("{\"reason\":\"AddressSanitizer: ABRT (\\\"a: b.c:7: Assertion `x' "
		     "failed.\\\")\",\"frames\":[" MINE "]}",
	    "thread;reason AddressSanitizer: ABRT;f;");
}

#define TEN "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define LONG HUNDRED HUNDRED HUNDRED HUNDRED

/* The record's fingerprint, with so much memory for its text. */
static void
without_memory(const char *json, size_t ceiling)
{
	struct arena *memory = arena_new(1 << 22);
	struct buffer text = { .ceiling = ceiling };
	struct fingerprint fingerprint;
	const char *reason;
	size_t place;

	CHECK(!fingerprint_of(
	    json_read(bytes_of(json), memory, &reason, &place), memory, &text, &fingerprint));
	buffer_free(&text);
	arena_free(memory);
}

int
main(void)
{
	struct arena *memory = arena_new(1 << 22);
	struct buffer text = { .at = NULL };
	struct fingerprint fingerprint;
	const char *reason;
	size_t place;

	hashed("a,b,c", "a,b,c");
	hashed("a,b,b,b,c", "a,b,c");
	hashed("a,b,a,b,a,b,c", "a,b,c");
	hashed("x,a,b,c,a,b,c,d", "x,a,b,c,d");
	hashed("a,b,a", "a,b,a");
	hashed("a,b,c,d,e,f,g,h,a,b,c,d,e,f,g,h,z", "a,b,c,d,e,f,g,h,z");
	hashed("__GI___poll,work.isra.0,main", "poll,work,main");
	hashed("f<int>,f<char>,main", "f,main");
	/* lldb, eu-stack and systemd show what called main(), and gdb does not */
	hashed("f,main,__libc_start_call_main,__libc_start_main_impl,_start", "f,main");
	hashed("f,main,start", "f,main");
	hashed("f,main,g,_start", "f,main,g,start");
	hashed("f,start_thread,clone3", "f,start_thread,clone3");
	hashed("", "");
	hashed("??,??,??", "");
	hashed("raise,abort,f,main", "abort,f,main");
	hashed("__pthread_kill_implementation,__pthread_kill_internal,__GI_raise,__GI_abort,f,main",
	    "abort,f,main");
	hashed("__interceptor_memcpy,f,main", "f,main");
	hashed("__asan_report_load8,f,main", "f,main");
	hashed("f,abort,main", "f,abort,main");
	hashed("msanity,asanti,f,main", "msanity,asanti,f,main");
	/* nothing in it is only this program's */
	hashed("poll,main", "");
	hashed("raise,abort,main", "");
	hashed("pthread_cond_wait,start_thread,clone3", "");
	hashed("poll,main,__libc_start_call_main,__libc_start_main,_start", "");
	hashed("raise,abort,__cxa_throw,std::terminate,??,main", "");
	tracebacks();
	places();
	crashes();
	fingerprints();
	without_memory("{\"frames\":[{\"function\":\"" LONG "\"}]}", 300);
	/* the cause counts, and differs from a type with a similar text */
	without_memory(RAISED("X", FRAME("a.py", LONG)) "}", 300);
	without_memory(
	    RAISED("X", "{\"file\":\"a.py\",\"function\":\"f\",\"text\":\"" LONG "\"}") "}", 300);
	/* printf 'thread\na\n' | sha256sum */
	CHECK(fingerprint_of(
	    json_read(BYTES("{\"frames\":[{\"function\":\"a\"}]}"), memory, &reason, &place),
	    memory, &text, &fingerprint));
	CHECK_TEXT(bytes_of(fingerprint.hash), BYTES("2:2ccd17ca5eb4da69"));
	CHECK(fingerprint_of(json_read(BYTES("{\"frames\":[]}"), memory, &reason, &place), memory,
	    &text, &fingerprint));
	CHECK_TEXT(bytes_of(fingerprint.hash), BYTES(""));
	buffer_free(&text);
	arena_free(memory);
	return check_end();
}
