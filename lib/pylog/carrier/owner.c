#include "pylog/carrier/owner.h"

#include "base/ascii.h"

enum {
	DEPTH_MAX = 6,
	NAME_MAX_BYTES = 120,
};

/* Words in names of members that change from line to line; a name is written `-word-word-`. */
static const char *const changing[] = { "-time-", "-timestamp-", "-stamp-", "-datetime-", "-date-",
	"-asctime-", "-ts-", "-msecs-", "-nanos-", "-monotonic-", "-created-", "-ingested-",
	"-received-", "-cursor-", "-seq-", "-seqnum-", "-sequence-", "-offset-", "-priority-",
	"-code-", "-trace-", "-span-", "-partial-", "-logtag-", "-original-", "-insertid-",
	"-eventid-", "-traceid-", "-spanid-", "-insert-id-", "-event-id-", "-message-id-",
	"-record-id-", "-log-id-", "-line-id-" };

/* Whole names of such: Elasticsearch's `_id`, the `_p` of Fluent Bit. */
static const char *const whole[] = { "-t-", "-id-", "-p-" };

static bool
is_word(char byte)
{
	return ascii_is_letter(byte) || ascii_is_digit(byte) || (byte & 0x80) != 0;
}

/* `insertId`, `insert_id` and `INSERT-ID` are all `-insert-id-`. */
static struct bytes
fold_name(struct bytes name, char folded[2 * NAME_MAX_BYTES + 2])
{
	size_t n = 0;

	folded[n++] = '-';
	name = bytes_first(name, NAME_MAX_BYTES);
	for (size_t i = 0; i < name.len; i++) {
		char byte = name.at[i];

		if (!is_word(byte)) {
			if (folded[n - 1] != '-')
				folded[n++] = '-';
			continue;
		}
		if (ascii_is_upper(byte) && i > 0 && is_word(name.at[i - 1]) &&
		    !ascii_is_upper(name.at[i - 1]))
			folded[n++] = '-';
		folded[n++] = ascii_is_upper(byte) ? (char)(byte - 'A' + 'a') : byte;
	}
	if (folded[n - 1] != '-')
		folded[n++] = '-';
	return (struct bytes){ folded, n };
}

static bool
changes(struct bytes name)
{
	char folded[2 * NAME_MAX_BYTES + 2];
	struct bytes words = fold_name(name, folded);

	for (size_t i = 0; i < COUNT_OF(changing); i++)
		if (bytes_find(words, bytes_of(changing[i])) != NULL)
			return true;
	for (size_t i = 0; i < COUNT_OF(whole); i++)
		if (bytes_equal(words, bytes_of(whole[i])))
			return true;
	return false;
}

static unsigned long long
mix(unsigned long long key, struct bytes text)
{
	for (size_t i = 0; i < text.len; i++)
		key = (key ^ (unsigned char)text.at[i]) * 1099511628211ULL;
	return (key ^ 31) * 1099511628211ULL;
}

/* Whether a text has the line in it, as the `event.original` of Elastic does. */
static bool
quotes(const struct value *value, struct bytes line)
{
	return line.len > 0 && json_kind(value) == JSON_TEXT &&
	    bytes_find(json_string(value), line) != NULL;
}

unsigned long long
owner_key(const struct value *object, const struct value *line)
{
	const struct value *path[DEPTH_MAX];
	unsigned long long key = 14695981039346656037ULL;
	struct bytes text = bytes_trim(json_string(line));
	size_t depth = 0;

	while (text.len > 0 && memchr("\r\n", text.at[text.len - 1], 2) != NULL)
		text.len--;
	path[0] = json_first(object);
	for (;;) {
		const struct value *value = path[depth];

		if (value == NULL) {
			if (depth == 0)
				return key == 0 ? 1 : key;
			key = mix(key, BYTES("}"));
			depth--;
			path[depth] = json_next(path[depth]);
			continue;
		}
		if (value == line || changes(json_name(value)) || quotes(value, text)) {
			path[depth] = json_next(value);
			continue;
		}
		key = mix(key, json_name(value));
		if (json_first(value) != NULL && depth + 1 < DEPTH_MAX) {
			path[++depth] = json_first(value);
			continue;
		}
		key = mix(key, json_written(value));
		path[depth] = json_next(value);
	}
}
