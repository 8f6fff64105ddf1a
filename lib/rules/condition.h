/* Conditions: the `when` of a rule, compiled for match.c. */
#ifndef ST_RULES_CONDITION_H
#define ST_RULES_CONDITION_H

#include "rules/document.h"
#include "rules/stack.h"

/* The members of a condition, one each. */
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
	ASKS, /* how many there are */
};

/* What a term is about: one frame, the frames further out, the record, or other conditions. */
enum scope { OF_FRAME, OF_CALLERS, OF_RECORD, OF_CONDITIONS, SCOPES };

struct term {
	struct term *next;
	enum ask ask;
	const char *name;     /* the member's name */
	struct bytes written; /* its value, as written in the file */
	struct bytes text;
	struct regex *regex;
	long long address;
	bool wanted;                  /* for a flag: its value, true or false */
	struct condition *conditions; /* for not, any, all */
	size_t caller;                /* private to match.c: the frame where it was found last */
};

/* The frames that a match covers, from the innermost to the outermost. */
struct range {
	bool any; /* it covers some: a term that holds is about frames */
	size_t first, last;
};

/* Private to match.c: what it knows about the current stack. */
struct findings {
	bool of_record, of_frames; /* whether the next two are known */
	bool record_holds;         /* all terms about the record hold */
	struct range range;        /* the first match, from some frame on */
};

struct condition {
	struct condition *next; /* among those of `any` and `all` */
	struct term *terms[SCOPES];
	bool exactly;         /* names match only as printed, not normalised */
	struct bytes written; /* as written in the file */
	struct findings findings;
};

/*
 * Compiles a `when`, a value of the document. The arena and the document have to outlive it. `exactly`: names match only
 * as printed, even if the `when` does not ask for that. NULL: document->fault says why.
 */
struct condition *condition_compile(
    struct document *document, const cJSON *value, bool exactly, struct arena *memory);

/* Frees what is not in the arena. */
void condition_free(struct condition *condition);

/* Whether a term is about frames, so that a match has a range. */
bool condition_has_range(const struct condition *condition);

#endif
