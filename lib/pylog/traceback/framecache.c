#include "pylog/traceback/framecache.h"

#include "base/hash.h"
#include "base/memory.h"
#include "pylog/traceback/wrap.h"

#include <stdlib.h>

enum {
	PLACES = 32768, /* twice as many as there is memory for */
	TRIES = 8,      /* places that are looked at, one after the other */
	HELD_MAX = 8 * 1024 * 1024,
	TOLD_BY = 32,     /* bytes that tell most frames from others */
	LINES_MAX = 4096, /* bytes of lines that are kept */
	FETCHED = 640,    /* bytes of most entries with their texts */
	CACHE_LINE = 64,
};

/* Where an entry is. Most that are not the wanted one are passed over without touching their memory. */
struct place {
	uint32_t tag; /* of the hash */
	uint32_t end; /* of the entry itself, in `memory`; 0: none */
};

struct framecache {
	struct place places[PLACES];
	char *memory; /* of the entries: one behind the other */
	size_t used;
	struct framecache_entry *before; /* the newest frame of the run, or NULL */
};

struct framecache *
framecache_new(void)
{
	return memory_zero(1, sizeof(struct framecache));
}

void
framecache_free(struct framecache *cache)
{
	if (cache != NULL)
		free(cache->memory);
	free(cache);
}

/* The end of the first line has the line's number, and the function. */
static uint64_t
hash_of(struct bytes lines, size_t first)
{
	uint64_t words[TOLD_BY / sizeof(uint64_t)], sum = 0;

	memcpy(words, lines.at + (first < TOLD_BY ? 0 : first - TOLD_BY), TOLD_BY);
	for (size_t i = 0; i < COUNT_OF(words); i++)
		sum = sum * 31 + words[i];
	return hash_number(sum);
}

static uint32_t
tag_of(uint64_t hash)
{
	return (uint32_t)(hash >> 32);
}

static struct framecache_entry *
entry_at(const struct framecache *cache, size_t end)
{
	return (struct framecache_entry *)(void *)(cache->memory + end) - 1;
}

/* Whether it has no room for an entry of that many lines: escaped, a text takes six times as many bytes. */
static bool
is_full(const struct framecache *cache)
{
	return HELD_MAX - cache->used < 16 * LINES_MAX;
}

void
framecache_begin(struct framecache *cache)
{
	cache->before = NULL;
}

struct framecache_entry *
framecache_follower(const struct framecache *cache, struct bytes text)
{
	struct framecache_entry *entry = cache->before == NULL ? NULL : cache->before->follower;

	return entry != NULL && bytes_start(text, entry->lines) ? entry : NULL;
}

/* Asks the processor for an entry that is likely to be wanted next: st-parse-pylog then takes .93 of the time. */
static void
fetch(const struct framecache_entry *entry)
{
	for (size_t i = 0; entry != NULL && i < FETCHED; i += CACHE_LINE)
		__builtin_prefetch((const char *)entry + i);
}

void
framecache_follow(struct framecache *cache, struct framecache_entry *entry)
{
	if (cache->before != NULL)
		cache->before->follower = entry;
	cache->before = entry;
	fetch(entry->follower);
}

struct framecache_entry *
framecache_find(const struct framecache *cache, struct bytes lines, size_t first, uint64_t *hash)
{
	uint64_t sum;

	if (lines.len < TOLD_BY)
		return NULL;
	sum = hash_of(lines, first);
	*hash = sum;
	for (size_t i = 0; i < TRIES; i++) {
		const struct place *place = &cache->places[(sum + i) % PLACES];

		if (place->tag == tag_of(sum) && place->end > 0 &&
		    bytes_equal(entry_at(cache, place->end)->lines, lines))
			return entry_at(cache, place->end);
		if (place->end == 0)
			break;
	}
	return NULL;
}

/* Copies a text into the memory of the newest entry. */
static void
keep(struct framecache *cache, struct bytes *text)
{
	char *place = cache->memory + cache->used;

	if (text->len > 0)
		memcpy(place, text->at, text->len);
	text->at = place;
	cache->used += text->len;
}

/* The same, unless the text stands at that place of the lines, which are copied already. */
static void
keep_at(struct framecache *cache, struct bytes place, struct bytes *text)
{
	if (bytes_start(place, *text))
		text->at = place.at;
	else
		keep(cache, text);
}

static void
keep_texts(struct framecache *cache, struct framecache_entry *entry)
{
	enum { FILE_AT = sizeof("  File \"") - 1 };
	struct traceback_frame *frame = &entry->known.frame;
	struct bytes rest, line;

	keep(cache, &entry->lines);
	line = bytes_first(entry->lines, bytes_index(entry->lines, '\n'));
	rest = bytes_from(entry->lines, line.len + 1);
	keep_at(cache, bytes_from(line, FILE_AT), &frame->file);
	keep_at(cache, bytes_from(line, line.len - frame->function.len), &frame->function);
	keep_at(cache, bytes_from(rest, bytes_indent(rest)), &frame->text);
}

static void
measure(struct framecache_entry *entry)
{
	struct bytes rest = entry->lines, line;

	while (bytes_next(&rest, '\n', &line)) {
		entry->last = line.len;
		if (line.len < entry->longest)
			continue;
		entry->longest = line.len;
		entry->widest =
		    line.at == entry->lines.at && line.len >= WRAP_LEAST ? line : BYTES_NONE;
	}
}

struct framecache_entry *
framecache_add(struct framecache *cache, uint64_t hash, struct bytes lines,
    const struct traceback_frame *frame, size_t text_indent)
{
	enum { ALIGNMENT = sizeof(max_align_t) };
	size_t place = hash % PLACES, end;
	struct framecache_entry *entry;
	struct buffer written;

	if (cache->memory == NULL)
		cache->memory = memory_spare(HELD_MAX);
	cache->used = (cache->used + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (cache->memory == NULL || lines.len < TOLD_BY || lines.len > LINES_MAX || is_full(cache))
		return NULL;
	cache->used += sizeof(*entry);
	end = cache->used;
	entry = entry_at(cache, end);
	*entry = (struct framecache_entry){
		.lines = lines, .known = { .frame = *frame }, .text_indent = text_indent
	};
	keep_texts(cache, entry);
	written = (struct buffer){
		.at = cache->memory + cache->used, .size = HELD_MAX - cache->used, .fixed = true
	};
	traceback_write_frame(&written, frame);
	entry->known.written = buffer_bytes(&written);
	entry->known.frame.known = &entry->known;
	cache->used += written.len;
	measure(entry);
	/* an empty place, or that of another one */
	for (size_t i = 1; i < TRIES && cache->places[place].end != 0; i++)
		place = (place + 1) % PLACES;
	cache->places[place] = (struct place){ tag_of(hash), (uint32_t)end };
	return entry;
}

void
framecache_make_room(struct framecache *cache)
{
	if (!is_full(cache))
		return;
	memset(cache->places, 0, sizeof(cache->places));
	cache->used = 0;
	cache->before = NULL;
}
