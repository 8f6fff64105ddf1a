#include "pylog/offers.h"

#include "pylog/carrier/clean.h"
#include "pylog/decision.h"
#include "pylog/heads/logheader.h"
#include "pylog/outcome.h"
#include "pylog/traceback/grammar.h"
#include "pylog/window/needles.h"

#include <limits.h>

/* bytes of records: then they have to be taken before more events end */
enum { PORTION = 1024 * 1024 };

void
offers_init(struct offers *offers, const struct pylog_options *options, const struct window *window)
{
	offers->flows.options = options;
	offers->flows.window = window;
}

void
offers_free(struct offers *offers)
{
	flows_free(&offers->flows);
	buffer_free(&offers->records);
	buffer_free(&offers->scratch);
	notes_free(&offers->notes);
	survey_free(&offers->survey);
}

void
offers_begin(struct offers *offers, struct bytes file)
{
	offers->file = file;
	offers->before = offers->count;
	offers->consumed = 0;
	offers->told = 0;
	offers->told_order = false;
	survey_begin(&offers->survey);
	flows_forget_last(&offers->flows);
}

/* Whether the event that begins at that place is of the part of the log that is wanted. */
static bool
is_wanted(const struct offers *offers, long long offset)
{
	const struct pylog_part *part = offers->flows.options->part;

	return part == NULL || (offset >= part->from && offset < part->to);
}

/* The same; if it is not, what was written since `start` is dropped. */
static bool
keep(struct offers *offers, long long offset, size_t start)
{
	bool kept = is_wanted(offers, offset);

	if (!kept)
		offers->records.len = start;
	return kept;
}

/* Ends a flow's event; `cut`: before its end. */
static enum outcome
finish(struct offers *offers, struct open_flow *open, bool cut)
{
	struct flow *flow = &open->flow;
	const struct open_flow *last = offers->flows.last;
	size_t start = offers->records.len;
	enum outcome outcome;
	bool kept;

	if (flow->undecided)
		decision_make(offers, open, NULL);
	if (offers->flows.options->original && last != NULL)
		flow_inherit_time(flow, &last->flow);
	flow_end(flow);
	outcome = outcome_write(flow, offers->file, cut, &offers->records);
	kept = keep(offers, flow->first.offset, start);
	if (!kept && outcome == OUTCOME_TOO_LARGE)
		offers->records.full = false;
	else if (outcome == OUTCOME_TOO_LARGE)
		notes_add(&offers->notes, PYLOG_TOO_LARGE, flow->first.number, NULL);
	else if (kept && outcome == OUTCOME_RECORD && flow_is_cut(flow))
		notes_add(&offers->notes, PYLOG_CUT, flow->first.number, NULL);
	if (outcome == OUTCOME_RECORD || outcome == OUTCOME_TOO_LARGE) {
		offers->count += kept;
		if (!flow_is_carried(flow) && flow->last.end > offers->consumed)
			offers->consumed = flow->last.end;
	}
	flows_close(&offers->flows, open);
	return outcome;
}

/* Writes a record without frames of a fatal error, if no thread of its dump was the one that failed. */
static void
write_unnamed(struct offers *offers)
{
	struct open_flow *last = offers->flows.last;
	size_t start = offers->records.len;

	if (last == NULL || !outcome_is_unnamed(&last->flow))
		return;
	if (outcome_write_fatal(&last->flow, offers->file, &offers->records) == OUTCOME_RECORD)
		offers->count += keep(offers, last->flow.first.offset, start);
	flows_forget_last(&offers->flows);
}

void
offers_end_silent(struct offers *offers, long long offset)
{
	struct open_flow *open;

	while ((open = flows_silent(&offers->flows, offset)) != NULL) {
		bool cut = is_wanted(offers, open->flow.first.offset) &&
		    heading_is_exception(open->flow.heading.style) && !flow_is_whole(&open->flow);
		long long number = open->flow.first.number;
		enum outcome outcome = finish(offers, open, cut);

		if (cut && outcome == OUTCOME_RECORD)
			notes_add(&offers->notes, PYLOG_SILENT, number, NULL);
	}
}

/* Ends events where there are too many, or they hold too much. */
static void
end_excess(struct offers *offers, long long offset)
{
	struct open_flow *open;

	while ((open = flows_excess(&offers->flows, offset)) != NULL) {
		bool cut = is_wanted(offers, open->flow.first.offset) &&
		    !flow_is_done(&open->flow, offset);

		if (finish(offers, open, cut) != OUTCOME_NOTHING && cut)
			offers->lost++;
	}
}

/* What begins straight behind an event may have no needle: `Call stack:`, `Thread 7 (idle): "main"`. */
static bool
may_open(struct bytes text, bool ended)
{
	return needles_find(text) != NULL || bytes_find(text, BYTES(PYDUMP_VERSION)) != NULL ||
	    (ended &&
		(bytes_find(text, BYTES("tack")) != NULL ||
		    bytes_find(text, BYTES("hread ")) != NULL));
}

void
offers_open(struct offers *offers, const struct flow_line *line, bool ended)
{
	const struct open_flow *before = offers->flows.last;
	struct heading heading;
	struct open_flow *open;

	if (!may_open(line->text, ended) || !heading_find_any(line->text, &heading))
		return;
	if (heading.style == HEADING_FATAL && offers->flows.options->original)
		return;
	/* the rest of an event that was ended for want of room is no reason to end another */
	if (heading.style == HEADING_FRAME && offers->flows.count == FLOWS_MAX)
		return;
	open = flows_open(&offers->flows, line, &heading);
	if (open == NULL)
		return;
	if (before != NULL &&
	    (!flow_inherit(&open->flow, &before->flow) || heading.style != HEADING_DUMP))
		write_unnamed(offers);
	/* nothing but blanks before it: it is decided at once */
	if (carrying_is_blank(heading.before) && carrying_is_blank(heading.rest))
		decision_make(offers, open, NULL);
	end_excess(offers, line->offset);
}

/* Gives a frame without a prefix to the nearest header above that has no line yet, even past lines of others. */
static bool
give_frame(struct offers *offers, const struct flow_line *line)
{
	struct traceback_frame frame;

	if (!grammar_read_frame(line->text, &frame))
		return false;
	for (size_t i = offers->flows.count; i-- > 0;) {
		struct open_flow *open = offers->flows.open[i];

		if (open->flow.key != line->key || !open->flow.undecided)
			continue;
		decision_make(offers, open, NULL);
		return flow_feed(&open->flow, line) == LINE_TAKEN;
	}
	return false;
}

/* Offers the line to one flow; false: it did not take it. *ended: its event ended before the line. */
static bool
offer_to(struct offers *offers, struct open_flow *open, const struct flow_line *line, bool *ended)
{
	enum line_answer answer = flow_feed(&open->flow, line);

	if (answer == LINE_OVER) {
		finish(offers, open, false);
		*ended = true;
	}
	return answer == LINE_TAKEN || answer == LINE_HELD;
}

/* Gives source without a prefix to the flow of the line straight above, where each frame is a message (celery_mixed). */
static bool
give_source(struct offers *offers, const struct flow_line *line)
{
	struct traceback_frame frame;
	struct open_flow *above;

	if (line->key != 0 || bytes_indent(line->text) == 0 ||
	    grammar_read_frame(line->text, &frame))
		return false;
	above = flows_above(&offers->flows, line->number);
	return above != NULL && flow_feed_bare(&above->flow, line) != LINE_OTHER;
}

/* Offers the line to several flows: those with a prefix are asked first. */
static bool
offer_to_many(struct offers *offers, const struct flow_line *line, bool foreign, bool *ended)
{
	struct open_flow **found = offers->flows.found;
	size_t count;

	if (give_source(offers, line))
		return true;
	count = flows_find(&offers->flows, line);
	for (int carried = 1; carried >= 0; carried--) {
		for (size_t i = 0; i < count; i++) {
			struct open_flow *open = found[i];
			bool over = false;

			if (open == NULL || open->flow.key != line->key)
				continue;
			if (carried == 1 && open->flow.undecided)
				decision_make(offers, open, line);
			if (flow_is_carried(&open->flow) != (carried == 1))
				continue;
			if (carried == 0 && (foreign || flows_is_foreign(&offers->flows, line)))
				return false;
			if (offer_to(offers, open, line, &over)) {
				flows_weigh(&offers->flows, open);
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
	struct open_flow *open = offers->flows.open[0];

	if (offers->flows.count == 0)
		return false;
	if (offers->flows.count > 1 || open->flow.undecided)
		return offer_to_many(offers, line, foreign, ended);
	/* mostly there is one: it need not be searched for */
	if (open->flow.key != line->key || (foreign && !flow_is_carried(&open->flow)))
		return false;
	if (offer_to(offers, open, line, ended))
		return true;
	return !*ended && flow_feed_bare(&open->flow, line) != LINE_OTHER;
}

bool
offers_text(struct offers *offers, struct bytes text, const struct flow_line *whole)
{
	struct open_flow *open = NULL;
	bool any = false;
	struct bytes rest = text, part, before = BYTES_NONE;
	size_t above = 0; /* where the text above the next event begins */

	while (bytes_next(&rest, '\n', &part)) {
		struct flow_line line = { clean_line(part, true, &offers->scratch), whole->raw,
			whole->number, whole->offset, 0, true, false, whole->log };
		struct heading heading;

		if (open != NULL && open->flow.undecided)
			flow_decide(&open->flow, before, &line);
		if (open != NULL && flow_feed(&open->flow, &line) == LINE_OVER) {
			any = finish(offers, open, false) != OUTCOME_NOTHING || any;
			open = NULL;
			above = (size_t)(part.at - text.at);
		}
		if (open != NULL || !heading_find_any(line.text, &heading))
			continue;
		before = bytes_from(bytes_until(text, part.at), above);
		open = flows_open(&offers->flows, &line, &heading);
		if (open != NULL && carrying_is_blank(heading.before))
			flow_decide(&open->flow, before, NULL);
	}
	if (open != NULL)
		any = finish(offers, open, false) != OUTCOME_NOTHING || any;
	return any;
}

/* Whether nothing but quotes and the head of a log message stands before a text in its line. */
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
	size_t count;

	if (stands_alone(before))
		return false;
	count = flows_find(&offers->flows, line);
	for (size_t i = 0; i < count; i++) {
		const struct flow *flow = &offers->flows.found[i]->flow;
		size_t carrier;

		if (!flow->undecided && flow_is_carried(flow) &&
		    prefix_hold(&flow->carrying.prefix, line->text, &carrier) == PREFIX_SAME &&
		    stands_alone(bytes_from(before, carrier)))
			return false;
	}
	return offers_line(offers, line, logheader_read(before, &header), ended);
}

void
offers_write(
    struct offers *offers, const struct flow_line *line, const struct raised *raised, bool cut)
{
	size_t start = offers->records.len;
	struct traceback record = { .raised = raised,
		.log = *line->log,
		.truncated = cut,
		.file = offers->file,
		.line = offers->flows.options->unnumbered ? -1 : line->number,
		.lines = 1,
		.offset = line->offset,
		.raw = offers->flows.options->raw ? line->raw : BYTES_NONE };

	traceback_write(&offers->records, &record);
	if (!keep(offers, line->offset, start)) {
		offers->records.full = false;
	} else if (offers->records.full) {
		offers->records.len = start;
		notes_add(&offers->notes, PYLOG_TOO_LARGE, line->number, NULL);
	} else if (cut) {
		notes_add(&offers->notes, PYLOG_CUT, line->number, NULL);
	}
	offers->count += is_wanted(offers, line->offset);
	offers->consumed = line->offset + (long long)line->raw.len;
}

long long
offers_needed(const struct offers *offers, long long offset)
{
	for (size_t i = 0; i < offers->flows.count; i++) {
		const struct flow *flow = &offers->flows.open[i]->flow;

		if (flow->undecided && flow->first.offset < offset &&
		    flow->first.offset >= offers->flows.window->offset)
			offset = flow->first.offset;
	}
	return offset;
}

void
offers_end_object(struct offers *offers, long long offset)
{
	for (size_t i = 0; i < offers->flows.count;) {
		const struct flow *flow = &offers->flows.open[i]->flow;

		if (flow->key != 0 && flow->first.offset == offset)
			finish(offers, offers->flows.open[i], false);
		else
			i++;
	}
}

void
offers_forget(struct offers *offers)
{
	while (offers->flows.count > 0)
		flows_close(&offers->flows, offers->flows.open[0]);
	flows_forget_last(&offers->flows);
}

bool
offers_end(struct offers *offers)
{
	while (offers->flows.count > 0 && offers->records.len < PORTION)
		finish(offers, offers->flows.open[0], false);
	if (offers->flows.count > 0)
		return false;
	write_unnamed(offers);
	survey_read(&offers->survey, LLONG_MAX, offers->consumed, offers->flows.window->line_end);
	if (!decision_tell_binary(offers))
		decision_tell(offers, true);
	if (offers->lost > 0)
		notes_add(&offers->notes, PYLOG_LOST, offers->lost, NULL);
	offers->lost = 0;
	return true;
}

unsigned long long
offers_bare(const struct offers *offers, bool *whole)
{
	for (size_t i = 0; i < offers->flows.count; i++) {
		const struct open_flow *open = offers->flows.open[i];

		*whole = flow_is_whole(&open->flow);
		if (flow_is_bare(&open->flow))
			return open->number;
	}
	return 0;
}

bool
offers_settle(struct offers *offers, bool bare)
{
	for (size_t i = 0; i < offers->flows.count;) {
		const struct flow *flow = &offers->flows.open[i]->flow;

		if (offers->records.len >= PORTION)
			return false;
		if (flow_is_whole(flow) && (!bare || flow_is_bare(flow)))
			finish(offers, offers->flows.open[i], false);
		else
			i++;
	}
	return true;
}
