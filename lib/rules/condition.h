/* Conditions: the `when` of a rule, as match.c tries them on stacks. */
#ifndef ST_RULES_CONDITION_H
#define ST_RULES_CONDITION_H

#include "rules/document.h"
#include "rules/stack.h"

/* What can be asked for. */
enum ask {
	ASK_FUNCTION,
	ASK_FUNCTION_MATCHES,
	ASK_FUNCTION_CONTAINS,
	ASK_CALLED_BY,
	ASK_CALLED_UNDER,
	ASK_ADDRESS,
	ASK_SIGNAL_HANDLER,
	ASK_MODULE,
	ASK_MODULE_MATCHES,
	ASK_FILE,
	ASK_FILE_MATCHES,
	ASK_INNERMOST,
	ASK_FRAME0,
	ASK_INNERMOST_PYTHON,
	ASK_COMM_MATCHES,
	ASK_EXE_MATCHES,
	ASK_EXCEPTION,
	ASK_MESSAGE_MATCHES,
	ASK_SIGNAL,
	ASK_KERNEL_STATE,
	ASK_SYSCALL,
	ASK_TITLE_MATCHES,
	ASK_MAIN,
	ASK_REASON_MATCHES,
	ASK_WAITS_FOR_ITSELF,
	ASK_GIL,
	ASK_WAITS_FOR,
	ASK_NOT,
	ASK_ANY,
	ASK_ALL,
	ASK_EXACTLY,
};

/* Of what it is asked. */
enum scope { OF_FRAME, OF_CALLERS, OF_RECORD, OF_CONDITIONS, SCOPES };

struct term {
	struct term *next;
	enum ask ask;
	const char *name;     /* of the member */
	struct bytes written; /* its value, as it stands in the file */
	struct bytes text;
	struct regex *regex;
	long long address;
	bool wanted;                  /* of a flag: that it is so, or that it is not */
	struct condition *conditions; /* of not, any, all */
	size_t caller;                /* match.c: where it was found last */
};

/* The frames that a match spans: from the innermost to the outermost. */
struct range {
	bool any; /* it spans some: what held asked for a frame */
	size_t first, last;
};

/* What match.c found out about the stack at hand. */
struct findings {
	bool of_record, of_frames; /* whether these are known */
	bool record_holds;         /* all that is asked of the record */
	struct range range;        /* the first frame, from some on, with which it holds */
};

struct condition {
	struct condition *next; /* among those of `any` and `all` */
	struct term *terms[SCOPES];
	bool exactly;         /* names match only as printed */
	struct bytes written; /* as it stands in the file */
	struct findings findings;
};

/*
 * Compiles a `when`, a value of the document. `memory` and the document have to outlive it. `exactly`: names match only
 * as printed, whatever it says itself. NULL: the document's fault says why.
 */
struct condition *condition_compile(
    struct document *document, const cJSON *value, bool exactly, struct arena *memory);

/* Gives back what is not in the arena. */
void condition_free(struct condition *condition);

/* Whether it asks for frames, so that a match has a range. */
bool condition_has_range(const struct condition *condition);

#endif
