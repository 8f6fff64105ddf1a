/* A file of rules (st-rules(5)), loaded and checked. */
#ifndef ST_RULES_RULEFILE_H
#define ST_RULES_RULEFILE_H

#include "base/buffer.h"
#include "rules/condition.h"
#include "rules/processrule.h"

/* What a trim takes away, seen from the range of its match. */
enum drop {
	DROP_INNER, /* the frames inside it */
	DROP_OUTER, /* those outside it */
	DROP_FROM,  /* its first frame and all outside that */
	DROP_MATCH, /* the range itself */
	DROP_FIRST, /* its first frame */
};

/* What a label may say of a record. */
enum say { SAY_ROLE, SAY_STATE, SAY_ISSUE, SAY_RELEASE, SAYS };

/* A trim or a label; and, with neither condition nor effect, the `exe` of a file. */
struct rule {
	struct rule *next;
	long long line;    /* where it stands */
	unsigned given_up; /* on how many records a pattern of it had to be given up */
	unsigned said;     /* 1: that it was given up, 2: that it is not tried again */
	struct condition *when;
	enum drop drop;
	size_t took;         /* how many frames the trim took off the last stack */
	bool each;           /* the trim applies everywhere, not only once */
	struct bytes source; /* where its names come from, if from no stack that was seen */
	bool first;          /* in a pack: the label comes before those of all packs that are not */
	struct bytes says[SAYS]; /* JSON; no bytes: the label does not say it */
	struct bytes class;      /* of secrets, and what they look like */
	struct regex *secret;
};

struct rulefile {
	struct rulefile *next;
	const char *path;
	struct bytes name, about;
	struct rule exe_rule;
	struct regex *exe;   /* NULL: not limited to a program */
	struct bytes *needs; /* where the program is not known, one of these has to be there */
	size_t needs_count;
	bool needs_marks[STACK_MARKS]; /* stack_mark() of all of them */
	bool python;          /* about Python: they apply to its threads, and see its frames */
	bool generic;         /* for all kinds of programs: it comes after the packs that are not */
	bool exactly;         /* names match only as printed */
	struct rule *trims;   /* in the order they apply */
	struct rule *labels;  /* the first that holds counts */
	struct rule *handler; /* which frame calls a signal handler; NULL: of no account */
	struct rule *secrets; /* all apply where secrets are masked */
	struct processrule *processes; /* all that hold are said */
	struct arena *memory;          /* of all the above; texts are the document's */
	struct buffer text;            /* of the file */
	struct document *document;
	bool pack;        /* one that ships */
	bool always;      /* applies to everything, whatever exe and needs say */
	bool exe_matches; /* the executable that was asked for last */
	bool applies;     /* to the record at hand */
	size_t inner;     /* frames of it for labels that are not first: all, or a handler's */
};

/* What is wrong with a file, and where: line 0 is all of it. */
struct rulefile_error {
	long long line;
	char text[560];
};

/* A pack sees frames of Python only if it is about Python; one's own rules see all frames. */
static inline bool
rulefile_sees_python(const struct rulefile *rules)
{
	return rules->python || !rules->pack;
}

/* Loads a file, and keeps a copy of its path. NULL: *error says why. */
struct rulefile *rulefile_load(const char *path, struct rulefile_error *error);
void rulefile_free(struct rulefile *rules);

#endif
