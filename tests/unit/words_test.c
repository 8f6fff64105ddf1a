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

/* What is taken off, or NULL where the text does not begin so. */
static const struct {
	const char *words, *text, *rest;
} taken[] = {
	{ "Breakpoint 9, ", "Breakpoint 12, main () at a.c:3", "main () at a.c:3" },
	{ "Breakpoint 9, ", "Breakpoint , main ()", NULL },
	{ "Breakpoint 9, ", "Breakpoint 12 at 0x1139", NULL },
	{ "Thread * hit Breakpoint 9, ", "Thread 2 \"a hit\" hit Breakpoint 1, f ()", "f ()" },
	{ "Thread * hit Breakpoint 9, ", "Thread 2 \"a\" stopped.", NULL },
	{ "*: ", "a: b: c", "b: c" },
	{ "9", "99999999999999999999", NULL },
	{ "9*.9", "1 or 2.5", "" },
	{ "Quit", "Quit", "" },
	{ "Quit", "Qui", NULL },
	{ "", "anything", "anything" },
};

static void
taking(void)
{
	for (size_t i = 0; i < COUNT_OF(taken); i++) {
		struct bytes text = bytes_of(taken[i].text);
		const struct sketch sketch = sketch_of(text);
		bool took = words_take(taken[i].words, &text);

		CHECK(!took || words_may_take(taken[i].words, &sketch));

		if (!CHECK(took == (taken[i].rest != NULL)) ||
		    (took && !CHECK(bytes_equal(text, bytes_of(taken[i].rest)))))
			printf("   %s\n", taken[i].text);
	}
}

int
main(void)
{
	words();
	taking();
	return check_end();
}
