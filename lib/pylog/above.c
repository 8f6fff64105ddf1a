#include "pylog/above.h"

#include "pylog/carrier/clean.h"
#include "pylog/carrier/unwrap.h"
#include "pylog/carrier/verbose.h"

enum {
	OLD = 60,                         /* seconds: an older line is of another message */
	OBJECT_MEMORY = 64 * ABOVE_BYTES, /* bytes for a line that is an object of JSON */
};

struct reader {
	struct above *above;
	const struct above_carrier *carrier;
	struct arena *arena;
	struct arena *objects; /* of one line; NULL: lines are in none */
	struct buffer scratch;
	struct timestamp time; /* of the header, by its prefix or object */
	bool timed;            /* it has one */
};

enum whose {
	ANOTHERS,
	OWN,
	PIECE, /* the line goes on in the next */
	OLDER, /* it came long before */
};

static bool
is_older(const struct reader *reader, const struct timestamp *time)
{
	return reader->timed && timestamp_distance(time, &reader->time) > OLD;
}

/* Takes the message off the fields of a journal's entry, which stand in the text above; false: it is of another. */
static bool
take_field(struct reader *reader, struct bytes text, struct bytes *line, struct bytes *stamp)
{
	struct verbose verbose = { .column = 0 };

	if (!verbose_may_be(&verbose, *line) ||
	    verbose_take(&verbose, text, reader->carrier->line_end, line, reader->objects) !=
		VERBOSE_FIRST ||
	    verbose.key != reader->carrier->key)
		return false;
	*stamp = verbose.log.timestamp;
	return true;
}

/* Replaces an object of JSON, or a field of a journal's entry, by the line that it has. */
static enum whose
read_object(struct reader *reader, struct bytes text, struct bytes *line)
{
	struct unwrapped unwrapped;
	struct timestamp time;
	struct bytes stamp;

	if (reader->objects == NULL)
		return ANOTHERS;
	arena_reset(reader->objects);
	if (!take_field(reader, text, line, &stamp)) {
		if (!unwrap_json(*line, reader->objects, &unwrapped) || !unwrapped.has_line ||
		    unwrapped.key != reader->carrier->key)
			return ANOTHERS;
		*line = clean_line(unwrapped.line, true, &reader->scratch);
		stamp = unwrapped.log.timestamp;
	}
	return timestamp_read(stamp, &time) && is_older(reader, &time) ? OLDER : OWN;
}

/*
 * Whether a line with another prefix is of the same logger and process: OpenStack puts the request before the lines of a
 * message, and gives those of a traceback the level TRACE.
 */
static bool
is_kin(const struct reader *reader, struct bytes line)
{
	const struct logheader *head = &reader->above->head;
	struct logheader other;

	return head->logger.len > 0 && head->level.len > 0 && logheader_read(line, &other) &&
	    other.pid == head->pid && bytes_equal(other.logger, head->logger) &&
	    (bytes_equal(other.level, head->level) || bytes_equal(head->level, BYTES("TRACE"))) &&
	    !is_older(reader, &other.time);
}

/* Takes off Markdown's mark of code, if it opens in the line and does not close there. */
static bool
take_mark(struct bytes *text)
{
	return bytes_head(*text) == '`' && bytes_count(*text, '`') % 2 == 1 &&
	    !bytes_start(*text, BYTES("```")) && bytes_take(text, BYTES("`"));
}

/* Reads a line below that text: its own text, and whose it is. */
static enum whose
read_line(struct reader *reader, struct bytes above, struct bytes line, struct bytes *text)
{
	const struct above_carrier *carrier = reader->carrier;
	const struct prefix *prefix = carrier->prefix;
	struct timestamp time;
	struct bytes before;
	size_t length;

	line = clean_line(line, true, &reader->scratch);
	if (carrier->key != 0) {
		enum whose whose = read_object(reader, above, &line);

		if (whose != OWN)
			return whose;
	}
	if (prefix_hold(prefix, line, &length) != PREFIX_SAME) {
		if (!is_kin(reader, line))
			return ANOTHERS;
		*text = arena_copy(reader->arena, line);
		return OWN;
	}
	before = bytes_first(line, length);
	if (carrier->key == 0 && !bytes_equal(before, prefix_text(prefix)) &&
	    logheader_time(before, &time) && is_older(reader, &time))
		return OLDER;
	if (bytes_end(line, carrier->suffix) && line.len >= length + carrier->suffix.len)
		line.len -= carrier->suffix.len;
	line = bytes_from(line, length);
	bytes_take(&line, carrier->indent);
	reader->above->in_span = take_mark(&line) || reader->above->in_span;
	*text = arena_copy(reader->arena, line);
	return prefix_is_partial(before) ? PIECE : OWN;
}

static void
read_lines(struct reader *reader, struct bytes text)
{
	struct above *above = reader->above;

	if (text.len == 0)
		return;
	text.len--; /* the line end straight before the traceback */
	while (above->count < ABOVE_LINES) {
		const char *before = bytes_find_last(text, reader->carrier->line_end);
		size_t start = before == NULL ? 0 : (size_t)(before - text.at) + 1;
		struct above_line line = { BYTES_NONE, start };

		switch (read_line(
		    reader, bytes_first(text, start), bytes_from(text, start), &line.text)) {
		case ANOTHERS:
			break;
		case OLDER:
			above->whole = false;
			return;
		case PIECE:
			if (above->count > 0) {
				struct above_line *last = &above->lines[above->count - 1];

				last->text = arena_join(reader->arena, line.text, last->text);
				last->start = start;
				break;
			}
			/* fall through */
		case OWN:
			above->lines[above->count++] = line;
		}
		if (before == NULL)
			return;
		text.len = start - 1;
	}
	above->whole = false;
}

void
above_read(struct above *above, struct bytes text, const struct above_carrier *carrier,
    struct arena *arena)
{
	struct reader reader = { .above = above, .carrier = carrier, .arena = arena };
	size_t cut = 0;

	above->count = 0;
	above->in_span = false;
	above->whole = text.len <= ABOVE_BYTES;
	if (!above->whole) {
		cut = text.len - ABOVE_BYTES;
		cut += bytes_index(bytes_from(text, cut), carrier->line_end) + 1;
	}
	if (carrier->key != 0) {
		reader.objects = arena_new(OBJECT_MEMORY);
		reader.timed = timestamp_read(carrier->stamp, &reader.time);
	}
	if (logheader_read(prefix_text(carrier->prefix), &above->head) && carrier->key == 0) {
		reader.timed = above->head.timestamp.len > 0;
		reader.time = above->head.time;
	}
	read_lines(&reader, bytes_from(text, cut));
	for (size_t i = 0; i < above->count; i++)
		above->lines[i].start += cut;
	buffer_free(&reader.scratch);
	arena_free(reader.objects);
}

bool
above_is_fenced(const struct above *above)
{
	for (size_t i = 0; i < above->count; i++)
		if (bytes_head(above->lines[i].text) == '`' &&
		    bytes_start(above->lines[i].text, BYTES("```")))
			return true;
	return false;
}
