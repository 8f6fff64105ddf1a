/* What one line of a traceback is. Lines come without what carries them, colours and line ends. */
#ifndef ST_PYLOG_TRACEBACK_GRAMMAR_H
#define ST_PYLOG_TRACEBACK_GRAMMAR_H

#include "record/traceback.h"

/* The frame that the line shows, in any style but rich's; no function: the place of a SyntaxError. */
bool grammar_read_frame(struct bytes line, struct traceback_frame *frame);

/* The same inside rich's box, and of pytest: `path:12 in function`. */
bool grammar_read_rich_frame(struct bytes line, struct traceback_frame *frame);

/* The same in IPython's: `File path:4, in f(args)`, `Cell In[1], line 3`, … */
bool grammar_read_ipython_frame(struct bytes line, struct traceback_frame *frame);

/* `Type: message`, `Type`; the line has no indentation. */
bool grammar_read_exception(struct bytes line, struct bytes *type, struct bytes *message);

/* `Exception TYPE: REPR in <…> ignored`, all that 2.7 says of what it cannot raise. */
bool grammar_read_ignored(struct bytes line, struct bytes *type, struct bytes *message);

/* Whether a type looks like one: it ends in Error, Exception, … */
bool grammar_is_exception_name(struct bytes type);

/* The sentence between two exceptions of a chain. */
enum traceback_relation grammar_relation(struct bytes line);

/* Django's page ends with `Exception Type: KeyError at /url`, `Exception Value: …`. */
bool grammar_read_django_type(struct bytes line, struct bytes *type);
bool grammar_read_django_value(struct bytes line, struct bytes *message);

/* `[Previous line repeated 3 more times]`; -1: it is something else. */
long long grammar_repeated(struct bytes line);

/* Whether it is made of `~` and `^`; *column is where the first is. */
bool grammar_is_marks(struct bytes line, size_t *column);

/* What ends a message: `Call stack:`, `Exception in thread …`, a prompt, … */
bool grammar_is_trailer(struct bytes line);

/* The same behind an empty line alone: `Stdout:`. */
bool grammar_is_title(struct bytes line);

/* `/usr/lib/a.py:3: DeprecationWarning: text` */
bool grammar_is_warning(struct bytes line);

/* `Process worker:`, which may be text or what multiprocessing has above a traceback. */
bool grammar_is_process(struct bytes line);

/* Three or more of `=`, `-`, `_` or `*`, and nothing else. */
bool grammar_is_line_of_marks(struct bytes line);

/* At least ten of `=`, `-`, `_` or `*`, with a title between them or without. */
bool grammar_is_ruler(struct bytes line);

/* The name of the thread in `Exception in thread NAME:`, `… (most recent call last)` or not. */
struct bytes grammar_thread_name(struct bytes line);

/* What the interpreter says before a traceback that is no log message: `Exception ignored in: …`. */
bool grammar_is_preamble(struct bytes line);

#endif
