#include "group/verdict.h"

#include "record/names.h"

/* Keeps a member of the record, if `anew` or if none is kept so far. False: the arena is full. */
static bool
note_text(struct bytes *json, const struct record *record, const char *name, bool anew,
    struct arena *memory)
{
	struct bytes text = json_written(json_member(record->value, name));

	if (!anew && json->len > 0)
		return true;
	*json = arena_copy(memory, text);
	return json->len == text.len;
}

bool
verdict_add(struct verdict *verdict, const struct record *record, struct arena *memory)
{
	struct news news = news_of(record), before = verdict->news;
	bool anew = news.regressed && !before.regressed;

	news_add(&verdict->news, news);
	if (before.regressed && !news.regressed) /* the texts of those that regressed count */
		return true;
	return note_text(&verdict->issue, record, NAME_ISSUE, anew, memory) &&
	    note_text(&verdict->release, record, NAME_RELEASE, anew, memory);
}

void
verdict_change(const struct verdict *verdict, struct changes *changes)
{
	struct news news = verdict->news;

	changes_json(changes, NAME_ISSUE, verdict->issue);
	changes_json(changes, NAME_RELEASE, verdict->release);
	if (!news.told && !news.regressed)
		return;
	changes_json(changes, NAME_KNOWN, news.fresh ? BYTES("false") : BYTES("true"));
	changes_json(changes, NAME_REGRESSED, news.regressed ? BYTES("true") : BYTES_NONE);
}
