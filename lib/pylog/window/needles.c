#include "pylog/window/needles.h"

#include "base/ascii.h"
#include "base/lanes.h"

/*
 * The needles, all of them. A candidate is a place where two bytes of a needle stand at their
 * distance; the pair is chosen so that common text of logs rarely has it.
 */
struct needle {
	struct bytes text;
	size_t first, second; /* the places of the pair */
};

#define NEEDLE(text, first, second) \
	{ \
		{ (text), sizeof(text) - 1 }, (first), (second) \
	}

#define NEEDLES \
	X("Traceback (", 0, 10)         /* all tracebacks, Zope's, rich's, IPython's */ \
	X("File \"", 0, 4)              /* logs that begin in the middle; a SyntaxError's place */ \
	X("File \\\"", 0, 4)            /* the same inside a string of JSON */ \
	X("(most recent call ", 0, 12)  /* dumps of faulthandler, stacks without an exception */ \
	X("# Thread", 0, 2)             /* a program's own dump of its threads */ \
	X("Cell In[", 0, 7)             /* a SyntaxError in IPython */ \
	X("File: '", 0, 5)              /* frames as BitBake prints them */ \
	X("Fatal Python error: ", 0, 5) /* what the interpreter dies of, with a dump or without */ \
	X("exc_type", 3, 4) /* structlog, already taken apart; perhaps inside a string of JSON */ \
	X("stackTrace", 5, 9)                /* AWS Lambda, the same */ \
	X("> ignored", 0, 3)                 /* an exception in one line: 2.7 */ \
	X("____ ", 3, 4)                     /* the title of a failed test: pytest */ \
	X("84,114,97,99,101,98,97,99", 3, 6) /* journalctl -o json: `Tracebac` as numbers */

static const struct needle needles[] = {
#define X(text, first, second) NEEDLE(text, first, second),
	NEEDLES
#undef X
};

enum { NEEDLE_COUNT = COUNT_OF(needles), BLOCK = 8 * LANES, MARK = 0xff };

static bool
is_needle(struct bytes text)
{
	for (size_t i = 0; i < NEEDLE_COUNT; i++)
		if (text.at[0] == needles[i].text.at[0] && bytes_start(text, needles[i].text))
			return true;
	return false;
}

/*
 * Where in the block the pairs of needles begin: MARK in `marks`. False: nowhere. What is compared
 * goes a needle past the block's end.
 */
typedef bool marking(const char *block, char *marks);

#define MARK_CANDIDATES(type) \
	typedef signed char vector __attribute__((vector_size(sizeof(type)), aligned(1))); \
	type any = { 0 }; \
\
	for (size_t at = 0; at < BLOCK; at += sizeof(type)) { \
		vector hits = { 0 }; \
		NEEDLES \
		*(vector *)(marks + at) = hits; \
		any |= hits; \
	}
#define X(text, first, second) \
	hits |= (*(const vector *)(block + at + (first)) == (text)[first]) & \
	    (*(const vector *)(block + at + (second)) == (text)[second]);

static LANES_INLINE bool
mark(const char *block, char *marks)
{
	MARK_CANDIDATES(lanes)
	return lanes_any(any);
}

LANES_WIDE static inline bool
mark_wide(const char *block, char *marks)
{
	lanes halves[2];

	MARK_CANDIDATES(wide_lanes)
	memcpy(halves, &any, sizeof(any));
	return lanes_any(halves[0] | halves[1]);
}
#undef X

/* Inline, so that no call is left of `mark_candidates`. */
static LANES_INLINE const char *
find(struct bytes text, marking *mark_candidates)
{
	char marks[BLOCK], last[BLOCK + NEEDLES_LENGTH_MAX];

	for (size_t i = 0; i < text.len; i += BLOCK) {
		struct bytes rest = bytes_from(text, i);
		const char *block = rest.at, *at = marks;

		if (rest.len < sizeof(last)) {
			memset(last, 0, sizeof(last));
			memcpy(last, rest.at, rest.len);
			block = last;
		}
		if (!mark_candidates(block, marks))
			continue;
		while ((at = memchr(at, MARK, (size_t)(marks + BLOCK - at))) != NULL) {
			size_t place = (size_t)(at - marks);

			if (place < rest.len && is_needle(bytes_from(rest, place)))
				return rest.at + place;
			at++;
		}
	}
	return NULL;
}

LANES_WIDE static const char *
find_wide(struct bytes text)
{
	return find(text, mark_wide);
}

/*
 * `→ 131│`, which points at the line of source in what cleo, and so Poetry, writes of an exception. Its second byte is rare,
 * and the C library searches for one byte faster than the needles are searched for.
 */
static const char *
find_arrow(struct bytes text)
{
	struct bytes rest = text;
	const char *at;

	while (rest.len > 0 && (at = memchr(rest.at, 0x86, rest.len)) != NULL) {
		struct bytes arrow = at > text.at ? bytes_at(text, at - 1) : BYTES_NONE;
		const char *start = arrow.at;
		size_t digits;

		rest = bytes_from(bytes_at(text, at), 1);
		if (!bytes_take(&arrow, BYTES("\xe2\x86\x92 ")))
			continue;
		arrow = bytes_from(arrow, bytes_indent(arrow));
		digits = ascii_run(arrow, ascii_is_digit);
		if (digits > 0 && bytes_start(bytes_from(arrow, digits), BYTES("\xe2\x94\x82")))
			return start;
	}
	return NULL;
}

const char *
needles_find(struct bytes text)
{
	const char *found = lanes_are_wide() ? find_wide(text) : find(text, mark);
	const char *arrow = find_arrow(found != NULL ? bytes_until(text, found) : text);

	return arrow != NULL ? arrow : found;
}
