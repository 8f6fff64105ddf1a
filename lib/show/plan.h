/* Decides which stages st-show runs, and with which options. */
#ifndef ST_SHOW_PLAN_H
#define ST_SHOW_PLAN_H

#include "io/cli.h"
#include "show/pipeline.h"
#include "show/sample.h"

enum plan_stage {
	PLAN_COLLECT,
	PLAN_GDB,
	PLAN_PYLOG,
	PLAN_ANNOTATE,
	PLAN_GROUP,
	PLAN_RENDER,
	PLAN_STAGES
};

/* An option of st-show that is passed on to a stage. */
struct plan_option {
	enum plan_stage stage;
	const char *name; /* without the dashes */
	/* by its kind: a flag; what stands behind `=` (empty: no `=`; NULL: not given); all values given */
	bool given;
	const char *behind;
	struct cli_texts values;
};

/* A file, a process, or standard input (`-`). */
struct plan_thing {
	char *text;
	bool process;          /* `text` is a pid */
	struct sample sample;  /* set for the others */
	enum plan_stage stage; /* the first stage that reads it, set by plan_make() */
};

/* The first option of that name; where there is none, the row that ends them, of which nothing is given. */
const struct plan_option *plan_option(const struct plan_option *options, const char *name);

struct plan {
	const struct plan_option *options; /* ended by one without a name */
	struct pipeline pipeline;
	/* the newest source; the next thing is added to it if of last_stage */
	struct command *last;
	enum plan_stage last_stage;
	bool runs[PLAN_STAGES];
	bool trial;  /* for plan_check(): only options are tried, so no pipe is read */
	bool any;    /* there is something to show */
	size_t good; /* how many of the things are read by a stage; plan_make() puts these first */
	bool full;   /* no memory: the plan is incomplete */
};

/*
 * Tries whether the stages accept these options; if not, they report why. Called before anything is collected, so that no
 * process is stopped for nothing.
 */
bool plan_check(const struct plan *plan);

/* Plans the sources for all things, and the filters. `named`: the options also ask for processes by name. */
void plan_make(struct plan *plan, struct plan_thing *things, size_t count, bool named);

#endif
