#include "same/memo.h"

#include "check.h"

#include <stdlib.h>

/* Texts that begin and end alike, as many as one place and those behind it hold and more. */
static void
alike(void)
{
	enum { LENGTH = 400, COUNT = 40 };
	char text[LENGTH];

	memset(text, 'x', sizeof(text));
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < COUNT; i++) {
			char *known;

			text[LENGTH / 2] = (char)i;
			known = memo_find((struct bytes){ text, LENGTH });
			CHECK(known != NULL);
			/* what is kept of it is its own */
			CHECK(known[0] == '\0' || known[1] == (char)i);
			known[0] = 'k';
			known[1] = (char)i;
		}
	}
}

/* More text than is held: what came long ago is forgotten, and what is not gives its own. */
static void
many(void)
{
	enum { LENGTH = 60000, COUNT = 300 };
	char *text = malloc(LENGTH);

	if (text == NULL)
		abort();
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < COUNT; i++) {
			char *known;

			memset(text, i % 100, LENGTH);
			text[0] = (char)(i / 100);
			known = memo_find((struct bytes){ text, LENGTH });
			CHECK(known != NULL);
			CHECK(known[0] == '\0' ||
			    (known[1] == (char)(i % 100) && known[2] == (char)(i / 100)));
			known[0] = 'k';
			known[1] = (char)(i % 100);
			known[2] = (char)(i / 100);
		}
	}
	free(text);
}

int
main(void)
{
	static char huge[1 << 20];
	char *known = memo_find(BYTES("a text"));

	CHECK(known != NULL);
	CHECK(known[0] == '\0');
	known[0] = 'k';
	CHECK(memo_find(BYTES("a text"))[0] == 'k');
	CHECK(memo_find(BYTES("a tex"))[0] == '\0');
	CHECK(memo_find((struct bytes){ NULL, 0 }) == NULL);
	CHECK(memo_find((struct bytes){ huge, sizeof(huge) }) == NULL);
	alike();
	many();
	return check_end();
}
