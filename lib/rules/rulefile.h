/* A file of rules (st-rules(5)), loaded and checked. */
#ifndef ST_RULES_RULEFILE_H
#define ST_RULES_RULEFILE_H

#include "base/buffer.h"
#include "rules/condition.h"
#include "rules/processrule.h"

/* Which frames a trim takes away, relative to the range of its match. */
enum drop {
	DROP_INNER, /* all further in than the range */
	DROP_OUTER, /* all further out */
	DROP_FROM,  /* the range's first frame and all further out */
	DROP_MATCH, /* the range */
	DROP_FIRST, /* the range's first frame */
};

/* The members that a label may give to a record. */
enum say { SAY_ROLE, SAY_STATE, SAY_ISSUE, SAY_RELEASE, SAYS };
extern const char *const rulefile_says[SAYS]; /* their names */

/* A trim, a label, a secret's pattern; or, without condition and effect, the `exe` of a file. */
struct rule {
	struct rule *next;
	long long line;    /* in the file */
	unsigned given_up; /* on how many records a pattern was given up */
	unsigned said; /* what the user was told: 1: it was given up, 2: it is not tried any more */
	struct condition *when;
	enum drop drop;
	size_t took;         /* a trim: how many frames it took off the last stack */
	bool each;           /* a trim: applies to each match, not only to the first */
	struct bytes source; /* where its names were taken from, if not from a real stack */
	bool first;          /* a label of a pack: is tried before all labels without this flag */
	/* a label: its values as JSON; no bytes: it does not give this one */
	struct bytes says[SAYS];
	struct bytes class; /* a secret: its class, and its pattern */
	struct regex *secret;
};

struct rulefile {
	struct rulefile *next;
	const char *path;
	struct bytes name, about;
	struct rule exe_rule;
	struct regex *exe; /* NULL: not limited to a program */
	/* if the program is not known, the stack has to have one of these functions */
	struct bytes *needs;
	size_t needs_count;
	bool needs_marks[STACK_MARKS]; /* stack_mark() of these */
	bool python;          /* about Python: applies to threads of Python, and sees its frames */
	bool generic;         /* not about one program: is tried after the packs that are */
	bool exactly;         /* names match only as printed */
	struct rule *trims;   /* in the order they apply */
	struct rule *labels;  /* the first that holds counts */
	struct rule *handler; /* which frame calls a signal handler; NULL: none is looked for */
	struct rule *secrets; /* with --redact all apply */
	struct processrule *processes; /* the sentences of all that hold are given */
	struct arena *memory;          /* holds all the above; texts are in the document */
	struct buffer text;            /* the file's contents */
	struct document *document;
	bool pack;        /* it is a pack that ships */
	bool always;      /* applies to all records, whatever exe and needs say */
	bool exe_matches; /* whether `exe` matched the last executable */
	bool applies;     /* whether it applies to the current record */
	size_t inner;     /* how many of the record's frames labels without `first` see */
};

/* What is wrong with a file, and in which line; 0: the file as a whole. */
struct rulefile_error {
	long long line;
	char text[560];
};

/* A pack sees frames of Python only if it is about Python; users' own rules see all frames. */
static inline bool
rulefile_sees_python(const struct rulefile *rules)
{
	return rules->python || !rules->pack;
}

/* Loads a file, and keeps a copy of its path. NULL: *error says why. */
struct rulefile *rulefile_load(const char *path, struct rulefile_error *error);
void rulefile_free(struct rulefile *rules);

#endif
