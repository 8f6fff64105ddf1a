#include "rules/annotate.h"

#include "rules/match.h"

static bool
is_needed(const struct rulefile *rules, const struct stack_frame *frame)
{
	if (!rules->needs_marks[frame->marks[0]] && !rules->needs_marks[frame->marks[1]])
		return false;
	for (size_t i = 0; i < rules->needs_count; i++)
		if (bytes_equal(rules->needs[i], frame->function) ||
		    bytes_equal(rules->needs[i], frame->name))
			return true;
	return false;
}

static bool
exe_matches(struct rulefile *rules, struct bytes exe)
{
	enum regex_result result;

	if (rules->source.given_up >= MATCH_TRIES)
		return false;
	result = regex_match(rules->exe, exe);
	rules->source.given_up += result == REGEX_LIMIT;
	return result == REGEX_YES;
}

static bool
applies(struct rulefile *rules, const struct stack *stack)
{
	if (rules->always)
		return true;
	if (rules->exe != NULL && stack->exe.len > 0)
		return exe_matches(rules, stack->exe);
	for (size_t i = 0; i < stack->count; i++)
		if (is_needed(rules, &stack->frames[i]))
			return true;
	return false;
}

void
annotate_choose(struct rulefile *rules, const struct stack *stack)
{
	for (; rules != NULL; rules = rules->next)
		rules->applies = applies(rules, stack);
}

/* Takes away what the trim says of the range of its match. */
static void
drop_range(struct stack *stack, enum drop drop, struct range range)
{
	switch (drop) {
	case DROP_INNER:
		if (range.first > 0)
			stack_drop(stack, 0, range.first - 1);
		break;
	case DROP_OUTER:
		if (range.last + 1 < stack->count)
			stack_drop(stack, range.last + 1, stack->count - 1);
		break;
	case DROP_FROM:
		stack_drop(stack, range.first, stack->count - 1);
		break;
	case DROP_MATCH:
		stack_drop(stack, range.first, range.last);
		break;
	case DROP_FIRST:
		stack_drop(stack, range.first, range.first);
		break;
	}
}

static void
keep_all(struct stack *stack)
{
	for (size_t i = 0; i < stack->count; i++)
		stack->frames[i].dropped = false;
}

/*
 * Everywhere: of what is inside matches, that of the last one has all; of what is outside, that of
 * the first. Matches themselves are marked one behind the other and taken away at once.
 */
static void
drop_each(struct trim *trim, struct stack *stack)
{
	struct matching matching = match_begin(trim->when, stack, &trim->source.given_up);
	struct range range, last = { .any = false };
	size_t from = 0;

	while (from < stack->count && match_next(&matching, from, &range) && range.any) {
		last = range;
		if (trim->drop == DROP_OUTER || trim->drop == DROP_FROM)
			break;
		from = trim->drop == DROP_MATCH ? range.last + 1 : range.first + 1;
		for (size_t i = range.first; i < from && trim->drop != DROP_INNER; i++)
			stack->frames[i].dropped = true;
	}
	if (matching.over)
		keep_all(stack);
	else if (trim->drop == DROP_MATCH || trim->drop == DROP_FIRST)
		stack_compact(stack);
	else if (last.any)
		drop_range(stack, trim->drop, last);
}

static void
apply_trim(struct trim *trim, struct stack *stack)
{
	struct range range;

	if (trim->each)
		drop_each(trim, stack);
	else if (match_condition(trim->when, stack, &range, &trim->source.given_up) && range.any)
		drop_range(stack, trim->drop, range);
}

void
annotate_trim(struct rulefile *rules, struct stack *stack, struct annotation *annotation)
{
	for (; rules != NULL; rules = rules->next) {
		if (rules->trims == NULL || !rules->applies)
			continue;
		annotation->trims = true;
		for (struct trim *trim = rules->trims; trim != NULL; trim = trim->next)
			apply_trim(trim, stack);
	}
}

/* Whether the label could still add anything. */
static bool
is_wanted(const struct label *label, const struct annotation *annotation)
{
	return (label->role.len > 0 && annotation->role.len == 0) ||
	    (label->state.len > 0 && annotation->state.len == 0) ||
	    (label->issue.len > 0 && annotation->issue.len == 0);
}

static void
take_label(const struct label *label, const struct rulefile *rules, struct annotation *annotation)
{
	if (annotation->role.len == 0)
		annotation->role = label->role;
	if (annotation->state.len == 0)
		annotation->state = label->state;
	if (annotation->issue.len == 0)
		annotation->issue = label->issue;
	if (annotation->pack.len == 0)
		annotation->pack = rules->name;
}

void
annotate_label(struct rulefile *rules, const struct stack *stack, struct annotation *annotation)
{
	struct range range;

	for (; rules != NULL; rules = rules->next) {
		if (rules->labels == NULL || !rules->applies)
			continue;
		for (struct label *label = rules->labels; label != NULL; label = label->next)
			if (is_wanted(label, annotation) &&
			    match_condition(label->when, stack, &range, &label->source.given_up))
				take_label(label, rules, annotation);
	}
}

/* Whether there is something to say of a rule that was not said before. */
static bool
is_news(struct rule_source *source)
{
	unsigned to_say = source->given_up == 0 ? 0 : source->given_up < MATCH_TRIES ? 1 : 2;
	bool news = to_say > source->said;

	source->said = to_say;
	return news;
}

const struct rule_source *
annotate_next_given_up(struct rulefile *rules)
{
	if (is_news(&rules->source))
		return &rules->source;
	if (!rules->applies)
		return NULL;
	for (struct trim *trim = rules->trims; trim != NULL; trim = trim->next)
		if (is_news(&trim->source))
			return &trim->source;
	for (struct label *label = rules->labels; label != NULL; label = label->next)
		if (is_news(&label->source))
			return &label->source;
	return NULL;
}
