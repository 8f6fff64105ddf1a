/* Text as XML and HTML write it: what stands for other characters, `&quot;` or `&#10;`. */
#ifndef ST_PYLOG_CARRIER_ENTITIES_H
#define ST_PYLOG_CARRIER_ENTITIES_H

#include "base/buffer.h"

/* Puts the text into the buffer with its entities undone, and without the CR of `&#13;&#10;`. */
void entities_put(struct bytes text, struct buffer *out);

/* Whether the text begins with an entity that ends a line. */
bool entities_ends_line(struct bytes text);

#endif
