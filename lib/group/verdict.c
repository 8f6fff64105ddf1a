#include "group/verdict.h"

#include "record/names.h"

/* Notes a text of the first record that has regressed, or if none has, of the first that has the text. */
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
	if (before.regressed && !news.regressed)
		return true;
	return note_text(&verdict->issue, record, NAME_ISSUE, anew, memory) &&
	    note_text(&verdict->release, record, NAME_RELEASE, anew, memory);
}

/* A group is new, or has regressed, where one of its records is. */
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
