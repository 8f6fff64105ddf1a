#include "pylog/window/rare.h"

#include "check.h"

enum { SIZE = 100000, LINE = 50 };

static char text[SIZE];

static const char marks[RARE_BYTES] = {
	[RARE_RETURN] = '\r',
	[RARE_ESCAPE] = '\033',
	[RARE_BACKSLASH] = '\\',
	[RARE_HASH] = '#',
	[RARE_BRACKET] = '[',
};

/* What memchr() says of each line, one after the other, from that place on. */
static bool
is_right(struct rare *rare, size_t from, size_t to)
{
	struct bytes buffer = { text, SIZE };
	bool right = true;

	for (size_t start = from; start + LINE <= to; start += LINE) {
		bool has[RARE_BYTES];

		rare_find(rare, buffer, start, start + LINE, has);
		for (int i = 0; i < RARE_BYTES; i++)
			right = right &&
			    has[i] ==
				(memchr(text + start, marks[i], LINE) != NULL &&
				    (rare->lost || i != RARE_BRACKET));
	}
	return right;
}

int
main(void)
{
	struct rare rare = { .plain = 0 };

	memset(text, 'x', SIZE);
	CHECK(is_right(&rare, 0, SIZE));
	CHECK(rare.plain == SIZE);
	/* at the ends of a line, in several at once, and further off than is looked at a time */
	text[100] = text[149] = text[9000] = '#';
	text[120] = '\r';
	text[170] = text[75001] = text[99999] = '\033';
	text[9001] = '\\';
	rare = (struct rare){ .plain = 0 };
	CHECK(is_right(&rare, 0, SIZE));
	/* lines that are passed over, and a buffer whose beginning has gone */
	rare = (struct rare){ .plain = 0 };
	CHECK(is_right(&rare, 0, 200) && is_right(&rare, 8000, 9000));
	memmove(text, text + 5000, SIZE - 5000);
	memset(text + SIZE - 5000, 'x', 5000);
	rare_shift(&rare, 5000);
	CHECK(is_right(&rare, 4000, SIZE));
	/* colours without ESC, and sequences that have one and no bracket */
	text[4050] = text[4200] = text[90000] = '[';
	text[4100] = text[4210] = text[80000] = '\033';
	rare = (struct rare){ .plain = 0 };
	CHECK(is_right(&rare, 0, 4100));
	rare_lose(&rare);
	CHECK(is_right(&rare, 4100, SIZE));
	return check_end();
}
