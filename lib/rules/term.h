/* What a compiled condition consists of: for the modules that compile and match it. */
#ifndef ST_RULES_TERM_H
#define ST_RULES_TERM_H

#include "base/regex.h"
#include "rules/match.h"

/* What can be asked for. */
enum ask {
	/* of one frame */
	ASK_FUNCTION,
	ASK_FUNCTION_MATCHES,
	ASK_FUNCTION_CONTAINS,
	ASK_ADDRESS,
	ASK_SIGNAL_HANDLER,
	ASK_MODULE,
	ASK_MODULE_MATCHES,
	ASK_FILE,
	ASK_FILE_MATCHES,
	ASK_INNERMOST,
	/* of the frames outside it */
	ASK_CALLED_BY,
	ASK_CALLED_UNDER,
	/* of the record */
	ASK_COMM_MATCHES,
	ASK_EXE_MATCHES,
	ASK_EXCEPTION,
	ASK_MESSAGE_MATCHES,
	ASK_SIGNAL,
	/* of other conditions */
	ASK_NOT,
	ASK_ANY,
	ASK_ALL,
	ASK_EXACTLY,
};

struct term {
	struct term *next;
	enum ask ask;
	struct bytes text;
	struct regex *regex;
	long long address;
	struct condition *conditions; /* of not, any, all */
	size_t caller;                /* match.c: where it was found last */
};

/* What match.c found out about the stack at hand. */
struct findings {
	bool of_record, of_frames; /* whether these are known */
	bool record_holds;         /* all that is asked of the record */
	struct range range;        /* the first frame, from some on, with which it holds */
};

struct condition {
	struct condition *next; /* among those of `any` and `all` */
	struct term *of_frame, *of_callers, *of_record, *of_conditions;
	bool exactly;
	struct findings findings;
};

#endif
