/* Entities of XML and HTML: `&quot;`, `&#10;`. */
#ifndef ST_PYLOG_CARRIER_ENTITIES_H
#define ST_PYLOG_CARRIER_ENTITIES_H

#include "base/buffer.h"

/* Appends the text with its entities replaced; `&#13;&#10;` becomes one LF. */
void entities_put(struct bytes text, struct buffer *out);

/* Whether the text begins with an entity that ends a line. */
bool entities_ends_line(struct bytes text);

#endif
