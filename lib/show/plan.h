/* Which stages read what is to be shown, and with which options. */
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

/* An option that is passed on to a stage. */
struct plan_option {
	enum plan_stage stage;
	const char *name; /* without the dashes */
	bool given;       /* of a flag */
	const char *
	    behind; /* what stands behind `=`: no bytes where nothing does; NULL: it is not given */
	struct cli_texts values;
};

/* A file, a process, or standard input (`-`). */
struct plan_thing {
	const char *text;
	bool process;          /* its number */
	struct sample sample;  /* of the others */
	enum plan_stage stage; /* that reads it first: plan_make() finds out */
};

struct plan {
	const struct plan_option *options; /* ended by one without a name */
	struct pipeline pipeline;
	struct command
	    *last; /* the source that the next thing is added to, if it is of that stage */
	enum plan_stage last_stage;
	bool runs[PLAN_STAGES];
	bool trial; /* the options alone are tried: no file is read that cannot be read again */
	bool any;   /* there is something to run it for */
	bool full;  /* no memory: what is planned is not all */
};

/* Whether the stages run with these options: what is wrong with them they say. So no process is stopped in vain. */
bool plan_check(const struct plan *plan);

/* What the things need, and the filters behind. `named`: processes are asked for by name, in the options. */
void plan_make(struct plan *plan, struct plan_thing *things, size_t count, bool named);

#endif
