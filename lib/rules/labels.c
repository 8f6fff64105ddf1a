#include "rules/labels.h"

#include "rules/match.h"

/* Whether the label says anything that is not said yet. */
static bool
is_wanted(const struct rule *label, const struct labels *labels)
{
	for (size_t i = 0; i < SAYS; i++)
		if (label->says[i].len > 0 && labels->says[i].len == 0)
			return true;
	return false;
}

static void
take(struct rulefile *rules, const struct rule *label, struct labels *labels)
{
	for (size_t i = 0; i < SAYS; i++)
		if (labels->says[i].len == 0 && label->says[i].len > 0) {
			labels->says[i] = label->says[i];
			labels->why[i] = (struct reason){ label, rules };
		}
	if (labels->pack.len == 0)
		labels->pack = rules->name;
}

/* Whether it is tried in the first round: labels with `first`, and all of a user's own file without a handler. */
static bool
is_first(const struct rulefile *rules, const struct rule *label)
{
	return label->first || (!rules->pack && rules->handler == NULL);
}

/* The stack as the labels of the first round see it, or as the others do. */
static struct stack
seen_by(const struct rulefile *rules, bool first, const struct stack *stack)
{
	struct stack seen = *stack;

	seen.native = !rulefile_sees_python(rules);
	if (!first && rules->inner < seen.count)
		seen.count = rules->inner;
	return seen;
}

struct stack
labels_see(const struct rulefile *rules, const struct rule *label, const struct stack *stack)
{
	return seen_by(rules, is_first(rules, label), stack);
}

static void
try_labels(struct rulefile *rules, const struct stack *whole, struct labels *labels, bool first)
{
	struct stack stack = seen_by(rules, first, whole);
	struct range range;

	for (struct rule *label = rules->labels; label != NULL; label = label->next)
		if (is_first(rules, label) == first && is_wanted(label, labels) &&
		    match_condition(label->when, &stack, &range, &label->given_up))
			take(rules, label, labels);
}

/* `"in a signal handler"` and `"reading"`: `"in a signal handler: reading"` */
static struct bytes
join(struct bytes outer, struct bytes inner, struct arena *memory)
{
	struct bytes begun = arena_join(memory, bytes_first(outer, outer.len - 1), BYTES(": "));

	return arena_join(memory, begun, bytes_from(inner, 1));
}

/*
 * Labels what a thread does in a signal handler: the second round sees only the handler's frames, since the thread does
 * not go on with what was interrupted. A thread whose state is known already, as that it crashed, keeps that.
 */
static void
try_handler(
    struct rulefile *rules, const struct stack *stack, struct arena *memory, struct labels *labels)
{
	struct rule *handler = rules->handler;
	struct stack seen = seen_by(rules, true, stack);
	struct range range;

	if (handler == NULL || labels->says[SAY_STATE].len > 0 ||
	    !match_condition(handler->when, &seen, &range, &handler->given_up) || !range.any)
		return;
	rules->inner = range.first;
	try_labels(rules, stack, labels, false);
	if (labels->says[SAY_STATE].len > 0)
		labels->says[SAY_STATE] =
		    join(handler->says[SAY_STATE], labels->says[SAY_STATE], memory);
	else
		take(rules, handler, labels);
}

void
labels_find(
    struct rulefile *rules, const struct stack *stack, struct arena *memory, struct labels *labels)
{
	for (struct rulefile *each = rules; each != NULL; each = each->next) {
		if (!each->applies)
			continue;
		each->inner = stack->count;
		try_labels(each, stack, labels, true);
		try_handler(each, stack, memory, labels);
		if (!each->pack && each->inner == stack->count)
			try_labels(each, stack, labels, false);
	}
	for (struct rulefile *each = rules; each != NULL; each = each->next)
		if (each->applies && each->pack && each->inner == stack->count)
			try_labels(each, stack, labels, false);
}
