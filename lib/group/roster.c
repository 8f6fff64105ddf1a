#include "group/roster.h"

#include "base/array.h"

#include <stdlib.h>

bool
roster_begin(struct roster *roster, struct arena *memory)
{
	roster->memory = memory;
	return keyset_add(&roster->texts, BYTES_NONE, memory) != INDEX_NONE;
}

void
roster_end(struct roster *roster)
{
	keyset_free(&roster->keys);
	keyset_free(&roster->texts);
	free(roster->owners);
	buffer_free(&roster->scratch);
	*roster = (struct roster){ .memory = NULL };
}

uint32_t
roster_text(struct roster *roster, struct bytes text, bool *good)
{
	size_t number = keyset_number(&roster->texts, text, roster->memory);

	if (number < UINT32_MAX)
		return (uint32_t)number;
	*good = false;
	return 0;
}

uint32_t
roster_owner(
    struct roster *roster, const struct belonging *belonging, const struct owner *owner, bool *good)
{
	struct buffer *key = &roster->scratch;
	size_t number;

	buffer_set(key, belonging->process);
	buffer_byte(key, '\0');
	buffer_number(key, owner->pid);
	buffer_byte(key, ' ');
	buffer_number(key, owner->inferior);
	buffer_byte(key, '\0');
	buffer_append(key, owner->host);
	buffer_byte(key, '\0');
	buffer_append(key, owner->file);
	number = keyset_find(&roster->keys, buffer_bytes(key));
	if (number != INDEX_NONE)
		return (uint32_t)number;
	if (roster->keys.count >= UINT32_MAX || key->full ||
	    !ARRAY_ROOM(roster->owners, roster->owner_count, roster->owner_size) ||
	    keyset_add(&roster->keys, buffer_bytes(key), roster->memory) == INDEX_NONE) {
		*good = false;
		return 0;
	}
	number = roster->owner_count++;
	roster->owners[number] = *owner;
	roster->owners[number].host = arena_copy(roster->memory, owner->host);
	roster->owners[number].file = arena_copy(roster->memory, owner->file);
	return (uint32_t)number;
}
