/* What is JSON and what is not: RFC 8259, to the letter, which cJSON does not keep. */
#ifndef ST_RECORD_GRAMMAR_H
#define ST_RECORD_GRAMMAR_H

#include "base/bytes.h"

enum { GRAMMAR_DEPTH_MAX = 1000 }; /* arrays and objects inside each other */

enum grammar {
	GRAMMAR_VALUE, /* there is a value */
	GRAMMAR_WRONG, /* there is none */
	GRAMMAR_DEEP,  /* it is nested too deep to tell */
};

/*
 * How far the text is a JSON value with blanks around it: all of it, if it is one; a value with
 * less than all of the text is one that something follows. UTF-8 is not looked at.
 */
size_t grammar_check(struct bytes text, enum grammar *result);

#endif
