/* A file of rules (st-rules(5)), loaded and checked. */
#ifndef ST_RULES_RULEFILE_H
#define ST_RULES_RULEFILE_H

#include "base/buffer.h"
#include "base/regex.h"
#include "rules/condition.h"

/* What a trim takes away, seen from the range of its match. */
enum drop {
	DROP_INNER, /* the frames inside it */
	DROP_OUTER, /* those outside it */
	DROP_FROM,  /* its first frame and all outside that */
	DROP_MATCH, /* the range itself */
	DROP_FIRST, /* its first frame */
};

/* Where a rule stands, and on how many records a pattern of it had to be given up. */
struct rule_source {
	long long line;
	unsigned given_up;
	unsigned said; /* 1: that it was given up, 2: that it is not tried again */
};

struct trim {
	struct rule_source source; /* first, as in a label */
	struct trim *next;
	struct condition *when;
	enum drop drop;
	bool each; /* everywhere, not only once */
};

struct label {
	struct rule_source source;
	struct label *next;
	struct condition *when;
	struct bytes role, state;
	struct bytes issue; /* JSON: an object with its id */
};

struct rulefile {
	struct rulefile *next;
	const char *path;
	struct bytes name, about;
	struct rule_source source; /* of `exe` */
	struct regex *exe;         /* NULL: not limited to a program */
	struct bytes *needs; /* where the program is not known, one of these has to be there */
	size_t needs_count;
	bool needs_marks[STACK_MARKS]; /* stack_mark() of all of them */
	bool generic;         /* for all kinds of programs: it comes after the packs that are not */
	struct trim *trims;   /* in the order they apply */
	struct label *labels; /* the first that holds counts */
	struct arena *memory; /* of all the above; texts are the document's */
	struct buffer text;   /* of the file */
	struct document *document;
	bool always;  /* applies to everything, whatever exe and needs say */
	bool applies; /* to the record at hand */
};

/* What is wrong with a file, and where: line 0 is all of it. */
struct rulefile_error {
	long long line;
	char text[560];
};

/* Loads a file; `path` has to outlive it. NULL: *error says why. */
struct rulefile *rulefile_load(const char *path, struct rulefile_error *error);
void rulefile_free(struct rulefile *rules);

#endif
