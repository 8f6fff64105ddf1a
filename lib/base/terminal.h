/* Control sequences of terminals (ECMA-48), which colour what programs print. */
#ifndef ST_BASE_TERMINAL_H
#define ST_BASE_TERMINAL_H

#include "base/buffer.h"

/*
 * The length of the sequence that the text begins with: CSI (ESC [ …); OSC (ESC ] … up to BEL or ESC \, a title or a
 * link), and so APC (ESC _), DCS (ESC P) and PM (ESC ^); or ESC, any bytes from ' ' to '/', and a last one (ESC ( B selects
 * a character set). 0: the text begins with none, or it ends within the sequence.
 */
size_t terminal_sequence(struct bytes text);

/*
 * The text without its sequences; an ESC that begins none stays. The result is made in `scratch`, and good until that is
 * changed. Where `scratch` is full, the text itself is given.
 */
struct bytes terminal_strip(struct bytes text, struct buffer *scratch);

/*
 * Whether the text has colours whose ESC was lost on the way (`[31mERROR[0m`: a page or a tracker drops it) or written as a
 * sign (`^[[0m`). Colours that source spells out, behind a backslash (`"\033[0m"`), are none.
 */
bool terminal_has_lost(struct bytes text);

/* The text without these; the result as of terminal_strip(). */
struct bytes terminal_strip_lost(struct bytes text, struct buffer *scratch);

#endif
