/* The tokens of heads of log messages: words, names, threads. */
#ifndef ST_PYLOG_HEADS_TOKEN_H
#define ST_PYLOG_HEADS_TOKEN_H

#include "base/bytes.h"

/* Whether the text may begin with a month of any language and a day: `Dez 28`. */
bool token_may_be_month(struct bytes text);

/*
 * The word at the start of the text, up to a blank; the letters, and the name, that it begins with. In a name `:` counts
 * where the name goes on behind it, and `>` behind a `<`.
 */
struct bytes token_word(struct bytes text);
struct bytes token_letters(struct bytes text);
struct bytes token_name(struct bytes text);

bool token_is_number(struct bytes text);

/* Names of loggers have dots in them; words of a sentence that stand before a colon have capitals and no `_`. */
bool token_is_dotted(struct bytes name);
bool token_is_lower(struct bytes name);

/* `stderr`, `stdout` */
bool token_is_stream(struct bytes name);

/* Whether a name in a head may be of a logger: it is no number, path, thread, file or stream. */
bool token_is_logger(struct bytes name);

/* The name of the logger behind a message that structlog pads: `failed              [app.views] user=3`; no bytes: none. */
struct bytes token_padded_name(struct bytes message);

/* Whether the name at the start of the text stands between two marks of a kind: `| name |`, `;name;`, `:: name ::`. */
bool token_is_between_marks(struct bytes before, struct bytes text);

/* `core.py:708`, `core.py`: a place in the source. */
bool token_is_place(struct bytes name);

/* `MainThread`, `Thread-1`, `ThreadPoolExecutor-0_1`: what Python calls threads and processes. */
bool token_is_thread(struct bytes name);

/* The name of a logger without what follows it: `name:231`, `name:function:231`. */
struct bytes token_logger_name(struct bytes name);

/* Whether the line is of an access log that has no time: `127.0.0.1 - - "GET / HTTP/1.1" 500`. */
bool token_is_access(struct bytes line);

/* Whether a bracket at the start of the text is how Python writes an error of the system, or of OpenSSL: `[Errno 2] …`. */
bool token_is_error(struct bytes text);

/* What follows the marks that stand between pieces: blanks, `|`, `:`, `,`, `;`, `]`, ` - `. */
struct bytes token_skip_marks(struct bytes text);

/*
 * Takes a piece off the text of which nothing is kept, by its letter in the patterns of logheader.c; false where the
 * text does not begin so.
 */
bool token_take(char letter, struct bytes *text);

#endif
