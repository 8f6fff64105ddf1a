/* What one line of a traceback is. Lines come without what carries them, colours and line ends. */
#ifndef ST_PYLOG_TRACEBACK_GRAMMAR_H
#define ST_PYLOG_TRACEBACK_GRAMMAR_H

#include "record/traceback.h"

/* The frame that the line shows, in any style but rich's; no function: the place of a SyntaxError. */
bool grammar_read_frame(struct bytes line, struct traceback_frame *frame);

/* `Binary file "/usr/lib/libc.so.6", at abort+0x2b [0x7f…]` of faulthandler's C stack. */
bool grammar_read_native_frame(struct bytes line, struct traceback_native *frame);

/* `path:12` at the start of the text, and what is given behind that; *rest: what follows. */
bool grammar_read_colon_frame(
    struct bytes text, struct bytes behind, struct traceback_frame *frame, struct bytes *rest);

/* The same inside rich's box, and of pytest: `path:12 in function`. */
bool grammar_read_rich_frame(struct bytes line, struct traceback_frame *frame);

/* The same in IPython's: `File path:4, in f(args)`, `Cell In[1], line 3`, … */
bool grammar_read_ipython_frame(struct bytes line, struct traceback_frame *frame);

/* `Type: message`, `Type`; the line has no indentation. */
bool grammar_read_exception(struct bytes line, struct bytes *type, struct bytes *message);

/* `Exception TYPE: REPR in <…> ignored`, all that 2.7 says of what it cannot raise. */
bool grammar_read_ignored(struct bytes line, struct bytes *type, struct bytes *message);

/* Whether the line stands for frames that people left out: `[...]`, `<snip>`. */
bool grammar_is_elision(struct bytes line);

/* Whether the text is the name of a function, such as `<module>` or `C.f`, and nothing else. */
bool grammar_is_name(struct bytes text);

/* Whether a type looks like one: it ends in Error, Exception, … */
bool grammar_is_exception_name(struct bytes type);

/* Django's page ends with `Exception Type: KeyError at /url`. */
bool grammar_read_django_type(struct bytes line, struct bytes *type);

/* `[Previous line repeated 3 more times]`; -1: it is something else. */
long long grammar_repeated(struct bytes line);

/* Whether it is made of `~` and `^`, and blanks in between; it has no blanks at its start. */
bool grammar_is_marks(struct bytes text);

/* `/usr/lib/a.py:3: DeprecationWarning: text` */
bool grammar_is_warning(struct bytes line);

/* `C:\Program`: a path of Windows, and more than its drive. */
bool grammar_begins_drive(struct bytes text);

#endif
