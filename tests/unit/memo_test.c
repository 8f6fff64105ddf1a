#include "same/memo.h"

#include "check.h"

#include <stdlib.h>

static bool
gives(struct bytes text, struct bytes made)
{
	return bytes_equal(memo_find(text), made);
}

/* Texts with equal beginnings and ends, more than fit into one place of the table and those after it. */
static void
alike(void)
{
	enum { LENGTH = 400, COUNT = 40 };
	char text[LENGTH];
	int found = 0;

	memset(text, 'x', sizeof(text));
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < COUNT; i++) {
			struct bytes whole = { text, LENGTH }, known,
				     made = { text, LENGTH / 2 + 1 };

			text[LENGTH / 2] = (char)i;
			known = memo_find(whole);
			found += known.len > 0;
			CHECK(known.len == 0 || bytes_equal(known, made));
			if (known.len == 0)
				memo_keep(whole, made);
			CHECK(gives(whole, made));
		}
	}
	CHECK(found > 0);
}

/* More text than is kept: old texts are forgotten, and those kept give their own values. */
static void
many(void)
{
	enum { LENGTH = 60000, COUNT = 300 };
	char *text = malloc(LENGTH);
	int found = 0;

	if (text == NULL)
		abort();
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < COUNT; i++) {
			struct bytes whole = { text, LENGTH }, known, made = { text, 2 };

			memset(text, i % 100, LENGTH);
			text[0] = (char)(i / 100);
			known = memo_find(whole);
			found += known.len > 0;
			CHECK(known.len == 0 || bytes_equal(known, made));
			memo_keep(whole, made);
			CHECK(gives(whole, made));
		}
	}
	CHECK(found < COUNT);
	free(text);
}

int
main(void)
{
	static char huge[1 << 20];

	CHECK(gives(BYTES("a text"), BYTES_NONE));
	memo_keep(BYTES("a text"), BYTES("made of it"));
	CHECK(gives(BYTES("a text"), BYTES("made of it")));
	CHECK(gives(BYTES("a tex"), BYTES_NONE));
	CHECK(gives(BYTES_NONE, BYTES_NONE));
	memo_keep(BYTES_NONE, BYTES("x"));
	CHECK(gives(BYTES_NONE, BYTES_NONE));
	memo_keep((struct bytes){ huge, sizeof(huge) }, BYTES("x"));
	CHECK(gives((struct bytes){ huge, sizeof(huge) }, BYTES_NONE));
	memo_keep(BYTES("large"), (struct bytes){ huge, sizeof(huge) });
	CHECK(gives(BYTES("large"), BYTES_NONE));
	alike();
	many();
	return check_end();
}
