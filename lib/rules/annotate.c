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

	if (rules->exe_rule.given_up >= MATCH_TRIES)
		return false;
	result = regex_match(rules->exe, exe);
	rules->exe_rule.given_up += result == REGEX_LIMIT;
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
drop_each(struct rule *trim, struct stack *stack)
{
	struct matching matching = match_begin(trim->when, stack, &trim->given_up);
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
apply_trim(struct rule *trim, struct stack *stack)
{
	struct range range;

	if (trim->each)
		drop_each(trim, stack);
	else if (match_condition(trim->when, stack, &range, &trim->given_up) && range.any)
		drop_range(stack, trim->drop, range);
}

void
annotate_trim(struct rulefile *rules, struct stack *stack, struct annotation *annotation)
{
	for (; rules != NULL; rules = rules->next) {
		if (rules->trims == NULL || !rules->applies)
			continue;
		annotation->trims = true;
		for (struct rule *trim = rules->trims; trim != NULL; trim = trim->next)
			apply_trim(trim, stack);
	}
}

/* Whether the label says anything that is not said yet. */
static bool
is_wanted(const struct rule *label, const struct annotation *annotation)
{
	for (size_t i = 0; i < SAYS; i++)
		if (label->says[i].len > 0 && annotation->says[i].len == 0)
			return true;
	return false;
}

static void
take_label(const struct rule *label, const struct rulefile *rules, struct annotation *annotation)
{
	for (size_t i = 0; i < SAYS; i++)
		if (annotation->says[i].len == 0)
			annotation->says[i] = label->says[i];
	if (annotation->pack.len == 0)
		annotation->pack = rules->name;
}

void
annotate_label(struct rulefile *rules, const struct stack *stack, struct annotation *annotation)
{
	struct range range;

	for (; rules != NULL; rules = rules->next)
		for (struct rule *label = rules->applies ? rules->labels : NULL; label != NULL;
		     label = label->next)
			if (is_wanted(label, annotation) &&
			    match_condition(label->when, stack, &range, &label->given_up))
				take_label(label, rules, annotation);
}

/* The first rule of a list of which there is something to say that was not said before; NULL: none. */
static const struct rule *
next_given_up(struct rule *rule)
{
	for (; rule != NULL; rule = rule->next) {
		unsigned to_say = rule->given_up == 0 ? 0 : rule->given_up < MATCH_TRIES ? 1 : 2;
		bool news = to_say > rule->said;

		rule->said = to_say;
		if (news)
			return rule;
	}
	return NULL;
}

const struct rule *
annotate_next_given_up(struct rulefile *rules)
{
	const struct rule *news = next_given_up(&rules->exe_rule);

	if (news == NULL && rules->applies)
		news = next_given_up(rules->trims);
	if (news == NULL && rules->applies)
		news = next_given_up(rules->labels);
	return news;
}
