/* Finds templates of a group's messages that differ only in single words: these words count as values, too. */
#ifndef ST_GROUP_WORDING_H
#define ST_GROUP_WORDING_H

#include "group/messages.h"

/* A template, divided into words. */
struct wording_line {
	const struct message *message;
	struct bytes *words;
	bool *varied;    /* for each word: whether the lines put together differ in it */
	size_t count;    /* of words; 1, the whole text, if it is not compared with others */
	size_t fixed;    /* how many words of letters do not vary */
	uint64_t sum;    /* of the words' hashes */
	long long total; /* how many messages the lines put together have */
	long long line;  /* the first one's line in its file */
	struct wording_line *next,
	    *last; /* the lines put together; `last` is set in the first one */
};

/* The first line of each set of lines put together. */
struct wording {
	struct wording_line **first;
	size_t count;
};

/*
 * Puts lines together that differ in single words: if enough of the other words are the same for that many lines, or if
 * other lines have a value there. The result depends only on the texts, not on their order. Without `compare` each line
 * stays by itself. False: no memory.
 */
bool wording_of(
    struct wording *wording, const struct messages *messages, bool compare, struct arena *memory);

#endif
