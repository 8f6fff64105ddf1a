#include "collect/python/pymemory.h"

#include "base/array.h"
#include "base/hash.h"

#include <stdlib.h>

enum {
	PAGE = 4096,
	AT_ONCE = 64 * 1024,
	CEILING = 64 * 1024 * 1024,
};

bool
pymemory_open(struct pymemory *memory, const struct elf_source *source)
{
	*memory = (struct pymemory){ .source = source, .arena = arena_new(CEILING) };
	return memory->arena != NULL;
}

void
pymemory_close(struct pymemory *memory)
{
	index_free(&memory->index);
	free(memory->pages);
	arena_free(memory->arena);
	*memory = (struct pymemory){ .source = NULL };
}

static struct pymemory_page *
find_page(const struct pymemory *memory, uint64_t at)
{
	size_t number, place = 0;

	while ((number = index_find(&memory->index, hash_number(at), &place)) != INDEX_NONE)
		if (memory->pages[number].at == at)
			return &memory->pages[number];
	return NULL;
}

/* Notes what a page holds now; NULL: it cannot be read. */
static void
note_page(struct pymemory *memory, uint64_t at, char *bytes)
{
	struct pymemory_page *page = find_page(memory, at);

	if (page != NULL && page->age == memory->age)
		return;
	if (page == NULL) {
		if (!ARRAY_ROOM(memory->pages, memory->count, memory->size) ||
		    !index_add(&memory->index, hash_number(at), memory->count))
			return;
		page = &memory->pages[memory->count++];
	}
	*page = (struct pymemory_page){ at, bytes, memory->age };
}

/* Reads `size` bytes, whole pages. */
static void
read_pages(struct pymemory *memory, uint64_t at, size_t size)
{
	char *bytes = arena_alloc(memory->arena, size);
	size_t got =
	    bytes == NULL ? 0 : memory->source->read(memory->source->from, at, bytes, size);

	for (size_t done = 0; done < size; done += PAGE)
		note_page(memory, at + done, done + PAGE <= got ? bytes + done : NULL);
}

/* Reads it once more, into its place. */
static void
refresh(struct pymemory *memory, struct pymemory_page *page)
{
	if (page->bytes != NULL &&
	    memory->source->read(memory->source->from, page->at, page->bytes, PAGE) < PAGE)
		page->bytes = NULL;
	page->age = memory->age;
}

/* NULL: it is not there. */
static const char *
page_at(struct pymemory *memory, uint64_t at, size_t age)
{
	struct pymemory_page *page = find_page(memory, at);

	if (page == NULL) {
		read_pages(memory, at, PAGE);
		page = find_page(memory, at);
	} else if (page->age < age) {
		refresh(memory, page);
	}
	return page == NULL ? NULL : page->bytes;
}

/* Reads from pages that were read at that age or later. */
static bool
read_of(struct pymemory *memory, size_t age, uint64_t at, void *to, size_t size)
{
	char *place = to;

	if (at < PAGE || size > UINT64_MAX - at)
		return false;
	while (size > 0) {
		size_t offset = (size_t)(at % PAGE);
		size_t part = size < PAGE - offset ? size : PAGE - offset;
		const char *page = page_at(memory, at - offset, age);

		if (page == NULL)
			return false;
		memcpy(place, page + offset, part);
		at += part;
		place += part;
		size -= part;
	}
	return true;
}

bool
pymemory_read(struct pymemory *memory, uint64_t at, void *to, size_t size)
{
	return read_of(memory, 0, at, to, size);
}

uint64_t
pymemory_word(struct pymemory *memory, uint64_t at)
{
	uint64_t word;

	return pymemory_read(memory, at, &word, sizeof(word)) ? word : 0;
}

void
pymemory_renew(struct pymemory *memory)
{
	memory->age++;
}

bool
pymemory_read_now(struct pymemory *memory, uint64_t at, void *to, size_t size)
{
	return read_of(memory, memory->age, at, to, size);
}

uint64_t
pymemory_word_now(struct pymemory *memory, uint64_t at)
{
	uint64_t word;

	return pymemory_read_now(memory, at, &word, sizeof(word)) ? word : 0;
}

void
pymemory_fetch(struct pymemory *memory, uint64_t at, uint64_t end)
{
	uint64_t start = at - at % PAGE;
	uint64_t size = end > at ? end - start : 0;

	if (start < PAGE || size == 0 || end > UINT64_MAX - PAGE)
		return;
	size = (size + PAGE - 1) / PAGE * PAGE;
	read_pages(memory, start, size < AT_ONCE ? (size_t)size : AT_ONCE);
}
