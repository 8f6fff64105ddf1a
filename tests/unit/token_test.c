#include "pylog/heads/token.h"

#include "check.h"

static void
test_levels(void)
{
	static const char *const levels[] = { "CRITICAL", "FATAL", "ERROR", "ERR", "WARNING",
		"WARN", "NOTICE", "INFO", "DEBUG", "TRACE", "SUCCESS", "EXCEPTION", "SEVERE",
		"ALERT", "EMERG", "CRIT", "PANIC" };
	static const char *const others[] = { "", "ER", "E", "ERRORS", "EXCEPTIONS",
		"ERROR:", "FAIL" };

	for (size_t i = 0; i < COUNT_OF(levels); i++)
		if (!CHECK(token_is_level(bytes_of(levels[i]), true)))
			printf("   %s\n", levels[i]);
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (!CHECK(!token_is_level(bytes_of(others[i]), false)))
			printf("   %s\n", others[i]);
	CHECK(token_is_level(BYTES("error"), false) &&
	    token_is_level(BYTES("Zarning"), false) == false);
	CHECK(!token_is_level(BYTES("error"), true) && !token_is_level(BYTES("Error"), true));
	/* glog: I W E F; Tornado: D I W E C */
	CHECK_TEXT(token_level_of_letter('D'), BYTES("DEBUG"));
	CHECK_TEXT(token_level_of_letter('I'), BYTES("INFO"));
	CHECK_TEXT(token_level_of_letter('W'), BYTES("WARNING"));
	CHECK_TEXT(token_level_of_letter('E'), BYTES("ERROR"));
	CHECK_TEXT(token_level_of_letter('C'), BYTES("CRITICAL"));
	CHECK_TEXT(token_level_of_letter('F'), BYTES("FATAL"));
	CHECK(token_level_of_letter('X').len == 0 && token_level_of_letter('\0').len == 0);
}

static void
test_words(void)
{
	CHECK_TEXT(token_word(BYTES("a.b\tc")), BYTES("a.b"));
	CHECK(token_word(BYTES(" a")).len == 0);
	CHECK_TEXT(token_letters(BYTES("ab1")), BYTES("ab"));
	CHECK(token_is_number(BYTES("017")) && !token_is_number(BYTES("")) &&
	    !token_is_number(BYTES("1x")));
	CHECK_TEXT(token_name(BYTES("a.b-c/d@e<f>\\$_9 x")), BYTES("a.b-c/d@e<f>\\$_9"));
	CHECK_TEXT(token_name(BYTES("a:b c")), BYTES("a:b")); /* a colon inside */
	CHECK_TEXT(token_name(BYTES("a: b")), BYTES("a"));
	CHECK_TEXT(token_name(BYTES("a:")), BYTES("a"));
	CHECK(token_is_dotted(BYTES("a.b")) && !token_is_dotted(BYTES("ab")));
	CHECK(!token_is_dotted(BYTES("ab.")) && !token_is_dotted(BYTES("/a.b")) &&
	    !token_is_dotted(BYTES("1.b")));
	CHECK(!token_is_lower(BYTES("aBc")) && token_is_lower(BYTES("a1_")));
	CHECK_TEXT(token_skip_marks(BYTES(" - | : ,] x")), BYTES("x"));
	CHECK_TEXT(token_skip_marks(BYTES("-x")), BYTES("-x"));
	CHECK_TEXT(token_skip_marks(BYTES("[x")), BYTES("[x"));
	CHECK(token_skip_marks(BYTES(" -")).len == 0);
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
}

/* A piece of which nothing is kept: what is left behind it; NULL: the text has none. */
static const struct {
	char letter;
	const char *text, *rest;
} pieces[] = {
	/* a level within the next words, or a time: nothing of them is taken */
	{ '+', " a b ERROR x", " a b ERROR x" },
	{ '+', "[ERROR/Main] x", "[ERROR/Main] x" },
	{ '+', "- ERROR: x", "- ERROR: x" },
	{ '+', "a b c d ERROR", "a b c d ERROR" },
	{ '+', "a b c d e ERROR", NULL },
	{ '+', "ERRORS x", NULL },
	{ '+', "ERROR. x", NULL },
	{ '+', "error x", NULL },
	{ '+', "", NULL },
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
	{ 'h', "", NULL },
	{ 'g', "app[12]: x", "[12]: x" },
	{ 'g', "app: x", ": x" },
	{ 'g', "app x: y", NULL },
	{ 'g', "ERROR: x", NULL },
	{ 'g', ": x", NULL },
	{ 'g', "[12]: x", NULL },
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
	test_levels();
	test_words();
	test_uuid();
	test_loggers();
	test_pieces();
	return check_end();
}
