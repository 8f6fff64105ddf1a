#include "pylog/heads/token.h"

#include "check.h"

static struct bytes level, before, behind;

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
	CHECK(token_letters(BYTES("ab1")) == 2);
	CHECK(token_is_number(BYTES("017")) && !token_is_number(BYTES("")) &&
	    !token_is_number(BYTES("1x")));
	CHECK(token_name(BYTES("a.b-c/d@e<f>\\$_9 x")) == 16);
	CHECK(token_name(BYTES("a:b c")) == 3); /* a colon inside */
	CHECK(token_name(BYTES("a: b")) == 1 && token_name(BYTES("a:")) == 1);
	CHECK(token_is_dotted(BYTES("a.b")) && !token_is_dotted(BYTES("ab")));
	CHECK(!token_is_dotted(BYTES("ab.")) && !token_is_dotted(BYTES("/a.b")) &&
	    !token_is_dotted(BYTES("1.b")));
	CHECK(token_has_capital(BYTES("aBc")) && !token_has_capital(BYTES("a1_")));
	CHECK(token_is_dotted_before_colon(BYTES("a.b: x")));
	CHECK(!token_is_dotted_before_colon(BYTES("a.b:x")) &&
	    !token_is_dotted_before_colon(BYTES("ab: x")));
	CHECK_TEXT(token_skip_marks(BYTES(" - | : ,] x")), BYTES("x"));
	CHECK_TEXT(token_skip_marks(BYTES("-x")), BYTES("-x"));
	CHECK_TEXT(token_skip_marks(BYTES("[x")), BYTES("[x"));
	CHECK(token_skip_marks(BYTES(" -")).len == 0);
}

static void
test_loggers(void)
{
	CHECK_TEXT(token_logger_name(BYTES("app.main:231")), BYTES("app.main"));
	CHECK_TEXT(token_logger_name(BYTES("app:run:231")), BYTES("app"));
	CHECK_TEXT(token_logger_name(BYTES("app.v2")), BYTES("app.v2"));
	CHECK_TEXT(token_logger_name(BYTES("app:run")), BYTES("app:run"));
	CHECK(token_is_logger(BYTES("App"), BYTES(" - x"), false));
	CHECK(token_is_logger(BYTES("App"), BYTES(" | x"), false));
	CHECK(token_is_logger(BYTES("App"), BYTES(":"), false));
	CHECK(token_is_logger(BYTES("App"), BYTES("\tx"), true) &&
	    !token_is_logger(BYTES("App"), BYTES("\tx"), false));
	CHECK(token_is_logger(BYTES("app"), BYTES(": x"), false));
	CHECK(token_is_logger(BYTES("App.x"), BYTES(": x"), false));
	CHECK(token_is_logger(BYTES("My_app"), BYTES(": x"), false));
	CHECK(!token_is_logger(BYTES("Timeout"), BYTES(": 30 s"), false));
	CHECK(!token_is_logger(BYTES("app"), BYTES(" x"), false) &&
	    !token_is_logger(BYTES("app"), BYTES(""), false));
}

static void
test_what_follows(void)
{
	CHECK(token_level_follows(BYTES(" a b ERROR x")));
	CHECK(token_level_follows(BYTES("[ERROR/Main] x")) &&
	    token_level_follows(BYTES("- ERROR: x")));
	CHECK(token_level_follows(BYTES("a b c d ERROR")) &&
	    !token_level_follows(BYTES("a b c d e ERROR")));
	CHECK(!token_level_follows(BYTES("ERRORS x")) && !token_level_follows(BYTES("ERROR. x")));
	CHECK(!token_level_follows(BYTES("")));
	CHECK(token_time_follows(BYTES("worker 2026-11-24 10:00:00 x")));
	CHECK(!token_time_follows(BYTES("worker 10:00:00 x")));
	CHECK(token_time_follows(BYTES("10.0.0.1 - - [24/Nov/2026:10:00:00 +0000] x")));
	CHECK(
	    token_time_follows(BYTES(
		"[pid: 1|app: 0] 10.0.0.1 () {40 vars in 600 bytes} [Tue Nov 24 10:00:00 2026]")) ==
	    false); /* `0]` and a word of letters: too far */
	CHECK(token_time_follows(BYTES("() {40 vars in 600 bytes} [Tue Nov 24 10:00:00 2026] x")));
	CHECK(!token_time_follows(BYTES("it was at 2026-11-24 10:00:00")));
	CHECK(!token_time_follows(BYTES("")) && !token_time_follows(BYTES("  ")));
}

static void
test_frames_of_levels(void)
{
	CHECK(token_read_framed_level(BYTES("*** ERROR *** x"), &level, &behind));
	CHECK_TEXT(level, BYTES("ERROR"));
	CHECK_TEXT(behind, BYTES(" x"));
	CHECK(token_read_framed_level(BYTES("<ERROR>"), &level, &behind) && behind.len == 0);
	CHECK(token_read_framed_level(BYTES("[[INFO]] x"), &level, &behind));
	CHECK(token_read_framed_level(BYTES("(INFO) x"), &level, &behind));
	CHECK(token_read_framed_level(BYTES("{INFO} x"), &level, &behind));
	CHECK(!token_read_framed_level(BYTES("<Error> x"), &level, &behind));
	CHECK(!token_read_framed_level(BYTES("<ERROR>x"), &level, &behind));
	CHECK(!token_read_framed_level(BYTES("<ERROR) x"), &level, &behind));
	CHECK(!token_read_framed_level(BYTES("** ERROR * x"), &level, &behind));
	CHECK(!token_read_framed_level(BYTES("ERROR"), &level, &behind));
	CHECK(!token_read_framed_level(BYTES(""), &level, &behind));
	CHECK(token_read_colon_level(BYTES("123:MainThread:ERROR: x"), &before, &level, &behind));
	CHECK_TEXT(before, BYTES("123:MainThread"));
	CHECK_TEXT(level, BYTES("ERROR"));
	CHECK_TEXT(behind, BYTES(" x"));
	CHECK(token_read_colon_level(BYTES("app.main:ERROR:it was"), &before, &level, &behind));
	CHECK_TEXT(before, BYTES("app.main"));
	CHECK_TEXT(behind, BYTES("it was"));
	CHECK(!token_read_colon_level(BYTES("ERROR:app:x"), &before, &level, &behind));
	CHECK(!token_read_colon_level(BYTES("app:x:ERROR"), &before, &level, &behind));
	CHECK(!token_read_colon_level(BYTES("app::ERROR:x"), &before, &level, &behind));
	CHECK(!token_read_colon_level(BYTES("a(b):ERROR:x"), &before, &level, &behind));
	CHECK(!token_read_colon_level(BYTES("app: ERROR: x"), &before, &level, &behind));
}

int
main(void)
{
	test_levels();
	test_words();
	test_loggers();
	test_what_follows();
	test_frames_of_levels();
	return check_end();
}
