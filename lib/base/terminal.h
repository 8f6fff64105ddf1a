/* Control sequences of terminals (ECMA-48), which colour what programs print. */
#ifndef ST_BASE_TERMINAL_H
#define ST_BASE_TERMINAL_H

#include "base/buffer.h"

/*
 * The length of the sequence that the text begins with: CSI (ESC [ …), OSC (ESC ] … to BEL or ESC \, a title or a
 * link), or ESC, perhaps bytes from ' ' to '/', and one that ends it (ESC ( B, a character set). 0: it begins with none, or the end of one has not come.
 */
size_t terminal_sequence(struct bytes text);

/*
 * The text without its sequences; an ESC that begins none stays. It is put together in `scratch`, good until that is
 * changed; where that is full, the text as it was.
 */
struct bytes terminal_strip(struct bytes text, struct buffer *scratch);

#endif
