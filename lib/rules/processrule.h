/* Rules of processes (the `process` of a rule file): what the threads of a process show together, in a sentence. */
#ifndef ST_RULES_PROCESSRULE_H
#define ST_RULES_PROCESSRULE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "rules/document.h"

/* Some words of which a thread has to have one; none: any will do. */
struct processrule_words {
	struct bytes *list;
	size_t count;
};

/* Which threads are counted. */
struct processrule_choice {
	struct processrule_words roles, states;
	bool one_lock; /* they all wait for the same lock */
};

/* How many of them have to be so. */
enum processrule_share { SHARE_NONE, SHARE_MOST, SHARE_ALL };

struct processrule {
	struct processrule *next;
	struct processrule_choice of, are;
	enum processrule_share share;
	bool pools; /* the threads of each pool are counted by themselves, whatever their labels */
	bool asks_holder;   /* the sentence has WORD_HOLDER */
	long long at_least; /* with fewer threads it says nothing */
	struct bytes
	    finding; /* the sentence, with words in braces that processrule_say() replaces */
};

/* What stands in place of those words; no bytes: it is not known. */
enum processrule_word {
	WORD_OF,
	WORD_ARE,
	WORD_SHARE,
	WORD_POOL,
	WORD_LOCK,
	WORD_OWNER,
	WORD_HOLDER,
	PROCESSRULE_WORDS
};

/* Makes a list of an array of rules, in the document's memory; `first` is the pointer to the first one. */
bool processrule_take(struct document *document, const cJSON *list, void *first);

/* Whether a thread with that role and state is counted; of locks it knows nothing. */
bool processrule_is_of(
    const struct processrule_choice *choice, struct bytes role, struct bytes state);

/* Appends the sentence. A part of it in square brackets is left out where a word in it is not known. */
void processrule_say(const struct processrule *rule, const struct bytes words[PROCESSRULE_WORDS],
    struct buffer *out);

#endif
