#include "pylog/heads/named.h"

#include "base/ascii.h"

enum member { UNKNOWN, TIME, LEVEL, LOGGER, MESSAGE, PID };

/* What loggers call the members of a log message. */
static const struct {
	const char *name;
	enum member member;
} members[] = {
	{ "time", TIME },
	{ "ts", TIME },
	{ "timestamp", TIME },
	{ "@timestamp", TIME },
	{ "asctime", TIME },
	{ "level", LEVEL },
	{ "lvl", LEVEL },
	{ "levelname", LEVEL },
	{ "severity", LEVEL },
	{ "logger", LOGGER },
	{ "msg", MESSAGE },
	{ "message", MESSAGE },
	{ "pid", PID },
};

static enum member
member_of(struct bytes name)
{
	for (size_t i = 0; i < COUNT_OF(members); i++)
		if (bytes_equal(name, bytes_of(members[i].name)))
			return members[i].member;
	return UNKNOWN;
}

/* Moves behind a text in quotes, which the line begins with; false where it does not end. */
static bool
take_quoted(struct bytes *line, struct bytes *text)
{
	for (size_t i = 1; i < line->len; i++) {
		if (line->at[i] == '\\') {
			i++;
		} else if (line->at[i] == '"') {
			*text = (struct bytes){ line->at + 1, i - 1 };
			*line = bytes_from(*line, i + 1);
			return true;
		}
	}
	return false;
}

/* `name=value `, `name="a value" ` */
static bool
take_pair(struct bytes *line, struct bytes *name, struct bytes *value)
{
	size_t n = 0;

	while (
	    n < line->len && (ascii_is_name(line->at[n]) || memchr(".-@", line->at[n], 3) != NULL))
		n++;
	*name = bytes_first(*line, n);
	*line = bytes_from(*line, n);
	if (n == 0 || !bytes_take(line, BYTES("=")))
		return false;
	if (line->len > 0 && line->at[0] == '"') {
		if (!take_quoted(line, value))
			return false;
	} else {
		for (n = 0; n < line->len && line->at[n] != ' ' && line->at[n] != '\t';)
			n++;
		*value = bytes_first(*line, n);
		*line = bytes_from(*line, n);
	}
	*line = bytes_from(*line, bytes_indent(*line));
	return true;
}

static void
set_member(struct logheader *header, enum member member, struct bytes value)
{
	switch (member) {
	case UNKNOWN:
		break;
	case TIME:
		if (timestamp_read(value, &header->time))
			header->timestamp = bytes_first(value, header->time.length);
		break;
	case LEVEL:
		header->level = value;
		break;
	case LOGGER:
		header->logger = value;
		break;
	case MESSAGE:
		header->message = value;
		break;
	case PID:
		if (!bytes_number(value, &header->pid))
			header->pid = -1;
		break;
	}
}

bool
named_read_logfmt(struct bytes line, struct logheader *header)
{
	struct bytes name, value;
	enum member member;

	if (!ascii_is_lower(bytes_head(line)) && bytes_head(line) != '@')
		return false;
	for (size_t i = 0; line.len > 0 && take_pair(&line, &name, &value); i++) {
		member = member_of(name);
		if (i == 0 && member == UNKNOWN)
			return false;
		set_member(header, member, value);
	}
	if (header->level.len > 0 || header->timestamp.len > 0)
		return true;
	*header = (struct logheader){ .pid = -1 };
	return false;
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
				enum member member = member_of(text);

				known = known || member == LEVEL || member == TIME;
			}
			continue;
		}
		depth += line.at[0] == '{' || line.at[0] == '[';
		if (line.at[0] == '}' || line.at[0] == ']') {
			if (depth-- == 0)
				return false;
			if (depth == 0 && line.len > 1)
				return false;
		}
		line = bytes_from(line, 1);
	}
	return known && depth == 0;
}
