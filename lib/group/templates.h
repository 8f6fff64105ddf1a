/* The messages of a group as records have them: templates that say what varies, and no more. */
#ifndef ST_GROUP_TEMPLATES_H
#define ST_GROUP_TEMPLATES_H

#include "base/buffer.h"
#include "group/messages.h"

/*
 * Appends the array of templates, the most frequent first; nothing where there are none. Where all messages are listed,
 * words that vary are values, too. The arena is for what is needed meanwhile.
 */
void templates_write(const struct messages *messages, const struct messages_options *options,
    struct arena *memory, struct buffer *out);

#endif
