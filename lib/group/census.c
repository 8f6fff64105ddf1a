#include "group/census.h"

#include "base/words.h"
#include "record/names.h"
#include "same/pool.h"
#include "json/write.h"

/* Kinds of locks that are counted: not the end of a thread, and not Python's interpreter lock. */
static const struct bytes locks[] = { BYTES_ROW("mutex"), BYTES_ROW("pi-mutex"),
	BYTES_ROW("rwlock"), BYTES_ROW("file-lock") };

void
census_texts_free(struct census_texts *texts)
{
	keyset_free(&texts->texts);
	keyset_free(&texts->packs);
	buffer_free(&texts->scratch);
}

static void
append_lock(struct buffer *out, struct bytes pool, const struct value *wait)
{
	size_t start;

	if (words_find(LIST(locks), json_text(wait, NAME_KIND)) == WORDS_NONE)
		return;
	WRITE_TEXT(out, NAME_POOL, pool);
	WRITE_NAME(out, NAME_WAITS_FOR);
	start = out->len;
	WRITE_TEXT(out, NAME_KIND, json_text(wait, NAME_KIND));
	WRITE_TEXT(out, NAME_ADDRESS, json_text(wait, NAME_ADDRESS));
	WRITE_TEXT(out, NAME_FILE, json_text(wait, NAME_FILE));
	WRITE_NUMBER(out, NAME_OWNER, json_number(wait, NAME_OWNER));
	write_close(out, start);
}

/* The members by which a thread, or an entry of a census, is counted. */
static struct bytes
text_of(struct census_texts *texts, const struct value *value, struct bytes pool)
{
	struct buffer *out = &texts->scratch;

	buffer_reset(out);
	WRITE_TEXT(out, NAME_PACK, json_text(value, NAME_PACK));
	WRITE_TEXT(out, NAME_ROLE, json_text(value, NAME_ROLE));
	WRITE_TEXT(out, NAME_STATE, json_text(value, NAME_STATE));
	if (json_member(value, NAME_DEADLOCK) == NULL) /* deadlocks are reported elsewhere */
		append_lock(out, pool, json_member(value, NAME_WAITS_FOR));
	WRITE_FLAG(out, NAME_PARTIAL, json_flag(value, NAME_PARTIAL));
	return buffer_bytes(out);
}

static bool
note_pack(struct census_texts *texts, struct bytes pack, struct arena *memory)
{
	return pack.len == 0 || keyset_number(&texts->packs, pack, memory) != INDEX_NONE;
}

static bool
add(struct tally *census, struct census_texts *texts, const struct value *value, struct bytes pool,
    long long count, struct arena *memory)
{
	struct bytes text = text_of(texts, value, pool);

	return !texts->scratch.full && note_pack(texts, json_text(value, NAME_PACK), memory) &&
	    tally_add(census, &texts->texts, text, count, memory);
}

/* Counts the threads of a group that an earlier release wrote: they are in several states, and may have several roles. */
static bool
add_partial(struct tally *census, struct census_texts *texts, const struct value *group,
    long long seen, struct arena *memory)
{
	buffer_reset(&texts->scratch);
	WRITE_TEXT(&texts->scratch, NAME_PACK, json_text(group, NAME_PACK));
	WRITE_FLAG(&texts->scratch, NAME_PARTIAL, true);
	return !texts->scratch.full &&
	    tally_add(census, &texts->texts, buffer_bytes(&texts->scratch), seen, memory);
}

bool
census_add(struct tally *census, struct census_texts *texts, const struct record *record,
    long long seen, struct arena *memory)
{
	const struct value *value = record->value, *each = json_member(value, NAME_CENSUS);
	bool group = stream_is_group(record);

	for (each = group ? json_first(each) : NULL; each != NULL; each = json_next(each)) {
		long long count = json_number(each, NAME_COUNT);

		if (count > 0 &&
		    !add(census, texts, each, json_text(each, NAME_POOL), count, memory))
			return false;
	}
	if (seen == 0 || json_text(value, NAME_PACK).len == 0 ||
	    (group && json_member(value, NAME_CENSUS) != NULL))
		return true;
	if (group && json_member(value, NAME_STATES) != NULL)
		return add_partial(census, texts, value, seen, memory);
	return add(census, texts, value, pool_of(value, record->memory), seen, memory);
}

void
census_write(const struct tally *census, struct census_texts *texts, const struct value *record,
    long long seen, struct arena *memory, struct buffer *out)
{
	const struct tally_entry *entry = census->list;

	if (census->count > 1 ||
	    (census->count == 1 &&
		(entry->count != seen ||
		    !bytes_equal(texts->texts.keys[entry->number],
			text_of(texts, record, pool_of(record, memory))))))
		tally_write_objects(census, &texts->texts, out);
	out->full = out->full || texts->scratch.full;
}

bool
census_read(const struct tally_entry *entry, const struct census_texts *texts, struct arena *memory,
    struct census_kind *kind)
{
	struct bytes text = texts->texts.keys[entry->number];
	const struct value *value = json_read_members(text, memory);
	const struct value *wait = json_member(value, NAME_WAITS_FOR);

	*kind = (struct census_kind){
		.text = text,
		.pack = json_text(value, NAME_PACK),
		.role = json_text(value, NAME_ROLE),
		.state = json_text(value, NAME_STATE),
		.pool = json_text(value, NAME_POOL),
		.lock = json_text(wait, NAME_ADDRESS),
		.owner = json_number(wait, NAME_OWNER),
		.count = entry->count,
		.partial = json_flag(value, NAME_PARTIAL),
	};
	if (kind->lock.len == 0)
		kind->lock = json_text(wait, NAME_FILE);
	return value != NULL;
}
