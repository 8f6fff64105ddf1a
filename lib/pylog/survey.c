#include "pylog/survey.h"

#include "base/ascii.h"
#include "pylog/carrier/clean.h"
#include "pylog/heads/logheader.h"
#include "pylog/heads/named.h"
#include "pylog/heads/token.h"

enum {
	STEPS = 3,            /* steps back in time that a log has, if it comes newest first */
	A_LITTLE = 16 * 1024, /* bytes of a log: for more, room for SURVEY_BYTES is taken at once */
	LOOKED_AT = 64 * 1024, /* bytes that say whether it is text */
};

void
survey_begin(struct survey *survey)
{
	outside_forget(&survey->outside.first);
	nearby_forget(&survey->outside.above);
	survey->other_count = 0;
	survey->nuls = true;
	buffer_reset(&survey->first);
	survey->at = 0;
	survey->number = 1;
	survey->order.known = false;
	survey->order.up = survey->order.down = 0;
}

void
survey_free(struct survey *survey)
{
	outside_free(&survey->outside);
	buffer_free(&survey->first);
	buffer_free(&survey->scratch);
}

static struct bytes
past_nuls(struct bytes text)
{
	while (bytes_take(&text, (struct bytes){ "", 1 }))
		continue;
	return text;
}

void
survey_take(struct survey *survey, struct bytes text)
{
	survey->nuls = survey->nuls && past_nuls(text).len == 0;
	if (survey->first.len == SURVEY_BYTES)
		return;
	/* all at once, where more than a little comes */
	if (survey->first.size < SURVEY_BYTES && survey->first.len + text.len > A_LITTLE)
		buffer_grow(&survey->first, SURVEY_BYTES - survey->first.len);
	buffer_append(&survey->first, bytes_first(text, SURVEY_BYTES - survey->first.len));
}

/* Below 0, 0, above 0: a is earlier, the same, later. Fractions do not count. */
static long long
compare(const struct timestamp *a, const struct timestamp *b)
{
	const int differences[] = { a->year - b->year, a->month - b->month, a->day - b->day,
		a->hour - b->hour, a->minute - b->minute, a->second - b->second };

	if (a->epoch >= 0 && b->epoch >= 0)
		return a->epoch - b->epoch;
	for (size_t i = 0; i < COUNT_OF(differences); i++)
		if (differences[i] != 0)
			return differences[i];
	return 0;
}

static void
take_time(struct survey *survey, const struct timestamp *time)
{
	long long step;

	/* without a day, midnight looks like a step back */
	if (!time->possible || (time->day < 0 && time->epoch < 0))
		return;
	step = survey->order.known ? compare(time, &survey->order.last) : 0;
	survey->order.up += step > 0;
	survey->order.down += step < 0;
	survey->order.last = *time;
	survey->order.known = true;
}

bool
survey_is_newest_first(const struct survey *survey)
{
	return survey->order.down >= STEPS && survey->order.up * 8 < survey->order.down;
}

bool
survey_is_foreign(const struct survey *survey, const struct survey_other *other)
{
	return looks_are_records(other->looks) ||
	    (other->looks->reader != NULL && outside_is_bare(&survey->outside));
}

/* NULs at the start do not make a file binary: so begins a log that its rotation cut. */
bool
survey_is_binary(const struct survey *survey, const struct looks **looks)
{
	struct bytes start = buffer_bytes(&survey->first);

	*looks = looks_like(bytes_first(start, bytes_index(start, '\n')));
	return (survey->nuls && start.len > 0) ||
	    looks_binary(bytes_first(past_nuls(start), LOOKED_AT)) != NULL;
}

/* Log messages begin with times and brackets, objects with braces: such a line is of no other language; an array may be. */
static bool
may_be_other(struct bytes line)
{
	char first = bytes_head(line);

	return !ascii_is_digit(first) && first != '{' &&
	    (first != '[' || bytes_start(line, BYTES("[{")));
}

/* The suite's own records, by the beginning of the first one, which is in the log's first line; NULL: a log. */
static const struct looks *
looks_like_records(const struct survey *survey, struct bytes text)
{
	const struct looks *looks = bytes_head(text) == '{' ? looks_like(text) : NULL;

	if (looks_are_records(looks))
		return looks;
	return looks_like_document(bytes_first(buffer_bytes(&survey->first), LOOKED_AT));
}

static void
look_for_others(struct survey *survey, struct bytes line, long long number)
{
	struct bytes text = bytes_from(line, bytes_indent(line));
	const struct looks *looks;

	if (survey->other_count == SURVEY_KINDS)
		return;
	looks = number == 1 ? looks_like_records(survey, line) : NULL;
	if (looks == NULL && text.len > 0 && may_be_other(text))
		looks = looks_like(text);
	if (looks == NULL || looks_is_for(looks, "st-parse-pylog") ||
	    bytes_start(text, BYTES("Caused by: "))) /* Python programs say that, too */
		return;
	for (size_t i = 0; i < survey->other_count; i++)
		if (strcmp(survey->others[i].looks->like, looks->like) == 0)
			return;
	survey->others[survey->other_count++] = (struct survey_other){ looks, number };
}

/*
 * Reads a line outside of exceptions: *head: whether it begins as a log message does. Gives its text without colours; no
 * bytes: it does not count.
 */
static struct bytes
read_line(struct survey *survey, struct bytes line, long long number, struct logheader *header,
    bool *head)
{
	while (bytes_tail(line) == '\r')
		line.len--;
	look_for_others(survey, line, number);
	if (outside_has_heads(&survey->outside.first))
		return BYTES_NONE;
	line = clean_line(line, true, &survey->scratch);
	if (line.len == 0 || bytes_indent(line) > 0)
		return BYTES_NONE;
	*head = logheader_read(line, header);
	if (!*head) {
		header->timestamp = BYTES_NONE;
		*head = token_is_access(line) || named_is_object(line);
	}
	return line;
}

static void
read_first(struct survey *survey, struct bytes line)
{
	struct logheader header;
	bool head;

	line = read_line(survey, line, survey->number, &header, &head);
	if (line.len == 0)
		return;
	if (header.timestamp.len > 0)
		take_time(survey, &header.time);
	outside_learn(&survey->outside.first, line, head);
}

/* Passes over what is before that place, to the end of the line there. */
static void
pass(struct survey *survey, size_t place, char line_end)
{
	struct bytes text = buffer_bytes(&survey->first);

	if (place <= survey->at)
		return;
	place += bytes_index(bytes_from(text, place), line_end) + 1;
	if (place > text.len)
		place = text.len;
	text = bytes_from(bytes_first(text, place), survey->at);
	survey->number += (long long)bytes_count(text, line_end);
	survey->at = place;
}

void
survey_read(struct survey *survey, long long offset, long long past, char line_end)
{
	struct bytes text = buffer_bytes(&survey->first);

	if (past < (long long)text.len)
		pass(survey, (size_t)past, line_end);
	else
		survey->at = text.len;
	if (offset < (long long)text.len)
		text.len = (size_t)offset;
	while (survey->at < text.len) {
		struct bytes rest = bytes_from(text, survey->at);
		struct bytes line = bytes_first(rest, bytes_index(rest, line_end));

		/* the last line may go on behind the part; and most of many lines say nothing new */
		if ((line.len < rest.len || survey->first.len < SURVEY_BYTES) &&
		    (may_be_other(line) || !outside_has_heads(&survey->outside.first)))
			read_first(survey, line);
		survey->number++;
		survey->at += line.len + 1;
	}
}

void
survey_above(
    struct survey *survey, struct bytes above, long long offset, long long number, char line_end)
{
	struct nearby *nearby = &survey->outside.above;
	long long end = offset + (long long)above.len, start;
	struct bytes line;

	if (outside_has_heads(&survey->outside.first)) {
		nearby_forget(nearby);
		return;
	}
	start = nearby_move(nearby, offset, end);
	above = bytes_from(above, (size_t)(start - offset));
	if (bytes_tail(above) == line_end)
		above.len--;
	number -= (long long)bytes_count(above, line_end) + 1;
	for (; bytes_next(&above, line_end, &line); start += (long long)line.len + 1) {
		struct logheader header;
		bool head = false;
		struct bytes text = read_line(survey, line, number++, &header, &head);

		nearby_learn(nearby, start, text, head);
	}
}
