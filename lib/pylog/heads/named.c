#include "pylog/heads/named.h"

#include "base/ascii.h"
#include "pylog/heads/level.h"
#include "pylog/heads/membernames.h"

/* Moves behind a text in quotes, which the line begins with; false where it does not end. */
static bool
take_quoted(struct bytes *line, struct bytes *text)
{
	for (size_t i = 1; i < line->len; i++) {
		if (line->at[i] == '\\') {
			i++;
		} else if (line->at[i] == line->at[0]) {
			*text = (struct bytes){ line->at + 1, i - 1 };
			*line = bytes_from(*line, i + 1);
			return true;
		}
	}
	return false;
}

static bool
is_of_name(char byte)
{
	return ascii_is_name(byte) || byte == '.' || byte == '-' || byte == '@';
}

/* `name=value `, `name="a value" `, `name='a value' ` */
static bool
take_pair(struct bytes *line, struct bytes *name, struct bytes *value)
{
	*name = bytes_first(*line, ascii_run(*line, is_of_name));
	*line = bytes_from(*line, name->len);
	if (name->len == 0 || !bytes_take(line, BYTES("=")))
		return false;
	if (bytes_head(*line) == '"' || bytes_head(*line) == '\'') {
		if (!take_quoted(line, value))
			return false;
	} else {
		*value = bytes_first(*line, bytes_index(*line, ' '));
		*value = bytes_first(*value, bytes_index(*value, '\t'));
		*line = bytes_from(*line, value->len);
	}
	*line = bytes_from(*line, bytes_indent(*line));
	return true;
}

bool
named_read_logfmt(struct bytes line, struct logheader *header)
{
	struct bytes found[MEMBERS + 1] = { BYTES_NONE }, name, value;
	char first = bytes_head(line);
	bool known = false;

	if (!ascii_is_lower(first) && first != '@')
		return false;
	for (size_t i = 0; line.len > 0 && take_pair(&line, &name, &value); i++) {
		enum member member = membernames_of(name);

		known = known || (i == 0 && member != MEMBER_NONE);
		found[member] = value;
	}
	if (timestamp_read(found[MEMBER_TIME], &header->time))
		header->timestamp = bytes_first(found[MEMBER_TIME], header->time.length);
	/* without a time: if the first name is unknown, the level has to be the name of one */
	if (header->timestamp.len == 0 &&
	    (known ? found[MEMBER_LEVEL].len == 0 : !level_is(found[MEMBER_LEVEL], false)))
		return false;
	header->level = found[MEMBER_LEVEL];
	header->logger = found[MEMBER_LOGGER];
	header->message = found[MEMBER_MESSAGE];
	if (!bytes_number(found[MEMBER_PID], &header->pid))
		header->pid = -1;
	return true;
}

bool
named_is_object(struct bytes line)
{
	bool known = false;
	size_t depth = 0;

	line = bytes_trim_end(line);
	if (!bytes_start(line, BYTES("{\"")) || line.at[line.len - 1] != '}')
		return false;
	while (line.len > 0) {
		struct bytes text;

		if (line.at[0] == '"') {
			if (!take_quoted(&line, &text))
				return false;
			line = bytes_from(line, bytes_indent(line));
			if (depth == 1 && bytes_take(&line, BYTES(":"))) {
				enum member member = membernames_of(text);

				known = known || member == MEMBER_LEVEL || member == MEMBER_TIME;
			}
			continue;
		}
		depth += line.at[0] == '{' || line.at[0] == '[';
		if ((line.at[0] == '}' || line.at[0] == ']') && --depth == 0 && line.len > 1)
			return false;
		line = bytes_from(line, 1);
	}
	return known && depth == 0;
}
