#include "base/ascii.h"
#include "base/terminal.h"
#include "base/words.h"
#include "check.h"

static const struct bytes list[] = { BYTES_ROW("error"), BYTES_ROW("err"), BYTES_ROW("") };

static void
words(void)
{
	CHECK(words_find(LIST(list), BYTES("err")) == 1);
	CHECK(words_find(LIST(list), BYTES("er")) == WORDS_NONE);
	CHECK(words_find(LIST(list), BYTES_NONE) == 2);
	CHECK(
	    words_start(list, 2, BYTES("errors")) == 0 && words_start(list, 2, BYTES("errs")) == 1);
	CHECK(words_start(list, 2, BYTES("an error")) == WORDS_NONE);
	CHECK(
	    words_end(list, 2, BYTES("an error")) == 0 && words_end(list, 2, BYTES("stderr")) == 1);
	CHECK(words_within(list, 2, BYTES("(errs)")) == 1);
}

static void
parts(void)
{
	struct bytes rest = BYTES("a,,b,"), part;

	CHECK(bytes_next(&rest, ',', &part));
	CHECK_TEXT(part, BYTES("a"));
	CHECK(bytes_next(&rest, ',', &part));
	CHECK_TEXT(part, BYTES(""));
	CHECK(bytes_next(&rest, ',', &part));
	CHECK_TEXT(part, BYTES("b"));
	CHECK(!bytes_next(&rest, ',', &part));
	rest = BYTES("0x1f");
	CHECK(bytes_take(&rest, BYTES("0x")) && !bytes_take(&rest, BYTES("0x")));
	CHECK_TEXT(rest, BYTES("1f"));
	CHECK(bytes_index(BYTES("abc"), 'c') == 2 && bytes_index(BYTES("abc"), 'd') == 3);
	CHECK(bytes_head(BYTES_NONE) == '\0' && bytes_tail(BYTES("ab")) == 'b');
	CHECK(ascii_run(BYTES("12a"), ascii_is_digit) == 2 && !ascii_is_letter('\xe4'));
	CHECK(ascii_is_name('_') && ascii_is_name('7') && !ascii_is_name('.'));
	CHECK(ascii_is_name('\xe4') && ascii_lower('Z') == 'z' && ascii_lower('[') == '[');
}

static void
sequences(void)
{
	CHECK(terminal_sequence(BYTES("\033[1;31mred")) == 7);
	CHECK(terminal_sequence(BYTES("\033[mplain")) == 3);
	CHECK(terminal_sequence(BYTES("\033]8;;http://a\033\\link")) == 15);
	CHECK(terminal_sequence(BYTES("\033]0;title\atext")) == 10);
	CHECK(terminal_sequence(BYTES("\033(B")) == 3 && terminal_sequence(BYTES("\033cx")) == 2);
	CHECK(terminal_sequence(BYTES("\033[1;3")) == 0 && terminal_sequence(BYTES("\033")) == 0);
	CHECK(terminal_sequence(BYTES("text")) == 0 && terminal_sequence(BYTES_NONE) == 0);
}

int
main(void)
{
	words();
	parts();
	sequences();
	return check_end();
}
