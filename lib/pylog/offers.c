#include "pylog/offers.h"

#include "base/memory.h"
#include "pylog/carrier/clean.h"
#include "pylog/flows.h"
#include "pylog/heads/logheader.h"
#include "pylog/traceback/grammar.h"
#include "pylog/window/needles.h"

#include <stdlib.h>

enum { PORTION = 1024 * 1024 }; /* bytes of records, before they are to be taken */

struct offers {
	struct pylog_options options;
	struct flow_options flow_options;
	const struct window *window;
	struct bytes file;
	long long consumed; /* the end of the last event of a flow without carrier */
	struct flows *flows;
	long long lost; /* events that were ended since too much was open */
	struct buffer scratch, out, given;
	struct notices notices;
	long long count;
};

struct offers *
offers_new(const struct pylog_options *options, const struct window *window)
{
	struct offers *offers = memory_zero(1, sizeof(*offers));

	if (offers == NULL)
		return NULL;
	offers->options = *options;
	offers->window = window;
	offers->flow_options = (struct flow_options){
		.context = { options->zone, options->original },
		.line_end = &window->line_end,
		.raw = options->raw,
		.ceiling = options->record_max,
	};
	offers->flows = flows_new(&offers->flow_options);
	if (offers->flows == NULL) {
		offers_free(offers);
		return NULL;
	}
	return offers;
}

void
offers_free(struct offers *offers)
{
	if (offers == NULL)
		return;
	flows_free(offers->flows);
	buffer_free(&offers->scratch);
	buffer_free(&offers->out);
	buffer_free(&offers->given);
	notices_free(&offers->notices);
	free(offers);
}

void
offers_begin(struct offers *offers, struct bytes file)
{
	offers->file = file;
	offers->consumed = 0;
	flows_forget_last(offers->flows);
}

/* The text above a place of the log, back to the last event or so far as is looked. */
static struct bytes
text_above(const struct offers *offers, long long offset)
{
	const struct window *window = offers->window;
	size_t place = (size_t)(offset - window->offset), start = 0;

	if (offset < window->offset || place > window->text.len)
		return BYTES_NONE;
	if (place > CONTEXT_BYTES + 1)
		start = place - CONTEXT_BYTES - 1;
	if (offers->consumed > window->offset + (long long)start) {
		start = (size_t)(offers->consumed - window->offset);
		/* and without the end of that one's last line */
		while (window->line_end == '\n' && start < place && window->text.at[start] == '\r')
			start++;
		if (window->line_end == '\n' && start < place && window->text.at[start] == '\n')
			start++;
	}
	return bytes_from(bytes_first(window->text, place), start);
}

static void
decide(struct offers *offers, struct open_flow *open, const struct flow_line *next)
{
	flow_decide(open->flow, text_above(offers, flow_offset(open->flow)), next);
	flows_place(offers->flows, open);
}

/* Ends a flow's event; `cut`: before its end. */
static enum flow_result
finish(struct offers *offers, struct open_flow *open, bool cut)
{
	struct flow *flow = open->flow;
	enum flow_result result;

	if (flow_is_undecided(flow))
		decide(offers, open, NULL);
	if (offers->options.original)
		flow_inherit_time(flow, flows_last(offers->flows));
	result = flow_finish(flow, offers->file, cut, &offers->out);
	if (result == FLOW_TOO_LARGE)
		notices_add(&offers->notices, PYLOG_TOO_LARGE, flow_number(flow));
	else if (result == FLOW_RECORD && flow_is_cut(flow))
		notices_add(&offers->notices, PYLOG_CUT, flow_number(flow));
	if (result == FLOW_RECORD || result == FLOW_TOO_LARGE) {
		offers->count++;
		if (!flow_is_carried(flow) && flow_end(flow) > offers->consumed)
			offers->consumed = flow_end(flow);
	}
	flows_close(offers->flows, open);
	return result;
}

void
offers_end_silent(struct offers *offers, long long offset)
{
	struct open_flow *open;

	while ((open = flows_silent(offers->flows, offset)) != NULL) {
		bool cut = flow_lacks_end(open->flow);
		long long number = flow_number(open->flow);
		enum flow_result result = finish(offers, open, cut);

		if (cut && result == FLOW_RECORD)
			notices_add(&offers->notices, PYLOG_SILENT, number);
		else if (cut && result == FLOW_EMPTY)
			notices_add(&offers->notices, PYLOG_EMPTY, number);
	}
}

/* Ends events where there are too many, or they hold too much. */
static void
end_excess(struct offers *offers, long long offset)
{
	struct open_flow *open;

	while ((open = flows_excess(offers->flows, offset)) != NULL) {
		bool cut = !flow_is_done(open->flow, offset);

		if (finish(offers, open, cut) != FLOW_NOTHING && cut)
			offers->lost++;
	}
}

void
offers_open(struct offers *offers, const struct flow_line *line, bool ended)
{
	struct start start;
	struct flow *before = flows_last(offers->flows);
	struct open_flow *open;

	/* what follows an event at once may have no needle: `Call stack:` */
	if ((!ended && needles_find(line->text) == NULL) || !start_find(line->text, &start))
		return;
	/* the rest of an event that was ended for want of room is no reason to end another */
	if (start.orphan && flows_count(offers->flows) == FLOWS_MAX)
		return;
	open = flows_open(offers->flows, line, &start);
	if (open == NULL)
		return;
	if (before != NULL && flow_leads_to(before, line->offset))
		flow_inherit(open->flow, before);
	/* nothing but blanks before it: it is decided at once */
	if (bytes_indent(start.before) == start.before.len && bytes_trim(start.rest).len == 0)
		decide(offers, open, NULL);
	end_excess(offers, line->offset);
}

/*
 * A frame that nothing carries is of the header nearest above that has no line yet, even where lines
 * of others stand between them.
 */
static bool
give_frame(struct offers *offers, const struct flow_line *line)
{
	struct traceback_frame frame;

	if (!grammar_read_frame(line->text, &frame))
		return false;
	for (size_t i = flows_count(offers->flows); i > 0; i--) {
		struct open_flow *open = flows_at(offers->flows, i - 1);

		if (flow_key(open->flow) != line->key || !flow_is_undecided(open->flow))
			continue;
		decide(offers, open, NULL);
		return flow_feed(open->flow, line) == FLOW_TAKEN;
	}
	return false;
}

/* Gives a line to a flow; false: it is not of it. *ended: its event ended before the line. */
static bool
offer_to(struct offers *offers, struct open_flow *open, const struct flow_line *line, bool *ended)
{
	enum flow_answer answer = flow_feed(open->flow, line);

	if (answer == FLOW_OVER) {
		finish(offers, open, false);
		*ended = true;
	}
	return answer == FLOW_TAKEN || answer == FLOW_HELD;
}

/* Gives it to one of several that are open: those with a carrier are asked first. */
static bool
offer_to_many(struct offers *offers, const struct flow_line *line, bool foreign, bool *ended)
{
	struct open_flow **found;
	size_t count = flows_find(offers->flows, line, &found);

	for (int carried = 1; carried >= 0; carried--) {
		for (size_t i = 0; i < count; i++) {
			struct open_flow *open = found[i];
			bool over = false;

			if (open == NULL || flow_key(open->flow) != line->key)
				continue;
			if (carried == 1 && flow_is_undecided(open->flow))
				decide(offers, open, line);
			if (flow_is_carried(open->flow) != (carried == 1))
				continue;
			if (carried == 0 && (foreign || flows_is_foreign(offers->flows, line)))
				return false;
			if (offer_to(offers, open, line, &over)) {
				flows_weigh(offers->flows, open);
				end_excess(offers, line->offset);
				return true;
			}
			if (over)
				found[i] = NULL;
			*ended = *ended || over;
		}
	}
	return give_frame(offers, line);
}

bool
offers_line(struct offers *offers, const struct flow_line *line, bool foreign, bool *ended)
{
	struct open_flow *open;

	if (flows_count(offers->flows) == 0)
		return false;
	open = flows_at(offers->flows, 0);
	if (flows_count(offers->flows) > 1 || flow_is_undecided(open->flow))
		return offer_to_many(offers, line, foreign, ended);
	/* one is the ordinary case: it is not looked for */
	if (flow_key(open->flow) != line->key || (foreign && !flow_is_carried(open->flow)))
		return false;
	return offer_to(offers, open, line, ended);
}

bool
offers_text(struct offers *offers, struct bytes text, const struct flow_line *whole)
{
	struct open_flow *open = NULL;
	long long count = offers->count;
	struct bytes rest = text;
	size_t above = 0; /* where that of the next event begins */

	while (rest.len > 0) {
		size_t start = text.len - rest.len;
		const char *newline = memchr(rest.at, '\n', rest.len);
		size_t length = newline == NULL ? rest.len : (size_t)(newline - rest.at);
		struct bytes before = bytes_first(bytes_from(text, above), start - above);
		struct flow_line line = { clean_line(
					      bytes_first(rest, length), true, &offers->scratch),
			whole->raw, whole->number, whole->offset, 0, true, false, whole->log };
		struct start begin;
		enum flow_answer answer = FLOW_OVER;

		if (open != NULL && flow_is_undecided(open->flow))
			flow_decide(open->flow, before, &line);
		if (open != NULL)
			answer = flow_feed(open->flow, &line);
		if (open != NULL && answer == FLOW_OVER) {
			finish(offers, open, false);
			open = NULL;
			above = start;
			before.len = 0;
		}
		if (open == NULL && start_find(line.text, &begin) &&
		    (open = flows_open(offers->flows, &line, &begin)) != NULL) {
			if (bytes_trim(begin.before).len == 0)
				flow_decide(open->flow, before, NULL);
		}
		rest = bytes_from(rest, length + 1);
	}
	if (open != NULL && flow_is_undecided(open->flow))
		flow_decide(open->flow, BYTES(""), NULL);
	if (open != NULL)
		finish(offers, open, false);
	return offers->count > count;
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

bool
offers_is_part(
    struct offers *offers, const struct flow_line *line, struct bytes before, bool *ended)
{
	struct logheader header;
	struct open_flow **found;
	size_t count;

	if (stands_alone(before))
		return false;
	count = flows_find(offers->flows, line, &found);
	for (size_t i = 0; i < count; i++) {
		size_t carrier = flow_carrier(found[i]->flow, line->text);

		if (carrier > 0 && stands_alone(bytes_from(before, carrier)))
			return false;
	}
	return offers_line(offers, line, logheader_read(before, &header), ended);
}

void
offers_write(struct offers *offers, const struct traceback *record, long long end)
{
	size_t start = offers->out.len;

	traceback_write(&offers->out, record);
	if (offers->out.full) {
		offers->out.len = start;
		notices_add(&offers->notices, PYLOG_TOO_LARGE, record->line);
	} else if (record->truncated) {
		notices_add(&offers->notices, PYLOG_CUT, record->line);
	}
	offers->count++;
	offers->consumed = end;
}

bool
offers_any_in_objects(const struct offers *offers)
{
	return flows_any_in_objects(offers->flows);
}

struct flow *
offers_only_flow(const struct offers *offers)
{
	return flows_count(offers->flows) == 1 ? flows_at(offers->flows, 0)->flow : NULL;
}

long long
offers_needed(const struct offers *offers, long long offset)
{
	for (size_t i = 0; i < flows_count(offers->flows); i++) {
		const struct flow *flow = flows_at(offers->flows, i)->flow;

		if (flow_is_undecided(flow) && flow_offset(flow) < offset &&
		    flow_offset(flow) >= offers->window->offset)
			offset = flow_offset(flow);
	}
	return offset;
}

struct notices *
offers_notices(struct offers *offers)
{
	return &offers->notices;
}

bool
offers_end(struct offers *offers)
{
	while (flows_count(offers->flows) > 0 && offers->out.len < PORTION)
		finish(offers, flows_at(offers->flows, 0), false);
	if (flows_count(offers->flows) > 0)
		return false;
	if (offers->lost > 0)
		notices_add(&offers->notices, PYLOG_LOST, offers->lost);
	offers->lost = 0;
	return true;
}

bool
offers_settle(struct offers *offers)
{
	for (size_t i = 0; i < flows_count(offers->flows); i++) {
		if (offers->out.len >= PORTION)
			return false;
		if (flow_is_whole(flows_at(offers->flows, i)->flow))
			finish(offers, flows_at(offers->flows, i--), false);
	}
	return true;
}

bool
offers_is_open(const struct offers *offers)
{
	return flows_count(offers->flows) > 0;
}

struct bytes
offers_take(struct offers *offers)
{
	struct buffer given = offers->given;

	offers->given = offers->out;
	offers->out = given;
	buffer_reset(&offers->out);
	return buffer_bytes(&offers->given);
}

long long
offers_count(const struct offers *offers)
{
	return offers->count;
}
