/* Which templates of a group's messages differ in single words alone, so that these words are values, too. */
#ifndef ST_GROUP_WORDING_H
#define ST_GROUP_WORDING_H

#include "group/messages.h"

/* A template in its words. */
struct wording_line {
	const struct message *message;
	struct bytes *words;
	bool *varied; /* for each word: those of the lines that are together differ in it */
	size_t count; /* of words; the text is one where it is not compared with others */
	size_t fixed; /* how many are words of letters that do not vary */
	uint64_t sum; /* of the words' hashes */
	long long total, line; /* how many messages they all have, and where the first was seen */
	struct wording_line *next, *last; /* those that are together, and, of the first, the last */
};

/* The first lines of those that are together. */
struct wording {
	struct wording_line **first;
	size_t count;
};

/*
 * Puts together what differs in single words: where these are many enough for what else the templates have in common,
 * or where others have a value there. The result depends on the texts alone, not on their order. If not `compare`,
 * each is by itself. False: no memory.
 */
bool wording_of(
    struct wording *wording, const struct messages *messages, bool compare, struct arena *memory);

#endif
