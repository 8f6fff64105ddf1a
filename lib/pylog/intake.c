#include "pylog/intake.h"

#include "pylog/beginning.h"
#include "pylog/carrier/clean.h"
#include "pylog/carrier/escapes.h"
#include "pylog/carrier/unwrap.h"
#include "pylog/heads/named.h"
#include "pylog/window/needles.h"

enum {
	/* bytes that a line with a whole traceback in it has at least: with escapes, or with blanks for line ends */
	LEAST_ESCAPED = 60,
	LEAST_FLAT = 100,
};

bool
intake_init(struct intake *intake, struct offers *offers)
{
	intake->offers = offers;
	intake->objects = arena_new(offers->flows.options->record_max);
	return intake->objects != NULL;
}

void
intake_free(struct intake *intake)
{
	buffer_free(&intake->scratch);
	buffer_free(&intake->unescaped);
	arena_free(intake->objects);
}

void
intake_forget(struct intake *intake)
{
	intake->verbose = (struct verbose){ .column = 0 };
}

/* Takes a line as it stands; `ended`: an event has just ended before it. */
static void
take_line(struct intake *intake, const struct flow_line *line, bool ended)
{
	if (ended || !offers_line(intake->offers, line, false, &ended))
		offers_open(intake->offers, line, ended);
}

/* If the message of an object has the traceback in it, only what stands before that is the message. */
static void
cut_message(struct traceback_log *log)
{
	struct logheader head;

	if (!bytes_split(log->message, BYTES("Traceback ("), &log->message, NULL))
		return;
	log->message = beginning_cut_message(log->message);
	if (logheader_read(log->message, &head))
		log->message.len = 0; /* this head is read with the text */
}

/* Reads what a line of `name=value` pairs says of its log message; false: it is no such line. */
static bool
read_pairs(struct intake *intake, const struct flow_line *line, struct traceback_log *log)
{
	struct logheader header = { .pid = -1 };

	if (line->log != NULL || !named_read_logfmt(line->text, &header))
		return false;
	*log = (struct traceback_log){ .timestamp = header.timestamp,
		.level = header.level,
		.logger = header.logger,
		.message = header.message,
		.pid = header.pid };
	arena_reset(intake->objects);
	context_set_time(log, intake->offers->flows.options->zone, intake->objects);
	return true;
}

/* The lines of an object above a line, from its `{` on, if each of its members has a line of its own; no bytes: none. */
static struct bytes
members_above(struct bytes above)
{
	struct bytes rest =
	    bytes_from(above, above.len < ABOVE_BYTES ? 0 : above.len - ABOVE_BYTES);
	struct bytes found = BYTES_NONE, line;

	while (rest.len > 0) {
		const char *at = rest.at;

		bytes_next(&rest, '\n', &line);
		if (bytes_equal(bytes_trim(clean_end(line)), BYTES("{")))
			found = bytes_at(above, at);
	}
	found = bytes_trim_end(clean_end(found));
	return bytes_take_end(&found, BYTES(",")) ? found : BYTES_NONE;
}

/* Reads what the members above a member say of the log message; false: the line is no member, or nothing is above. */
static bool
read_members(struct intake *intake, const struct flow_line *line, struct traceback_log *log)
{
	const struct window *window = intake->offers->flows.window;
	struct bytes members = BYTES_NONE;
	struct buffer object = { .at = NULL };
	struct unwrapped unwrapped;
	bool read;

	if (line->log == NULL && bytes_head(bytes_trim(line->text)) == '"' && !line->embedded)
		members = members_above(bytes_until(window->text, line->raw.at));
	if (members.len == 0)
		return false;
	buffer_append(&object, members);
	buffer_byte(&object, '}');
	arena_reset(intake->objects);
	read = unwrap_json(
	    arena_copy(intake->objects, buffer_bytes(&object)), intake->objects, &unwrapped);
	buffer_free(&object);
	*log = unwrapped.log;
	context_set_time(log, intake->offers->flows.options->zone, intake->objects);
	return read;
}

/* Takes a line with a needle in it: it may be several lines, with line ends written out. */
static void
take_escaped(struct intake *intake, const struct flow_line *line)
{
	struct flow_line whole = *line;
	struct traceback_log log;
	struct bytes before;
	bool ended = false;

	if (!bytes_split(line->text, BYTES("Traceback ("), &before, NULL)) {
		take_line(intake, line, false);
		return;
	}
	if (offers_is_part(intake->offers, line, before, &ended))
		return;
	if (read_pairs(intake, line, &log) || read_members(intake, line, &log))
		whole.log = &log;
	if (escapes_undo(line->text, &intake->unescaped) &&
	    offers_text(intake->offers, buffer_bytes(&intake->unescaped), &whole))
		return;
	take_line(intake, line, ended);
}

/* Takes what an object has: an exception, texts, or a line; false: nothing came of it. */
static bool
take_unwrapped(struct intake *intake, const struct flow_line *line, struct unwrapped *unwrapped)
{
	struct flow_line inside = *line;
	bool taken = false;

	inside.log = &unwrapped->log;
	if (unwrapped->raised != NULL) {
		offers_write(
		    intake->offers, &inside, unwrapped->raised, arena_full(intake->objects));
		return true;
	}
	if (unwrapped->count > 0) {
		cut_message(&unwrapped->log);
		if (unwrapped->left_out || arena_full(intake->objects))
			notes_add(&intake->offers->notes, PYLOG_LEFT_OUT, line->number, NULL);
		for (size_t i = 0; i < unwrapped->count; i++)
			taken = offers_text(intake->offers, unwrapped->texts[i], &inside) || taken;
		return taken;
	}
	if (!unwrapped->has_line)
		return false;
	/* the message is the line itself */
	unwrapped->log.message = BYTES_NONE;
	inside.text = clean_line(unwrapped->line, true, &intake->scratch);
	inside.key = unwrapped->key;
	inside.partial = unwrapped->partial;
	if (inside.partial)
		take_line(intake, &inside, false);
	else
		take_escaped(intake, &inside);
	return true;
}

/*
 * Takes the parts of a document, each with its own log message; false: nothing came of them. Entries may be lines, whose
 * events end with the document.
 */
static bool
take_document(struct intake *intake, const struct flow_line *line, const struct unwrapped *document)
{
	struct unwrap_parts parts;
	struct unwrapped unwrapped;
	bool taken = false;

	unwrap_begin(&parts, document);
	while (unwrap_next(&parts, intake->objects, &unwrapped)) {
		context_set_time(
		    &unwrapped.log, intake->offers->flows.options->zone, intake->objects);
		taken = take_unwrapped(intake, line, &unwrapped) || taken;
	}
	offers_end_object(intake->offers, line->offset);
	return taken;
}

/* Takes a line that is an object of JSON, or a list of lines or entries; false: it is neither. */
static bool
take_object(struct intake *intake, const struct flow_line *line)
{
	bool list = bytes_tail(line->text) == ']', ended = false;
	struct bytes before = bytes_first(line->text, bytes_index(line->text, '{'));
	struct unwrapped unwrapped;

	arena_reset(intake->objects);
	if (list ? !unwrap_json_list(line->text, intake->objects, &unwrapped)
		 : !unwrap_json(line->text, intake->objects, &unwrapped))
		return false;
	if (!list && offers_is_part(intake->offers, line, before, &ended))
		return true;
	/* the entry of a journal, which the object is the message of */
	if (line->log != NULL && unwrapped.log.timestamp.len == 0)
		unwrapped.log.timestamp = line->log->timestamp;
	if (line->log != NULL && unwrapped.log.pid < 0)
		unwrapped.log.pid = line->log->pid;
	context_set_time(&unwrapped.log, intake->offers->flows.options->zone, intake->objects);
	if (unwrapped.document != NULL && take_document(intake, line, &unwrapped))
		return true;
	if (!take_unwrapped(intake, line, &unwrapped) && !ended)
		offers_line(intake->offers, line, false, &ended);
	return true;
}

/* Takes a line of a journal in which each field has a line of its own; false: it is none. */
static bool
take_verbose(struct intake *intake, const struct flow_line *line)
{
	const struct window *window = intake->offers->flows.window;
	struct flow_line inside = *line;
	enum verbose_line which;

	arena_reset(intake->objects);
	which = verbose_take(&intake->verbose, bytes_until(window->text, line->raw.at),
	    window->line_end, &inside.text, intake->objects);
	if (which == VERBOSE_NONE || which == VERBOSE_AGAIN)
		return which == VERBOSE_AGAIN;
	inside.key = intake->verbose.key;
	if (which == VERBOSE_FIRST)
		inside.log = &intake->verbose.log;
	if (bytes_tail(inside.text) == '}' && needles_find(inside.text) != NULL &&
	    take_object(intake, &inside))
		return true;
	if (which == VERBOSE_FIRST)
		context_set_time(
		    &intake->verbose.log, intake->offers->flows.options->zone, intake->objects);
	take_line(intake, &inside, false);
	return true;
}

bool
intake_is_inside(const struct intake *intake)
{
	return intake->verbose.column > 0;
}

/* Whether line ends behind a header became blanks, or `<br>`. */
static bool
lost_ends(struct bytes text)
{
	struct bytes rest;

	return text.len > LEAST_FLAT && bytes_split(text, BYTES("call last)"), NULL, &rest) &&
	    (bytes_start(rest, BYTES(": ")) || bytes_start(rest, BYTES(":<")));
}

void
intake_line(struct intake *intake, const struct flow_line *line, bool escapes)
{
	char last = line->text.len > 2 ? bytes_tail(line->text) : '\0';
	bool list = bytes_start(line->text, BYTES("[\"")) || bytes_start(line->text, BYTES("[{"));
	bool object = last == '}' || (last == ']' && list);
	bool needle;

	if (verbose_may_be(&intake->verbose, line->text) && take_verbose(intake, line))
		return;
	if (!object && line->text.len < LEAST_ESCAPED) {
		take_line(intake, line, false);
		return;
	}
	/* line ends may be escaped, with a `\\` or a `#`, or they became something else */
	needle = (object || escapes || lost_ends(line->text)) && needles_find(line->text) != NULL;
	if (object && (needle || intake->offers->flows.in_objects > 0) && take_object(intake, line))
		return;
	if (needle)
		take_escaped(intake, line);
	else
		take_line(intake, line, false);
}
