#include "native/stamp.h"

#include "base/ascii.h"

enum {
	WORDS_MAX = 4, /* words before the time */
	MONTHS = 12,
};

/* A number of one or two digits with a `/` behind; false: there is none. */
static bool
take_part(struct bytes *text, long long *number, size_t *digits)
{
	*digits = ascii_run(*text, ascii_is_digit);
	return *digits <= 2 && bytes_take_number(text, number) && bytes_take(text, BYTES("/"));
}

/* Whether the date may be another day: `02/11/2026`, `26/11/02`. */
static bool
is_ambiguous(struct bytes text)
{
	long long first, second;
	size_t digits;

	if (!take_part(&text, &first, &digits) || !take_part(&text, &second, &digits))
		return false;
	return ascii_run(text, ascii_is_digit) < 4 ||
	    (first <= MONTHS && second <= MONTHS && first != second);
}

static struct bytes
write(const struct timestamp *time, struct bytes text, char *place)
{
	return is_ambiguous(text) ? BYTES_NONE : timestamp_write(time, NULL, place);
}

struct bytes
stamp_of(struct bytes text, char *place)
{
	struct timestamp time;

	return timestamp_read(text, &time) ||
		timestamp_read_form("%a %Y-%m-%dT%H:%M:%S%F%Z", text, &time) /* systemd */
	    ? write(&time, text, place)
	    : BYTES_NONE;
}

/* Where `10:11:12` stands, not far into the line; NULL: nowhere. */
static const char *
find_clock(struct bytes line)
{
	line = bytes_first(line, STAMP_HEAD);
	for (size_t i = bytes_index(line, ':'); i + 3 < line.len;
	     i += 1 + bytes_index(bytes_from(line, i + 1), ':'))
		if (line.at[i + 3] == ':' && i > 0 && ascii_is_digit(line.at[i - 1]) &&
		    ascii_is_digit(line.at[i + 1]) && ascii_is_digit(line.at[i + 2]))
			return line.at + i;
	return NULL;
}

/* glog: `E20261102 10:11:12.345678 811 loom.cc:40] …` */
static bool
is_after_level(struct bytes text)
{
	return ascii_is_upper(bytes_head(text)) &&
	    ascii_run(bytes_from(text, 1), ascii_is_digit) == 8;
}

struct bytes
stamp_of_line(struct bytes line, char *place)
{
	const char *clock = find_clock(line);
	struct timestamp time;
	int words = 0;

	if (bytes_head(line) == '#') /* a frame: its arguments may be times */
		return BYTES_NONE;
	if (clock == NULL) /* Abseil: seconds since 1970 */
		return bytes_split(line, BYTES(" received at time="), NULL, &line)
		    ? stamp_of(line, place)
		    : BYTES_NONE;
	for (const char *at = line.at; at < clock && words <= WORDS_MAX; at++) {
		struct bytes text = bytes_at(line, at);

		if (at > line.at && memchr(" \t[(|>", at[-1], 6) == NULL)
			continue;
		words += memchr(" \t", *at, 2) == NULL;
		if (is_after_level(text))
			text = bytes_from(text, 1);
		if (timestamp_read(text, &time) && time.month > 0)
			return write(&time, text, place);
	}
	return BYTES_NONE;
}

void
stamp_read_line(struct stamps *stamps, struct bytes line)
{
	stamps->line = line;
	if (bytes_indent(line) > 0)
		return;
	stamps->length = 0;
	if (bytes_head(line) == '#') /* a frame, the commonest line */
		return;
	line = bytes_first(line, STAMP_HEAD);
	if (find_clock(line) != NULL)
		stamps->length = line.len;
	if (stamps->length > 0)
		memcpy(stamps->head, line.at, line.len);
}

struct bytes
stamp_now(const struct stamps *stamps, char *place)
{
	struct bytes time = stamp_of_line(stamps->line, place);

	return time.len > 0 || bytes_indent(stamps->line) == 0
	    ? time
	    : stamp_of_line((struct bytes){ stamps->head, stamps->length }, place);
}

/* Words of reports on a crash, behind which its time stands. */
static const struct label {
	struct bytes words;
	const char *form; /* the only one that counts, up to the end of the line; NULL: any */
	bool follows;     /* the time may stand in the next line */
} labels[] = {
	{ BYTES_ROW("Timestamp:"), NULL, false }, /* coredumpctl, Android */
	{ BYTES_ROW("Date/Time:"), NULL, false }, /* macOS */
	{ BYTES_ROW("Date: "), "%a %b %d %H:%M:%S %Y",
	    false },                                   /* Apport, and not mails or commits */
	{ BYTES_ROW("time of crash:"), NULL, true },   /* GlusterFS */
	{ BYTES_ROW("*** Aborted at "), NULL, false }, /* glog: seconds since 1970 */
};

static struct bytes
stamp_behind(const struct label *label, struct bytes text, char *place, bool *follows)
{
	struct timestamp time;

	if (label->form != NULL)
		return timestamp_read_form(label->form, text, &time) && time.length == text.len
		    ? write(&time, text, place)
		    : BYTES_NONE;
	text = bytes_trim(text);
	*follows = label->follows && text.len == 0;
	return stamp_of(text, place);
}

struct bytes
stamp_of_report(struct bytes line, char *place, bool *follows)
{
	struct bytes text = bytes_trim(line);

	*follows = false;
	for (size_t i = 0; i < COUNT_OF(labels); i++)
		if (bytes_take(&text, labels[i].words))
			return stamp_behind(&labels[i], text, place, follows);
	return BYTES_NONE;
}

struct bytes
stamp_of_microseconds(struct bytes number, char *place)
{
	struct timestamp time;

	return number.len == 16 && timestamp_read_form("%s", number, &time)
	    ? timestamp_write(&time, NULL, place)
	    : BYTES_NONE;
}
