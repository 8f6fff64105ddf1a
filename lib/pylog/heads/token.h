/* The pieces that heads of log messages consist of: words, names, levels, and what is a head by what follows. */
#ifndef ST_PYLOG_HEADS_TOKEN_H
#define ST_PYLOG_HEADS_TOKEN_H

#include "base/bytes.h"

/* Whether the word is a level, in capitals or in any case; what a letter of glog's and Tornado's stands for (or none). */
bool token_is_level(struct bytes word, bool capitals);
struct bytes token_level_of_letter(char letter);

/* The word at the start of the text, up to a blank; how many letters, and how much of a name, it begins with. */
struct bytes token_word(struct bytes text);
size_t token_letters(struct bytes text);
size_t token_name(struct bytes text); /* `:` counts where a name goes on behind it */

bool token_is_number(struct bytes text);
bool token_is_dotted(struct bytes name);
bool token_has_capital(struct bytes name);

/* `app.http: ` */
bool token_is_dotted_before_colon(struct bytes text);

/* The name of a logger without what follows it: `name:231`, `name:function:231`. */
struct bytes token_logger_name(struct bytes name);

/* Whether a name is a logger's, by what stands behind it, and before it. */
bool token_is_logger(struct bytes name, struct bytes after, bool behind_tab);

/* What follows the marks that stand between pieces: blanks, `|`, `:`, `,`, `]`, ` - `. */
struct bytes token_skip_marks(struct bytes text);

/* Whether a level, or a time, comes within the next words: then those before it are of the head. */
bool token_level_follows(struct bytes text);
bool token_time_follows(struct bytes text);

/* Asterisks or a bracket, a level, and as many asterisks or the other bracket; what follows is `behind`. */
bool token_read_framed_level(struct bytes text, struct bytes *level, struct bytes *behind);

/* `123:MainThread:ERROR: message`, `app.main:ERROR:message`: what stands before is a pid or a logger. */
bool token_read_colon_level(
    struct bytes text, struct bytes *before, struct bytes *level, struct bytes *behind);

#endif
