#include "pylog/heads/token.h"

#include "check.h"

static void
test_words(void)
{
	CHECK_TEXT(token_word(BYTES("a.b\tc")), BYTES("a.b"));
	CHECK(token_word(BYTES(" a")).len == 0);
	CHECK_TEXT(token_letters(BYTES("ab1")), BYTES("ab"));
	CHECK(token_is_number(BYTES("7")) && token_is_number(BYTES("017")) &&
	    !token_is_number(BYTES("")) && !token_is_number(BYTES("1x")));
	CHECK_TEXT(token_name(BYTES("a.b-c/d@e<f>\\$_9 x")), BYTES("a.b-c/d@e<f>\\$_9"));
	CHECK_TEXT(token_name(BYTES("a.b> c")), BYTES("a.b")); /* a bracket of the head */
	CHECK_TEXT(token_name(BYTES(">a")), BYTES_NONE);
	CHECK_TEXT(token_name(BYTES("a:b c")), BYTES("a:b")); /* a colon inside */
	CHECK_TEXT(token_name(BYTES("a: b")), BYTES("a"));
	CHECK_TEXT(token_name(BYTES("a:")), BYTES("a"));
	CHECK(token_is_dotted(BYTES("a.b")) && !token_is_dotted(BYTES("ab")));
	CHECK(!token_is_dotted(BYTES("ab.")) && !token_is_dotted(BYTES("/a.b")) &&
	    !token_is_dotted(BYTES("1.b")));
	CHECK(!token_is_dotted(BYTES(".a")) && token_is_dotted(BYTES(".ab")));
	CHECK(!token_is_lower(BYTES("aBc")) && token_is_lower(BYTES("a1_")));
	CHECK_TEXT(token_skip_marks(BYTES(" - | : ,] x")), BYTES("x"));
	CHECK_TEXT(token_skip_marks(BYTES("-x")), BYTES("-x"));
	CHECK_TEXT(token_skip_marks(BYTES("[x")), BYTES("[x"));
	CHECK(token_skip_marks(BYTES(" -")).len == 0);
	CHECK_TEXT(token_skip_marks(BYTES(" >> x")), BYTES("x"));
	CHECK_TEXT(token_skip_marks(BYTES(">x")), BYTES(">x"));
	CHECK_TEXT(token_skip_marks(BYTES(">>> x")), BYTES(">>> x"));
}

static void
test_uuid(void)
{
	struct bytes text = BYTES("8f5d1b9a-1c2d-4e5f-8a9b-0123456789ab\tx");
	struct bytes others[] = { BYTES("8f5d1b9a-1c2d-4e5f-8a9b-0123456789a\tx"),
		BYTES("8f5d1b9a-1c2d-4e5f8a9b-0123456789ab"), BYTES("8f5d1b9"), BYTES("") };

	CHECK(token_take('U', &text));
	CHECK_TEXT(text, BYTES("\tx"));
	for (size_t i = 0; i < COUNT_OF(others); i++)
		CHECK(!token_take('U', &others[i]));
}

static void
test_loggers(void)
{
	CHECK_TEXT(token_logger_name(BYTES("app.main:231")), BYTES("app.main"));
	CHECK_TEXT(token_logger_name(BYTES("app:run:231")), BYTES("app"));
	CHECK_TEXT(token_logger_name(BYTES("app.v2")), BYTES("app.v2"));
	CHECK_TEXT(token_logger_name(BYTES("app:run")), BYTES("app:run"));
	CHECK_TEXT(token_logger_name(BYTES("app:")), BYTES("app:"));
}

/* A piece that is skipped: the text after it; NULL: the text does not begin with such a piece. */
static const struct {
	char letter;
	const char *text, *rest;
} pieces[] = {
	/* the next words contain a level or a time: nothing is skipped */
	{ '+', " a b ERROR x", " a b ERROR x" },
	{ '+', "[ERROR/Main] x", "[ERROR/Main] x" },
	{ '+', "- ERROR: x", "- ERROR: x" },
	{ '+', "a b c d ERROR", "a b c d ERROR" },
	{ '+', "a b c d e ERROR", NULL },
	{ '+', "ERRORS x", NULL },
	{ '+', "ERROR. x", NULL },
	{ '+', "error x", NULL },
	{ '+', "", NULL },
	{ 'j', "a b\tc\t2026", "2026" },
	{ 'j', "a\t2026\tx", "2026\tx" },
	{ 'j', "a\tb\tc\t2026", NULL },
	{ 'j', "a\tb", NULL },
	{ 'j', "2026\tb", NULL },
	{ '@', "worker 2026-11-24 10:00:00 x", "worker 2026-11-24 10:00:00 x" },
	{ '@', "worker 2026-13-24 10:00:00 x", NULL },
	{ '@', "worker 10:00:00 x", NULL },
	{ '@', "10.0.0.1 - - [24/Nov/2026:10:00:00 +0000] x",
	    "10.0.0.1 - - [24/Nov/2026:10:00:00 +0000] x" },
	/* `0]` and a word of letters: too far */
	{ '@', "[pid: 1|app: 0] 10.0.0.1 () {40 vars in 600 bytes} [Tue Nov 24 10:00:00 2026]",
	    NULL },
	{ '@', "() {40 vars in 600 bytes} [Tue Nov 24 10:00:00 2026] x",
	    "() {40 vars in 600 bytes} [Tue Nov 24 10:00:00 2026] x" },
	{ '@', "it was at 2026-11-24 10:00:00", NULL },
	{ '@', "1 2 3 4 5 10:00:00", "1 2 3 4 5 10:00:00" },
	{ '@', "1 2 3 4 5 6 10:00:00", NULL },
	{ '@', "10.0.0.1 word 2026-11-24 10:00:00", NULL },
	{ '@', "1 {a b}2026-11-24 10:00:00", "1 {a b}2026-11-24 10:00:00" },
	{ '@', "", NULL },
	{ '@', "  ", NULL },
	{ 'w', "a.b c", " c" },
	{ 'w', " c", " c" },
	{ 'h', "web-1 app: x", " app: x" },
	{ 'h', "web-1: x", NULL },
	{ 'h', "[web] x", NULL },
	{ 'h', "- x", NULL },
	{ 'h', "| x", NULL },
	{ 'h', "ERROR x", NULL },
	{ 'h', "a error: x", " error: x" },
	{ 'h', "error x", " x" },
	{ 'h', "", NULL },
	{ 'g', "app[12]: x", "[12]: x" },
	{ 'g', "app: x", ": x" },
	{ 'g', "app x: y", NULL },
	{ 'g', "ERROR: x", NULL },
	{ 'g', "a: x", ": x" },
	{ 'g', "error: x", ": x" },
	{ 'g', ": x", NULL },
	{ 'g', "[12]: x", NULL },
	{ 'r', "MainThread x", " x" },
	{ 'r', "Thread-1 x", " x" },
	{ 'r', "word x", NULL },
	{ 'X', "7f88c1a3b740 x", " x" },
	{ 'X', "7f88c1a3 x", " x" },
	{ 'X', "7f88c1a x", NULL },
	{ 'X', "7f88c1a3b740", NULL },
	{ 'X', "7f88c1a3b740] x", NULL },
	{ 'q', "? odoo: x", " odoo: x" },
	{ 'q', "db_1 odoo: x", " odoo: x" },
	{ 'q', "Prod odoo: x", NULL },
	{ 'q', "db? odoo: x", NULL },
	{ 'e', "- x", " x" },
	{ 'e', "[a b=\"c\"][d] x", " x" },
	{ 'e', "[a x", "[a x" },
	{ 'e', "x", "x" },
	{ '?', "ab", "b" },
	{ '?', "", NULL },
	{ '_', " \t:=x", "x" },
	{ '_', "x", "x" },
	{ '|', "", "" },
	{ '|', "|x", "|x" },
	{ '|', "/x", "/x" },
	{ '|', ".x", NULL },
	{ '$', "", "" },
	{ '$', "x", NULL },
	{ 'Z', "x", NULL },
};

/* What may be a thread, and what a month and a day. */
static void
test_threads_and_months(void)
{
	static const char *const threads[] = { "MainThread", "MainProcess", "Thread-1", "T-1",
		"ThreadPoolExecutor-0_1", "a_1", "TP0" };
	static const char *const others[] = { "", "Thread", "MainThreads", "1-1", "a.b-1", "a1",
		"ends", "Thread-1x", "T0", "TP" };
	static const char *const days[] = { "Dez 28", "Dez. 28", "Dez  1", "12\xe6\x9c\x88 28",
		"M\xc3\xa4r 1", "abcdefghijkl 28" };
	static const char *const none[] = { "", "De 28", "Dez28", "Dez x", "Dez", "Dez.. 28",
		"123\xe6\x9c\x88 28", "abcdefghijklm 28", "12 28" };

	for (size_t i = 0; i < COUNT_OF(threads); i++)
		if (!CHECK(token_is_thread(bytes_of(threads[i]))))
			printf("   %s\n", threads[i]);
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (!CHECK(!token_is_thread(bytes_of(others[i]))))
			printf("   %s\n", others[i]);
	for (size_t i = 0; i < COUNT_OF(days); i++)
		if (!CHECK(token_may_be_month(bytes_of(days[i]))))
			printf("   %s\n", days[i]);
	for (size_t i = 0; i < COUNT_OF(none); i++)
		if (!CHECK(!token_may_be_month(bytes_of(none[i]))))
			printf("   %s\n", none[i]);
}

/* What no logger is called. */
static void
test_no_loggers(void)
{
	CHECK(token_is_logger(BYTES("app")) && token_is_logger(BYTES("app.views:91")));
	CHECK(!token_is_logger(BYTES("")) && !token_is_logger(BYTES("91")));
	CHECK(!token_is_logger(BYTES("/srv/app")) && !token_is_logger(BYTES("Thread-1:91")));
	CHECK(!token_is_logger(BYTES("app.py:91")) && !token_is_logger(BYTES("stderr")));
	CHECK(!token_is_logger(BYTES("stdout")) && token_is_logger(BYTES("stdin")));
}

/* Where structlog has the logger. */
static void
test_padded_names(void)
{
	CHECK_TEXT(token_padded_name(BYTES("job failed    [app.views] n=3")), BYTES("app.views"));
	CHECK_TEXT(token_padded_name(BYTES("job  [shop]")), BYTES("shop"));
	CHECK(token_padded_name(BYTES("job [shop]")).len == 0);
	CHECK(token_padded_name(BYTES("job  [3]")).len == 0);
	CHECK(token_padded_name(BYTES("job  [in 3 s]")).len == 0);
	CHECK(token_padded_name(BYTES("job  [shop]x")).len == 0);
	CHECK(token_padded_name(BYTES("")).len == 0);
}

static void
test_errors(void)
{
	CHECK(token_is_error(BYTES("[Errno 2] No such file")));
	CHECK(token_is_error(BYTES("[WinError 10061] x")));
	CHECK(token_is_error(BYTES("[SSL: CERTIFICATE_VERIFY_FAILED] x")));
	CHECK(!token_is_error(BYTES("Errno 2")) && !token_is_error(BYTES("[errno 2]")));
}

/* Names that are files. */
static void
test_places(void)
{
	CHECK(token_is_place(BYTES("core.py:708")) && token_is_place(BYTES("core.py")));
	CHECK(token_is_place(BYTES("core.py:708:run")) && !token_is_place(BYTES("core.pyx")));
	CHECK(!token_is_place(BYTES("core:708")) && !token_is_place(BYTES("")));
}

static void
test_pieces(void)
{
	for (size_t i = 0; i < COUNT_OF(pieces); i++) {
		struct bytes text = bytes_of(pieces[i].text);
		bool taken = token_take(pieces[i].letter, &text);

		if (!CHECK(taken == (pieces[i].rest != NULL)))
			printf("   %c `%s`\n", pieces[i].letter, pieces[i].text);
		if (taken && pieces[i].rest != NULL)
			CHECK_TEXT(text, bytes_of(pieces[i].rest));
	}
}

int
main(void)
{
	test_words();
	test_uuid();
	test_loggers();
	test_threads_and_months();
	test_no_loggers();
	test_padded_names();
	test_errors();
	test_places();
	test_pieces();
	return check_end();
}
