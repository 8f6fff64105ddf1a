/* Writes the messages of a group into its record: as templates, with the values that varied. */
#ifndef ST_GROUP_TEMPLATES_H
#define ST_GROUP_TEMPLATES_H

#include "base/buffer.h"
#include "group/messages.h"

/*
 * Appends the array of templates, the most frequent first; nothing if there are none. If all messages are listed, words
 * that vary count as values, too. The arena is scratch.
 */
void templates_write(const struct messages *messages, const struct messages_options *options,
    struct arena *memory, struct buffer *out);

#endif
