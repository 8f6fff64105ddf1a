#include "pylog/decision.h"

/* The text above the event: at most ABOVE_BYTES, and not of the event before. None for an event inside of a line. */
static struct bytes
text_above(const struct offers *offers, const struct flow *flow)
{
	const struct window *window = offers->flows.window;
	long long offset = flow->first.offset;
	size_t place = (size_t)(offset - window->offset), start = 0;
	struct bytes above = bytes_first(window->text, place);

	if (flow->first.embedded || offset < window->offset)
		return BYTES_NONE;
	if (place > ABOVE_BYTES + 1)
		start = place - ABOVE_BYTES - 1;
	if (offers->consumed <= window->offset + (long long)start)
		return bytes_from(above, start);
	/* what ends the last line of the event before is not of the text */
	above = bytes_from(above, (size_t)(offers->consumed - window->offset));
	if (window->line_end != '\n')
		return above;
	while (bytes_take(&above, BYTES("\r")))
		continue;
	bytes_take(&above, BYTES("\n"));
	return above;
}

bool
decision_tell_binary(struct offers *offers)
{
	const struct looks *looks;

	if (offers->count > offers->before || !survey_is_binary(&offers->survey, &looks))
		return false;
	notes_add(&offers->notes, PYLOG_BINARY, 0, looks);
	return true;
}

void
decision_tell(struct offers *offers, bool ended)
{
	const struct survey *survey = &offers->survey;
	bool none = ended && offers->count == offers->before;

	for (; offers->told < survey->other_count; offers->told++) {
		const struct survey_other *other = &survey->others[offers->told];
		bool foreign = none && survey_is_foreign(survey, other);

		notes_add(&offers->notes, foreign ? PYLOG_FOREIGN : PYLOG_OTHER, other->line,
		    other->looks);
		none = none && !foreign;
	}
	if (!offers->told_order && survey_is_newest_first(survey)) {
		notes_add(&offers->notes, PYLOG_NEWEST_FIRST, 1, NULL);
		offers->told_order = true;
	}
}

/* Surveys the log up to the event, whose header is in that line. */
static void
look_outside(struct offers *offers, struct flow *flow, struct bytes above, long long number)
{
	struct survey *survey = &offers->survey;
	const struct window *window = offers->flows.window;
	char line_end = window->line_end;

	survey_read(survey, flow->first.offset, offers->consumed, line_end);
	if (above.len > ABOVE_BYTES)
		above = bytes_from(above, bytes_index(above, line_end) + 1);
	survey_above(
	    survey, above, window->offset + (above.at - window->text.at), number, line_end);
	if (outside_is_bare(&survey->outside))
		flow_set_outside(flow, &survey->outside);
	decision_tell(offers, false);
}

void
decision_make(struct offers *offers, struct open_flow *open, const struct flow_line *next)
{
	struct bytes above = text_above(offers, &open->flow);
	long long number = open->flow.first.number;

	flow_decide(&open->flow, above, next);
	flows_place(&offers->flows, open);
	if (flow_needs_heads(&open->flow))
		look_outside(offers, &open->flow, above, number);
}
