#include "pylog/pylog.h"

#include "base/memory.h"
#include "pylog/carrier/clean.h"
#include "pylog/carrier/escapes.h"
#include "pylog/carrier/unwrap.h"
#include "pylog/flows.h"
#include "pylog/heads/logheader.h"
#include "pylog/traceback/grammar.h"
#include "pylog/window/needles.h"
#include "pylog/window/rare.h"
#include "pylog/window/run.h"

#include <stdlib.h>

enum {
	BLOCK = 64 * 1024,
	HISTORY = 2 * CONTEXT_BYTES, /* kept of what has been read */
	PORTION = 1024 * 1024,       /* bytes of records, before they are to be taken */
	LEAST_FLAT = 100,
	LEAST_ESCAPED = 60, /* a line with a whole traceback in it has so many bytes */
};

struct notice {
	enum pylog_notice kind;
	long long line;
};

struct pylog {
	struct pylog_options options;
	struct flow_options flow_options;
	struct bytes file;

	char *buffer;
	size_t size, end;
	size_t at;         /* what is before it has been read */
	size_t line_start; /* of the line that `at` is in */
	long long offset;  /* of the buffer's first byte in the log */
	size_t counted;    /* line ends before it are counted */
	long long number;  /* of the line there */
	char line_end;     /* LF, or CR where the log has no LF */
	bool begun;        /* the first block has been looked at */
	enum {
		READING,
		SKIPPING,
		REPORTED
	} line;             /* past its ceiling it is skipped, and reported once */
	long long consumed; /* the end of the last event of a flow without carrier */
	struct rare rare;

	struct flows *flows;
	long long lost; /* events that were ended since too much was open */
	struct buffer scratch, out, given;
	struct buffer unescaped;
	struct arena *objects;        /* of one line of JSON */
	struct traceback_log outside; /* what that says of the log message */
	struct buffer notices;        /* each of a line or an event: no more than what is fed has */
	size_t said;                  /* bytes of them */
	long long count;
};

struct pylog *
pylog_new(const struct pylog_options *options)
{
	struct pylog *pylog = memory_zero(1, sizeof(*pylog));

	if (pylog == NULL)
		return NULL;
	pylog->options = *options;
	pylog->flow_options = (struct flow_options){
		.context = { options->zone, options->original, '\n' },
		.raw = options->raw,
		.ceiling = options->record_max,
	};
	pylog->size = BLOCK;
	pylog->buffer = memory_take(pylog->size);
	pylog->objects = arena_new(options->record_max);
	pylog->flows = flows_new(&pylog->flow_options);
	if (pylog->buffer == NULL || pylog->objects == NULL || pylog->flows == NULL) {
		pylog_free(pylog);
		return NULL;
	}
	pylog->outside = traceback_no_log;
	pylog_begin(pylog, BYTES(""));
	return pylog;
}

void
pylog_free(struct pylog *pylog)
{
	if (pylog == NULL)
		return;
	flows_free(pylog->flows);
	buffer_free(&pylog->scratch);
	buffer_free(&pylog->out);
	buffer_free(&pylog->given);
	buffer_free(&pylog->unescaped);
	buffer_free(&pylog->notices);
	arena_free(pylog->objects);
	free(pylog->buffer);
	free(pylog);
}

void
pylog_begin(struct pylog *pylog, struct bytes file)
{
	pylog->file = file;
	pylog->end = pylog->at = pylog->line_start = pylog->counted = 0;
	pylog->offset = 0;
	pylog->number = 1;
	pylog->line_end = pylog->flow_options.context.line_end = '\n';
	pylog->begun = false;
	pylog->line = READING;
	pylog->consumed = 0;
	pylog->rare = (struct rare){ .plain = 0 };
	flows_forget_last(pylog->flows);
}

static void
notice(struct pylog *pylog, enum pylog_notice kind, long long line)
{
	struct notice notice = { kind, line };

	buffer_append(&pylog->notices, (struct bytes){ (const char *)&notice, sizeof(notice) });
}

/* The number of the line that begins at that place; places only grow. */
static long long
line_number(struct pylog *pylog, size_t place)
{
	struct bytes between = { pylog->buffer + pylog->counted, place - pylog->counted };

	pylog->number += (long long)bytes_count(between, pylog->line_end);
	pylog->counted = place;
	return pylog->number;
}

/* The text above a place of the log, back to the last event or so far as is looked. */
static struct bytes
text_above(const struct pylog *pylog, long long offset)
{
	size_t place = (size_t)(offset - pylog->offset), start = 0;

	if (offset < pylog->offset || place > pylog->end)
		return BYTES_NONE;
	if (place > CONTEXT_BYTES + 1)
		start = place - CONTEXT_BYTES - 1;
	if (pylog->consumed > pylog->offset + (long long)start)
		start = (size_t)(pylog->consumed - pylog->offset);
	if (pylog->line_end == '\n' && pylog->consumed == pylog->offset + (long long)start) {
		while (start < place && pylog->buffer[start] == '\r')
			start++;
		if (start < place && pylog->buffer[start] == '\n')
			start++;
	}
	return start >= place ? BYTES_NONE : (struct bytes){ pylog->buffer + start, place - start };
}

static void
decide(struct pylog *pylog, struct open_flow *open, const struct flow_line *next)
{
	flow_decide(open->flow, text_above(pylog, flow_offset(open->flow)), next);
	flows_place(pylog->flows, open);
}

/* Ends a flow's event; `cut`: before its end. */
static enum flow_result
finish(struct pylog *pylog, struct open_flow *open, bool cut)
{
	struct flow *flow = open->flow;
	enum flow_result result;

	if (flow_is_undecided(flow))
		decide(pylog, open, NULL);
	if (pylog->options.original)
		flow_inherit_time(flow, flows_last(pylog->flows));
	result = flow_finish(flow, pylog->file, cut, &pylog->out);
	if (result == FLOW_TOO_LARGE)
		notice(pylog, PYLOG_TOO_LARGE, flow_number(flow));
	else if (result == FLOW_RECORD && flow_is_cut(flow))
		notice(pylog, PYLOG_CUT, flow_number(flow));
	if (result == FLOW_RECORD || result == FLOW_TOO_LARGE) {
		pylog->count++;
		if (!flow_is_carried(flow) && flow_end(flow) > pylog->consumed)
			pylog->consumed = flow_end(flow);
	}
	flows_close(pylog->flows, open);
	return result;
}

/* Ends the events that had no line for too long. */
static void
end_silent(struct pylog *pylog, long long offset)
{
	struct open_flow *open;

	while ((open = flows_silent(pylog->flows, offset)) != NULL) {
		bool cut = flow_lacks_end(open->flow);
		long long number = flow_number(open->flow);
		enum flow_result result = finish(pylog, open, cut);

		if (cut && result == FLOW_RECORD)
			notice(pylog, PYLOG_SILENT, number);
		else if (cut && result == FLOW_EMPTY)
			notice(pylog, PYLOG_EMPTY, number);
	}
}

/* Ends events where there are too many, or they hold too much. */
static void
end_excess(struct pylog *pylog, long long offset)
{
	struct open_flow *open;

	while ((open = flows_excess(pylog->flows, offset)) != NULL) {
		bool cut = !flow_is_done(open->flow, offset);

		if (finish(pylog, open, cut) != FLOW_NOTHING && cut)
			pylog->lost++;
	}
}

/* Begins an event in the line, if one begins there. */
static void
open_event(struct pylog *pylog, const struct flow_line *line, bool ended)
{
	struct flow_start start;
	struct flow *before = flows_last(pylog->flows);
	struct open_flow *open;

	/* what follows an event at once may have no needle: `Call stack:` */
	if ((!ended && needles_find(line->text) == NULL) || !flow_find_start(line->text, &start))
		return;
	/* the rest of an event that was ended for want of room is no reason to end another */
	if (start.orphan && flows_count(pylog->flows) == FLOWS_MAX)
		return;
	open = flows_open(pylog->flows, line, &start);
	if (open == NULL)
		return;
	if (line->key != 0)
		flow_set_log(open->flow, &pylog->outside);
	if (before != NULL && flow_leads_to(before, line->offset))
		flow_inherit(open->flow, before);
	/* nothing but blanks before it: it is decided at once */
	if (bytes_indent(start.before) == start.before.len && bytes_trim(start.rest).len == 0)
		decide(pylog, open, NULL);
	end_excess(pylog, line->offset);
}

/*
 * A frame that nothing carries is of the header nearest above that has no line yet, even where lines
 * of others stand between them.
 */
static bool
give_frame(struct pylog *pylog, const struct flow_line *line)
{
	struct traceback_frame frame;

	if (!grammar_read_frame(line->text, &frame))
		return false;
	for (size_t i = flows_count(pylog->flows); i > 0; i--) {
		struct open_flow *open = flows_at(pylog->flows, i - 1);

		if (flow_key(open->flow) != line->key || !flow_is_undecided(open->flow))
			continue;
		decide(pylog, open, NULL);
		return flow_feed(open->flow, line) == FLOW_TAKEN;
	}
	return false;
}

/* Gives a line to a flow; false: it is not of it. *ended: its event ended before the line. */
static bool
offer_to(struct pylog *pylog, struct open_flow *open, const struct flow_line *line, bool *ended)
{
	enum flow_answer answer = flow_feed(open->flow, line);

	if (answer == FLOW_OVER) {
		finish(pylog, open, false);
		*ended = true;
	}
	return answer == FLOW_TAKEN || answer == FLOW_HELD;
}

/* Gives it to one of several that are open: those with a carrier are asked first. */
static bool
offer_to_many(struct pylog *pylog, const struct flow_line *line, bool foreign, bool *ended)
{
	struct open_flow **found;
	size_t count = flows_find(pylog->flows, line, &found);

	for (int carried = 1; carried >= 0; carried--) {
		for (size_t i = 0; i < count; i++) {
			struct open_flow *open = found[i];
			bool over = false;

			if (open == NULL || flow_key(open->flow) != line->key)
				continue;
			if (carried == 1 && flow_is_undecided(open->flow))
				decide(pylog, open, line);
			if (flow_is_carried(open->flow) != (carried == 1))
				continue;
			if (carried == 0 && (foreign || flows_is_foreign(pylog->flows, line)))
				return false;
			if (offer_to(pylog, open, line, &over)) {
				flows_weigh(pylog->flows, open);
				end_excess(pylog, line->offset);
				return true;
			}
			if (over)
				found[i] = NULL;
			*ended = *ended || over;
		}
	}
	return give_frame(pylog, line);
}

/*
 * Gives a line to the flow that it is of, or if `foreign` to one with a carrier alone; false: it
 * belongs to none. *ended: an event ended before it.
 */
static bool
offer_line(struct pylog *pylog, const struct flow_line *line, bool foreign, bool *ended)
{
	struct open_flow *open;

	if (flows_count(pylog->flows) == 0)
		return false;
	open = flows_at(pylog->flows, 0);
	if (flows_count(pylog->flows) > 1 || flow_is_undecided(open->flow))
		return offer_to_many(pylog, line, foreign, ended);
	/* one is the ordinary case: it is not looked for */
	if (flow_key(open->flow) != line->key || (foreign && !flow_is_carried(open->flow)))
		return false;
	return offer_to(pylog, open, line, ended);
}

static void
take_line(struct pylog *pylog, const struct flow_line *line)
{
	bool ended = false;

	if (!offer_line(pylog, line, false, &ended))
		open_event(pylog, line, ended);
}

/*
 * A text with all of an event, or of several, that stands in one line of the log; false where none
 * came of it.
 */
static bool
take_text(struct pylog *pylog, struct bytes text, const struct flow_line *whole)
{
	struct open_flow *open = NULL;
	long long count = pylog->count;
	struct bytes rest = text;
	size_t above = 0; /* where that of the next event begins */

	pylog->flow_options.context.line_end = '\n';
	while (rest.len > 0) {
		size_t start = text.len - rest.len;
		const char *newline = memchr(rest.at, '\n', rest.len);
		size_t length = newline == NULL ? rest.len : (size_t)(newline - rest.at);
		struct bytes before = bytes_first(bytes_from(text, above), start - above);
		struct flow_line line = { clean_line(
					      bytes_first(rest, length), true, &pylog->scratch),
			whole->raw, whole->number, whole->offset, 0, true, false };
		struct flow_start begin;
		enum flow_answer answer = FLOW_OVER;

		if (open != NULL && flow_is_undecided(open->flow))
			flow_decide(open->flow, before, &line);
		if (open != NULL)
			answer = flow_feed(open->flow, &line);
		if (open != NULL && answer == FLOW_OVER) {
			finish(pylog, open, false);
			open = NULL;
			above = start;
			before.len = 0;
		}
		if (open == NULL && flow_find_start(line.text, &begin) &&
		    (open = flows_open(pylog->flows, &line, &begin)) != NULL) {
			flow_set_log(open->flow, &pylog->outside);
			if (bytes_trim(begin.before).len == 0)
				flow_decide(open->flow, before, NULL);
		}
		rest = bytes_from(rest, length + 1);
	}
	if (open != NULL && flow_is_undecided(open->flow))
		flow_decide(open->flow, BYTES(""), NULL);
	if (open != NULL)
		finish(pylog, open, false);
	pylog->flow_options.context.line_end = pylog->line_end;
	return pylog->count > count;
}

/* The message of an object may be the text with the traceback: what stands before that is the message. */
static void
cut_message(struct traceback_log *log)
{
	const char *header = bytes_find(log->message, BYTES("Traceback ("));
	struct logheader head;

	if (header == NULL)
		return;
	log->message.len = (size_t)(header - log->message.at);
	log->message = context_cut_message(log->message);
	if (logheader_read(log->message, &head))
		log->message.len = 0; /* its parts are read as those of a log */
}

/* Whether what stands before a text in its line leaves it by itself: quotes, the head of a log message. */
static bool
stands_alone(struct bytes before)
{
	struct logheader header;

	if (logheader_read(before, &header))
		before = header.message;
	before = bytes_trim(before);
	while (before.len > 0 && memchr("\"'bBuUrR", before.at[before.len - 1], 8) != NULL)
		before.len--;
	return before.len == 0;
}

/*
 * Offers the open events a line that has more in it, behind `before`: that may be a part of a
 * message, or of a source line. Where it stands by itself, or in a log message, it is none.
 */
static bool
is_of_event(struct pylog *pylog, const struct flow_line *line, struct bytes before, bool *ended)
{
	struct logheader header;
	struct open_flow **found;
	size_t count;

	if (stands_alone(before))
		return false;
	count = flows_find(pylog->flows, line, &found);
	for (size_t i = 0; i < count; i++) {
		size_t carrier = flow_carrier(found[i]->flow, line->text);

		if (carrier > 0 && stands_alone(bytes_from(before, carrier)))
			return false;
	}
	return offer_line(pylog, line, logheader_read(before, &header), ended);
}

/* A line that may be several, with line ends written out; what may begin an event is in it. */
static void
take_escaped(struct pylog *pylog, const struct flow_line *line)
{
	const char *header = bytes_find(line->text, BYTES("Traceback ("));
	bool ended = false;

	if (header == NULL) {
		take_line(pylog, line);
		return;
	}
	if (is_of_event(
		pylog, line, bytes_first(line->text, (size_t)(header - line->text.at)), &ended))
		return;
	if (escapes_undo(line->text, &pylog->unescaped) &&
	    take_text(pylog, buffer_bytes(&pylog->unescaped), line))
		return;
	if (ended || !offer_line(pylog, line, false, &ended))
		open_event(pylog, line, ended);
}

/* An exception that a line of the log has, taken apart. */
static void
take_parsed(struct pylog *pylog, const struct flow_line *line, const struct raised *raised)
{
	struct traceback record = { .raised = raised,
		.log = pylog->outside,
		.truncated = arena_full(pylog->objects),
		.file = pylog->file,
		.line = line->number,
		.lines = 1,
		.offset = line->offset };
	size_t start = pylog->out.len;

	if (pylog->options.raw)
		record.raw = line->raw;
	traceback_write(&pylog->out, &record);
	if (pylog->out.full) {
		pylog->out.len = start;
		notice(pylog, PYLOG_TOO_LARGE, line->number);
	} else if (record.truncated) {
		notice(pylog, PYLOG_CUT, line->number);
	}
	pylog->count++;
	pylog->consumed = line->offset + (long long)line->raw.len;
}

/* What an object has: an exception, texts, or a line; false where nothing came of it. */
static bool
take_unwrapped(struct pylog *pylog, const struct flow_line *line, const struct unwrapped *unwrapped)
{
	struct flow_line inside = *line;
	bool taken = false;

	if (unwrapped->raised != NULL) {
		take_parsed(pylog, line, unwrapped->raised);
		return true;
	}
	if (unwrapped->count > 0) {
		cut_message(&pylog->outside);
		for (size_t i = 0; i < unwrapped->count; i++)
			taken = take_text(pylog, unwrapped->texts[i], line) || taken;
		return taken;
	}
	if (!unwrapped->has_line)
		return false;
	/* the message is the line itself */
	pylog->outside.message = BYTES_NONE;
	inside.text = clean_line(unwrapped->line, true, &pylog->scratch);
	inside.key = unwrapped->key;
	inside.partial = unwrapped->partial;
	if (inside.partial)
		take_line(pylog, &inside);
	else
		take_escaped(pylog, &inside);
	return true;
}

/* A line that is an object of JSON, or a list of lines; false where it is none. */
static bool
take_object(struct pylog *pylog, const struct flow_line *line)
{
	const char *brace = memchr(line->text.at, '{', line->text.len);
	bool list = line->text.at[line->text.len - 1] == ']', ended = false;
	struct unwrapped unwrapped;

	arena_reset(pylog->objects);
	if (list ? !unwrap_json_lines(line->text, pylog->objects, &unwrapped)
		 : !unwrap_json(line->text, pylog->objects, &unwrapped))
		return false;
	if (!list && brace != NULL &&
	    is_of_event(
		pylog, line, bytes_first(line->text, (size_t)(brace - line->text.at)), &ended))
		return true;
	pylog->outside = unwrapped.log;
	context_set_time(&pylog->outside, &pylog->flow_options.context, pylog->objects);
	if (!take_unwrapped(pylog, line, &unwrapped) && !ended)
		offer_line(pylog, line, false, &ended);
	pylog->outside = traceback_no_log;
	return true;
}

/* A line that may be more than it seems: an object, or several lines in one, if it has `escapes`. */
static void
take_outer_line(struct pylog *pylog, const struct flow_line *line, bool escapes)
{
	char last = line->text.len > 2 ? line->text.at[line->text.len - 1] : '\0';
	bool object = last == '}' || (last == ']' && bytes_start(line->text, BYTES("[\"")));
	bool needle;

	if (!object && line->text.len < LEAST_ESCAPED) {
		take_line(pylog, line);
		return;
	}
	/* line ends are written with one of the first two; or they became blanks */
	needle = (object || escapes ||
		     (line->text.len > LEAST_FLAT &&
			 bytes_find(line->text, BYTES("call last): ")) != NULL)) &&
	    needles_find(line->text) != NULL;
	if (object && (needle || flows_any_in_objects(pylog->flows)) && take_object(pylog, line))
		return;
	if (needle)
		take_escaped(pylog, line);
	else
		take_line(pylog, line);
}

/* A line of the log; CRs inside end lines, too. */
static void
take_physical_line(struct pylog *pylog, size_t start, size_t end)
{
	struct bytes rest = { pylog->buffer + start, end - start };
	struct flow_line line = { .number = line_number(pylog, start) };
	bool has[RARE_BYTES];

	end_silent(pylog, pylog->offset + (long long)start);
	rare_find(&pylog->rare, (struct bytes){ pylog->buffer, pylog->end }, start, end, has);
	while (rest.len > 0 && rest.at[rest.len - 1] == '\r')
		rest.len--;
	do {
		const char *cr =
		    !has[RARE_RETURN] || rest.len == 0 ? NULL : memchr(rest.at, '\r', rest.len);
		size_t length = cr == NULL ? rest.len : (size_t)(cr - rest.at);

		line.raw = bytes_first(rest, length);
		line.offset = pylog->offset + (rest.at - pylog->buffer);
		line.text = clean_line(line.raw, has[RARE_ESCAPE], &pylog->scratch);
		take_outer_line(pylog, &line, has[RARE_BACKSLASH] || has[RARE_HASH]);
		rest = bytes_from(rest, length + 1);
	} while (rest.len > 0);
}

static size_t
find_line_end(const struct pylog *pylog, size_t from)
{
	const char *found = memchr(pylog->buffer + from, pylog->line_end, pylog->end - from);

	return found == NULL ? pylog->end : (size_t)(found - pylog->buffer);
}

/* The start of the line of a place; between the start of the current line and `from` no line ends. */
static size_t
find_line_start(const struct pylog *pylog, size_t from, size_t place)
{
	struct bytes before = { pylog->buffer + from, place - from };
	const char *found = bytes_find_last(before, pylog->line_end);

	return found == NULL ? pylog->line_start : (size_t)(found - pylog->buffer) + 1;
}

static void
skip_line(struct pylog *pylog, bool of_interest)
{
	if (of_interest && pylog->line != REPORTED) {
		notice(pylog, PYLOG_LONG_LINE, line_number(pylog, pylog->line_start));
		pylog->line = REPORTED;
	} else if (pylog->line == READING) {
		pylog->line = SKIPPING;
	}
}

/* Reads the line that begins at line_start; false where its end has not come. */
static bool
next_line(struct pylog *pylog, bool ended)
{
	size_t start = pylog->line_start;
	size_t end = find_line_end(pylog, pylog->at > start ? pylog->at : start);

	if (end - start > pylog->options.line_max || pylog->line != READING)
		skip_line(pylog, true);
	if (end == pylog->end && (!ended || start == end)) {
		if (pylog->line != READING)
			pylog->at = pylog->line_start = end;
		return false;
	}
	pylog->at = pylog->line_start = end < pylog->end ? end + 1 : end;
	if (pylog->line == READING)
		take_physical_line(pylog, start, end);
	if (pylog->counted == start && end < pylog->end) {
		/* the next line is likely to be wanted, too */
		pylog->counted = end + 1;
		pylog->number++;
	}
	pylog->line = READING;
	return true;
}

/* Reads lines that can only be of the message of the one event that is open; false: there are none. */
static bool
take_run(struct pylog *pylog)
{
	size_t start = pylog->line_start;
	struct flow *flow;
	struct bytes run;

	if (flows_count(pylog->flows) != 1 || start >= pylog->rare.plain ||
	    pylog->line != READING || pylog->line_end != '\n')
		return false;
	flow = flows_at(pylog->flows, 0)->flow;
	if (!flow_takes_run(flow))
		return false;
	run = (struct bytes){ pylog->buffer + start, pylog->rare.plain - start };
	run.len = run_length(run);
	if (run.len == 0)
		return false;
	line_number(pylog, start);
	pylog->number += (long long)bytes_count(run, '\n');
	pylog->at = pylog->line_start = pylog->counted = start + run.len;
	flow_feed_run(flow, run, pylog->offset + (long long)start, pylog->number - 1);
	return true;
}

/* The line of a place, which is not before pylog->at, is the one that is being read. */
static void
go_to_line(struct pylog *pylog, size_t place)
{
	size_t start = find_line_start(pylog, pylog->at, place);

	if (start != pylog->line_start)
		pylog->line = READING;
	pylog->line_start = start;
}

/* Looks for the line in which an event may begin; false: there is none so far. */
static bool
seek(struct pylog *pylog, bool ended)
{
	struct bytes text = { pylog->buffer + pylog->at, pylog->end - pylog->at };
	const char *found = text.len == 0 ? NULL : needles_find(text);

	if (found != NULL) {
		go_to_line(pylog, (size_t)(found - pylog->buffer));
		pylog->at = (size_t)(found - pylog->buffer);
		return true;
	}
	go_to_line(pylog, pylog->end);
	if (ended)
		pylog->at = pylog->end;
	else if (text.len > NEEDLES_LENGTH_MAX)
		pylog->at = pylog->end - NEEDLES_LENGTH_MAX; /* a needle may be half there */
	if (pylog->at < pylog->line_start)
		pylog->at = pylog->line_start;
	if (pylog->end - pylog->line_start > pylog->options.line_max) {
		skip_line(pylog, false);
		pylog->line_start = pylog->at;
	}
	return false;
}

static void
read_all(struct pylog *pylog, bool ended)
{
	for (;;) {
		if (flows_count(pylog->flows) == 0 && !seek(pylog, ended))
			return;
		if (!take_run(pylog) && !next_line(pylog, ended))
			return;
	}
}

/* A log without LF in its first block has lines that end with CR. */
static void
find_line_ends(struct pylog *pylog)
{
	size_t first = pylog->end < BLOCK / 2 ? pylog->end : BLOCK / 2;

	pylog->begun = true;
	if (memchr(pylog->buffer, '\n', first) == NULL &&
	    memchr(pylog->buffer, '\r', first) != NULL)
		pylog->line_end = pylog->flow_options.context.line_end = '\r';
}

/* Forgets what is too far above to be looked at, so that half a block fits. */
static void
discard(struct pylog *pylog)
{
	size_t keep = pylog->line_start < pylog->at ? pylog->line_start : pylog->at;

	for (size_t i = 0; i < flows_count(pylog->flows); i++) {
		const struct flow *flow = flows_at(pylog->flows, i)->flow;

		if (flow_is_undecided(flow) &&
		    flow_offset(flow) < pylog->offset + (long long)keep &&
		    flow_offset(flow) >= pylog->offset)
			keep = (size_t)(flow_offset(flow) - pylog->offset);
	}
	keep = keep > HISTORY ? keep - HISTORY : 0;
	if (keep == 0)
		return;
	if (pylog->counted < keep)
		line_number(pylog, keep);
	memmove(pylog->buffer, pylog->buffer + keep, pylog->end - keep);
	pylog->end -= keep;
	pylog->at -= keep;
	pylog->line_start -= keep;
	pylog->counted -= keep;
	rare_shift(&pylog->rare, keep);
	pylog->offset += (long long)keep;
}

char *
pylog_room(struct pylog *pylog, size_t *size)
{
	if (pylog->size - pylog->end < BLOCK / 2)
		discard(pylog);
	if (pylog->size - pylog->end < BLOCK / 4) {
		char *grown = memory_resize(pylog->buffer, 2 * pylog->size);

		if (grown == NULL) {
			/* without memory the line is too long */
			skip_line(pylog, true);
			pylog->at = pylog->line_start = pylog->end;
			discard(pylog);
		} else {
			pylog->buffer = grown;
			pylog->size *= 2;
		}
	}
	*size = pylog->size - pylog->end;
	return pylog->buffer + pylog->end;
}

void
pylog_feed(struct pylog *pylog, size_t size)
{
	pylog->end += size;
	if (!pylog->begun &&
	    (pylog->end >= BLOCK / 2 || memchr(pylog->buffer, '\n', pylog->end) != NULL))
		find_line_ends(pylog);
	if (pylog->begun)
		read_all(pylog, false);
}

bool
pylog_end(struct pylog *pylog)
{
	if (!pylog->begun)
		find_line_ends(pylog);
	read_all(pylog, true);
	while (flows_count(pylog->flows) > 0 && pylog->out.len < PORTION)
		finish(pylog, flows_at(pylog->flows, 0), false);
	if (flows_count(pylog->flows) > 0)
		return false;
	if (pylog->lost > 0)
		notice(pylog, PYLOG_LOST, pylog->lost);
	pylog->lost = 0;
	return true;
}

bool
pylog_settle(struct pylog *pylog)
{
	for (size_t i = 0; i < flows_count(pylog->flows); i++) {
		if (pylog->out.len >= PORTION)
			return false;
		if (flow_is_whole(flows_at(pylog->flows, i)->flow))
			finish(pylog, flows_at(pylog->flows, i--), false);
	}
	return true;
}

bool
pylog_is_open(const struct pylog *pylog)
{
	return flows_count(pylog->flows) > 0;
}

struct bytes
pylog_take(struct pylog *pylog)
{
	struct buffer given = pylog->given;

	pylog->given = pylog->out;
	pylog->out = given;
	buffer_reset(&pylog->out);
	return buffer_bytes(&pylog->given);
}

bool
pylog_notice(struct pylog *pylog, enum pylog_notice *kind, long long *line)
{
	struct notice next = { PYLOG_UNSAID, 0 };
	bool unsaid = pylog->notices.full;

	if (pylog->said < pylog->notices.len) {
		memcpy(&next, pylog->notices.at + pylog->said, sizeof(next));
		pylog->said += sizeof(next);
	} else {
		buffer_reset(&pylog->notices);
		pylog->said = 0;
		if (!unsaid)
			return false;
	}
	*kind = next.kind;
	*line = next.line;
	return true;
}

long long
pylog_count(const struct pylog *pylog)
{
	return pylog->count;
}
