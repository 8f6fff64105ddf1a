/* Rules of processes (`process` in a rule file): a sentence on the process, if enough of its threads are in some state. */
#ifndef ST_RULES_PROCESSRULE_H
#define ST_RULES_PROCESSRULE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "rules/document.h"

/* Words, one of which a thread has to have; an empty list allows all. */
struct processrule_words {
	struct bytes *list;
	size_t count;
};

/* Which threads are counted. */
struct processrule_choice {
	struct processrule_words roles, states;
	bool one_lock; /* they all wait for the same lock */
};

/* How many of the threads `of` have to be as `are` says. */
enum processrule_share { SHARE_NONE, SHARE_MOST, SHARE_ALL };

struct processrule {
	struct processrule *next;
	struct processrule_choice of, are;
	enum processrule_share share;
	bool pools;         /* each pool is counted by itself, whatever labels its threads have */
	bool asks_holder;   /* the sentence has WORD_HOLDER */
	long long at_least; /* the rule does not hold for fewer threads */
	/* the sentence, with words in braces that processrule_say() replaces */
	struct bytes finding;
};

/* The words in braces, in the order of processrule_say()'s `words`. */
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

/* Makes a list of an array of rules, in the document's arena; `first` is the address of the pointer to the first one. */
bool processrule_take(struct document *document, const cJSON *list, void *first);

/* Whether a thread with that role and state is counted; `one_lock` is not checked. */
bool processrule_is_of(
    const struct processrule_choice *choice, struct bytes role, struct bytes state);

/* Appends the sentence with the words filled in. A part in square brackets is left out if a word in it is no bytes. */
void processrule_say(const struct processrule *rule, const struct bytes words[PROCESSRULE_WORDS],
    struct buffer *out);

#endif
