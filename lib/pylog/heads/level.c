#include "pylog/heads/level.h"

#include "base/ascii.h"
#include "base/words.h"

static const struct bytes levels[] = { BYTES_ROW("CRITICAL"), BYTES_ROW("FATAL"),
	BYTES_ROW("ERROR"), BYTES_ROW("ERR"), BYTES_ROW("WARNING"), BYTES_ROW("WARN"),
	BYTES_ROW("NOTICE"), BYTES_ROW("INFO"), BYTES_ROW("DEBUG"), BYTES_ROW("TRACE"),
	BYTES_ROW("SUCCESS"), BYTES_ROW("EXCEPTION"), BYTES_ROW("SEVERE"), BYTES_ROW("ALERT"),
	BYTES_ROW("EMERG"), BYTES_ROW("CRIT"), BYTES_ROW("PANIC"), BYTES_ROW("DDEBUG"),
	BYTES_ROW("SUBDEBUG") /* dnf */ };

/* `%(levelname)-5.5s` cuts a level: Pyramid, Alembic; supervisord has levels of four letters. */
static const struct bytes cut[] = { BYTES_ROW("WARNI"), BYTES_ROW("CRITI"), BYTES_ROW("ERRO"),
	BYTES_ROW("DEBG") };
static const struct bytes whole[] = { BYTES_ROW("WARNING"), BYTES_ROW("CRITICAL"),
	BYTES_ROW("ERROR"), BYTES_ROW("DEBUG") };

/* glog's and Tornado's letters. */
static const char level_letters[] = "DIWECF";
static const struct bytes levels_of_letters[] = { BYTES_ROW("DEBUG"), BYTES_ROW("INFO"),
	BYTES_ROW("WARNING"), BYTES_ROW("ERROR"), BYTES_ROW("CRITICAL"), BYTES_ROW("FATAL") };

/* Whether the word, which is as long, is that level, in capitals or in any letters. */
static bool
is_level(struct bytes word, struct bytes level, bool capitals)
{
	size_t i = 0;

	while (i < level.len &&
	    (word.at[i] == level.at[i] || (!capitals && word.at[i] == (level.at[i] | 0x20))))
		i++;
	return i == level.len;
}

static bool
is_among(const struct bytes *list, size_t count, struct bytes word, bool capitals)
{
	for (size_t i = 0; i < count; i++)
		if (word.len == list[i].len && is_level(word, list[i], capitals))
			return true;
	return false;
}

bool
level_is(struct bytes word, bool capitals)
{
	if (capitals && !ascii_is_upper(bytes_head(word)))
		return false;
	return is_among(LIST(levels), word, capitals) || is_among(LIST(cut), word, capitals);
}

struct bytes
level_whole(struct bytes level)
{
	int which = words_find(LIST(cut), level);

	return which == WORDS_NONE ? level : whole[which];
}

bool
level_is_marked(struct bytes level, struct bytes behind)
{
	char next = bytes_head(bytes_from(behind, bytes_indent(behind) > 0));

	if (bytes_indent(behind) > 1 || bytes_head(behind) == '\t')
		return true;
	if (next == ':')
		return bytes_head(behind) == ':' && ascii_is_lower(bytes_head(level));
	return next != '\0' && memchr("|]>}*)/-[<(", next, 11) != NULL;
}

struct bytes
level_of_letter(char letter)
{
	const char *found = letter == '\0' ? NULL : strchr(level_letters, letter);

	return found == NULL ? BYTES_NONE : levels_of_letters[found - level_letters];
}

bool
level_is_short(struct bytes word)
{
	static const struct bytes short_levels[] = { BYTES_ROW("trce"), BYTES_ROW("dbug"),
		BYTES_ROW("info"), BYTES_ROW("warn"), BYTES_ROW("fail"), BYTES_ROW("crit") };

	return words_find(LIST(short_levels), word) != WORDS_NONE;
}
