#include "pylog/needles.h"

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
	X("Traceback (", 0, 10)        /* all tracebacks, Zope's, rich's, IPython's */ \
	X("File \"", 0, 5)             /* logs that begin in the middle; a SyntaxError's place */ \
	X("File \\\"", 0, 5)           /* the same inside a string of JSON */ \
	X("(most recent call ", 0, 12) /* dumps of faulthandler, stacks without an exception */ \
	X("Cell In[", 0, 7)            /* a SyntaxError in IPython */ \
	X("\"exc_type\"", 4, 5)        /* structlog, already taken apart */ \
	X("stackTrace\"", 5, 10)       /* AWS Lambda, the same */ \
	X("84,114,97,99,101,98,97,99", 3, 6) /* journalctl -o json: `Tracebac` as numbers */

static const struct needle needles[] = {
#define X(text, first, second) NEEDLE(text, first, second),
	NEEDLES
#undef X
};

enum { NEEDLE_COUNT = sizeof(needles) / sizeof(needles[0]), LANES = 16, BLOCK = 4 * LANES };

/* Many bytes at once, by gcc and clang alike. */
typedef signed char lanes __attribute__((vector_size(LANES)));

static inline lanes
load(const char *from)
{
	lanes loaded;

	memcpy(&loaded, from, sizeof(loaded));
	return loaded;
}

static bool
is_needle(struct bytes text)
{
	for (size_t i = 0; i < NEEDLE_COUNT; i++)
		if (text.at[0] == needles[i].text.at[0] && bytes_start(text, needles[i].text))
			return true;
	return false;
}

/* Whether a pair of any needle begins in the block; what is compared goes a needle past its end. */
static inline bool
has_candidate(const char *block)
{
	lanes hits = { 0 };
	unsigned long long any[LANES / 8];

	for (int at = 0; at < BLOCK; at += LANES) {
#define X(text, first, second) \
	hits |= (load(block + at + (first)) == (text)[first]) & \
	    (load(block + at + (second)) == (text)[second]);
		NEEDLES
#undef X
	}
	memcpy(any, &hits, sizeof(any));
	return (any[0] | any[1]) != 0;
}

const char *
needles_find(struct bytes text)
{
	size_t i = 0;

	while (text.len - i >= BLOCK + NEEDLES_LENGTH_MAX) {
		if (!has_candidate(text.at + i)) {
			i += BLOCK;
			continue;
		}
		for (size_t end = i + BLOCK; i < end; i++)
			if (is_needle(bytes_from(text, i)))
				return text.at + i;
	}
	for (; i < text.len; i++)
		if (is_needle(bytes_from(text, i)))
			return text.at + i;
	return NULL;
}
