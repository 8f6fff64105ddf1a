#include "native/threadtable.h"

#include "base/hash.h"
#include "base/memory.h"

#include <stdlib.h>

enum {
	FIRST_SIZE = 64,
	MOST = 1024 * 1024,
};

void
threadtable_free(struct threadtable *table)
{
	free(table->entries);
	*table = (struct threadtable){ .count = 0 };
}

void
threadtable_clear(struct threadtable *table)
{
	if (table->size > FIRST_SIZE)
		threadtable_free(table);
	else if (table->count > 0)
		memset(table->entries, 0, table->size * sizeof(*table->entries));
	table->count = 0;
}

/* Where the key is, or where it would go. */
static struct threadtable_entry *
place(const struct threadtable *table, long long key)
{
	size_t mask = table->size - 1;
	size_t i = (size_t)hash_number((uint64_t)key) & mask;

	while (table->entries[i].key != 0 && table->entries[i].key != key)
		i = (i + 1) & mask;
	return &table->entries[i];
}

static bool
grow(struct threadtable *table)
{
	struct threadtable grown = { .count = table->count,
		.size = table->size == 0 ? FIRST_SIZE : 2 * table->size };

	grown.entries = memory_zero(grown.size, sizeof(*grown.entries));
	if (grown.entries == NULL)
		return false;
	for (size_t i = 0; i < table->size; i++)
		if (table->entries[i].key != 0)
			*place(&grown, table->entries[i].key) = table->entries[i];
	free(table->entries);
	*table = grown;
	return true;
}

struct threadtable_entry *
threadtable_add(struct threadtable *table, long long key)
{
	struct threadtable_entry *entry;

	if (key < 1)
		return NULL;
	if (2 * (table->count + 1) > table->size && !grow(table))
		return NULL;
	entry = place(table, key);
	if (entry->key == key)
		return entry;
	if (table->count >= MOST)
		return NULL;
	table->count++;
	entry->key = key;
	return entry;
}

struct threadtable_entry *
threadtable_find(const struct threadtable *table, long long key)
{
	struct threadtable_entry *entry;

	if (key < 1 || table->count == 0)
		return NULL;
	entry = place(table, key);
	return entry->key == key ? entry : NULL;
}
