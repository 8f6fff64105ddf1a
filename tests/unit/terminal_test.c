#include "base/terminal.h"

#include "check.h"

/* Control sequences of ECMA-48, and xterm's for titles and links. */
static const struct {
	struct bytes text;
	size_t length;
} rows[] = {
	{ BYTES_ROW("\033[0mx"), 4 },
	{ BYTES_ROW("\033[38;5;1mx"), 9 },
	{ BYTES_ROW("\033[?25hx"), 6 },
	{ BYTES_ROW("\033[Kx"), 3 },
	{ BYTES_ROW("\033[2~x"), 4 },
	{ BYTES_ROW("\033[ @x"), 4 },
	{ BYTES_ROW("\033[12"), 0 },
	{ BYTES_ROW("\033[1\x7f"), 0 },
	{ BYTES_ROW("\033[1\n"), 0 },
	{ BYTES_ROW("\033["), 0 },
	{ BYTES_ROW("\033]0;title\ax"), 10 },
	{ BYTES_ROW("\033]8;;http://a\033\\x"), 15 },
	{ BYTES_ROW("\033]\033\\x"), 4 },
	{ BYTES_ROW("\033]0;title"), 0 },
	{ BYTES_ROW("\033]0;title\033"), 0 },
	{ BYTES_ROW("\033_bk;t=1\ax"), 9 }, /* Buildkite */
	{ BYTES_ROW("\033P1$r\033\\x"), 7 },
	{ BYTES_ROW("\033^a\033\\x"), 5 },
	{ BYTES_ROW("\033_bk"), 2 },
	{ BYTES_ROW("\033Pq is bad \033[1m"), 2 },
	{ BYTES_ROW("\033(Bx"), 3 },
	{ BYTES_ROW("\033=x"), 2 },
	{ BYTES_ROW("\0337x"), 2 },
	{ BYTES_ROW("\033("), 0 },
	{ BYTES_ROW("\033"), 0 },
	{ BYTES_ROW("\033\nx"), 0 },
	{ BYTES_ROW("x\033[0m"), 0 },
	{ BYTES_ROW(""), 0 },
};

/* Colours without ESC, and what is left of the text; NULL: it has none. */
static const struct {
	const char *text, *left;
} lost[] = {
	{ "[31mERROR[0m: a", "ERROR: a" },
	{ "[1;31mKeyError: 'x'", "KeyError: 'x'" },
	{ "out [93ma [2mb[K", "out a b" },
	{ "a[0m", "a" },
	{ "^[[1ma^[[m", "a" },
	{ "\xe2\x90\x9b[4ma[x] b[m]", "a[x] b]" },
	{ "\xef\xbf\xbd[Ka", "a" },
	{ "  \"\\033[0m\" + a[0m", "  \"\\033[0m\" + a" },
	{ "\"\\u001b[31m\" + \"\\x1b[0m\"", NULL },
	{ "#033[31ma#033[0m", NULL },
	{ "[5m 10s] a", NULL },
	{ "took [0m 12s] of [5m 10s]", NULL },
	{ "[0m 1.5s", NULL },
	{ "[0m]", NULL },
	{ "a[0m 12", NULL },
	{ "[30m10s elapsed]", NULL },
	{ "took [35ms] or [0ms], [30min] [35mins]", NULL },
	{ "[35m10]", NULL },
	{ "[35m, b", NULL },
	{ "a[0m took [5m 10s]", "a took [5m 10s]" },
	{ "a[0m: [35ms], [30m10s], [0m 12s]", "a: [35ms], [30m10s], [0m 12s]" },
	{ "x[0m [36min[39m y[38;5;28;01min z[32m12s[0m", "x in yin z12s" },
	{ "[31m---[39m", "---" },
	{ "[31m2026-11-24 a", "2026-11-24 a" },
	{ "[31m10:00 a", "10:00 a" },
	{ "[31m'a'[39m", "'a'" },
	{ "[31m] a", NULL },
	{ "[31m", NULL },
	{ "rate(a[35m])", NULL },
	{ "[35K a", NULL },
	{ "[INFO] a[0] [m", NULL },
	{ "[0123456789;0123456789;0m", NULL },
	{ "", NULL },
};

static void
check_lost(struct buffer *scratch)
{
	for (size_t i = 0; i < COUNT_OF(lost); i++) {
		struct bytes text = bytes_of(lost[i].text);

		if (!CHECK(terminal_has_lost(text) == (lost[i].left != NULL)))
			printf("   row %zu of lost\n", i);
		if (lost[i].left != NULL)
			CHECK_TEXT(terminal_strip_lost(text, scratch), bytes_of(lost[i].left));
	}
}

int
main(void)
{
	struct buffer scratch = { .at = NULL };

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (!CHECK(terminal_sequence(rows[i].text) == rows[i].length))
			printf("   row %zu: %zu\n", i, terminal_sequence(rows[i].text));
	CHECK_TEXT(terminal_strip(BYTES("a\033[1mb\033[0mc"), &scratch), BYTES("abc"));
	CHECK_TEXT(terminal_strip(BYTES("\033[1m"), &scratch), BYTES(""));
	/* an ESC that begins no sequence stays */
	CHECK_TEXT(terminal_strip(BYTES("a\033\n\033[1mb\033"), &scratch), BYTES("a\033\nb\033"));
	CHECK_TEXT(terminal_strip(BYTES("\033[1"), &scratch), BYTES("\033[1"));
	check_lost(&scratch);
	buffer_free(&scratch);
	return check_end();
}
