/*
 * A line of `bt full` as nearly all are: eight blanks, a name, ` = ` and a value. What is to be known of it is found in
 * one pass over its bytes, and nobody else is asked: that takes a third off the instructions for such a log.
 */
#ifndef ST_NATIVE_GDB_LOCALLINE_H
#define ST_NATIVE_GDB_LOCALLINE_H

#include "base/bytes.h"

enum { LOCALLINE_INDENT = 8 };

struct localline {
	struct bytes text; /* behind the indent */
	size_t name;       /* the length of the name, in front of ` = ` */
	bool plain;        /* JSON has all bytes as they are */
	bool braced;       /* an opening brace stands in it */
};

/*
 * False: it is another line, or looks like more than a local. The name may neither be a word that a frame goes on with
 * (`at`, `from`), nor the value have control characters or bytes beyond ASCII.
 */
bool localline_read(struct bytes line, struct localline *local);

#endif
