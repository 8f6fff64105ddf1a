#include "rules/match.h"

#include "record/names.h"

#include <stdint.h>

static bool
matches_pattern(const struct term *term, struct bytes text, struct matching *in)
{
	enum regex_result result;

	if (in->over || text.len == 0)
		return false;
	result = regex_match(term->regex, text);
	if (result == REGEX_LIMIT) {
		in->over = true;
		(*in->given_up)++;
	}
	return result == REGEX_YES;
}

static bool
is_name(struct bytes wanted, const struct stack_frame *frame, bool exactly)
{
	return bytes_equal(wanted, frame->function) ||
	    (!exactly && bytes_equal(wanted, frame->name));
}

/*
 * Whether `wanted` is the whole, or its last part behind that character: `libc.so.6` matches `/lib/libc.so.6`, and
 * `Timeout` matches `requests.exceptions.Timeout`.
 */
static bool
is_tail(struct bytes wanted, struct bytes whole, char before)
{
	return bytes_end(whole, wanted) &&
	    (whole.len == wanted.len || whole.at[whole.len - wanted.len - 1] == before);
}

static bool
is_innermost(struct matching *in, const struct stack_frame *frame)
{
	if (in->innermost == SIZE_MAX)
		in->innermost = stack_innermost(in->stack);
	return frame == &in->stack->frames[in->innermost];
}

static bool
frame_holds(
    const struct term *term, const struct stack_frame *frame, bool exactly, struct matching *in)
{
	switch (term->ask) {
	case ASK_FUNCTION:
		return is_name(term->text, frame, exactly);
	case ASK_FUNCTION_MATCHES:
		return matches_pattern(term, frame->function, in) ||
		    (!exactly && matches_pattern(term, frame->name, in));
	case ASK_FUNCTION_CONTAINS:
		return bytes_find(frame->function, term->text) != NULL;
	case ASK_ADDRESS:
		return stack_address(frame) == term->address;
	case ASK_SIGNAL_HANDLER:
		return json_flag(frame->value, NAME_SIGNAL_HANDLER);
	case ASK_MODULE:
		return is_tail(term->text, json_text(frame->value, NAME_MODULE), '/');
	case ASK_MODULE_MATCHES:
		return matches_pattern(term, json_text(frame->value, NAME_MODULE), in);
	case ASK_FILE:
		return is_tail(term->text, json_text(frame->value, NAME_FILE), '/');
	case ASK_FILE_MATCHES:
		return matches_pattern(term, json_text(frame->value, NAME_FILE), in);
	case ASK_INNERMOST:
		return is_innermost(in, frame);
	case ASK_FRAME0:
		return frame == in->stack->frames;
	case ASK_INNERMOST_PYTHON:
		return stack_is_innermost_python(in->stack, frame);
	default:
		return false;
	}
}

/* Whether a rule sees the frame: those about C see no functions of Python, which may have names of C functions. */
static bool
is_seen(const struct stack *stack, size_t i)
{
	return !stack->native || !stack->frames[i].python;
}

/* The first caller of frame i with that name, no further out than `last`; `count`: there is none. */
static size_t
find_caller(const struct term *term, size_t i, size_t last, bool exactly, const struct stack *stack)
{
	for (size_t caller = i + 1; caller <= last && caller < stack->count; caller++)
		if (is_seen(stack, caller) && is_name(term->text, &stack->frames[caller], exactly))
			return caller;
	return stack->count;
}

/*
 * Whether the callers of frame i are as the term asks; *last becomes the outermost caller of all terms so far. With
 * called_under, a caller that was found for one frame serves all frames between the two.
 */
static bool
callers_hold(struct term *term, size_t i, bool exactly, struct matching *in, size_t *last)
{
	if (term->ask == ASK_CALLED_BY)
		term->caller = find_caller(term, i, i + 1, exactly, in->stack);
	else if (term->caller <= i)
		term->caller = find_caller(term, i, SIZE_MAX, exactly, in->stack);
	if (term->caller >= in->stack->count)
		return false;
	if (*last < term->caller)
		*last = term->caller;
	return true;
}

static bool
matches_at(const struct condition *condition, size_t i, struct matching *in, struct range *range)
{
	*range = (struct range){ true, i, i };
	if (!is_seen(in->stack, i))
		return false;
	for (struct term *term = condition->terms[OF_CALLERS]; term != NULL; term = term->next)
		if (!callers_hold(term, i, condition->exactly, in, &range->last))
			return false;
	for (const struct term *term = condition->terms[OF_FRAME]; term != NULL; term = term->next)
		if (!frame_holds(term, &in->stack->frames[i], condition->exactly, in))
			return false;
	return true;
}

/* Finds the first frame from `from` on for which the condition holds: the last one found, if `from` is not past it. */
static bool
frames_hold(struct condition *condition, struct matching *in, size_t from)
{
	struct findings *findings = &condition->findings;

	if (findings->of_frames && (!findings->range.any || from <= findings->range.first))
		return findings->range.any;
	findings->of_frames = true;
	for (size_t i = from; i < in->stack->count; i++)
		if (matches_at(condition, i, in, &findings->range))
			return true;
	findings->range.any = false;
	return false;
}

static bool
record_holds(const struct term *term, struct matching *in)
{
	const struct stack *stack = in->stack;

	switch (term->ask) {
	case ASK_COMM_MATCHES:
		return matches_pattern(term, stack->comm, in);
	case ASK_EXE_MATCHES:
		return matches_pattern(term, stack->exe, in);
	case ASK_MESSAGE_MATCHES:
		return matches_pattern(term, stack->message, in);
	case ASK_EXCEPTION:
		return is_tail(term->text, stack->exception, '.');
	case ASK_SIGNAL:
		return bytes_equal(term->text, stack->signal);
	case ASK_KERNEL_STATE:
		return bytes_equal(term->text, stack->kernel_state);
	case ASK_SYSCALL:
		return bytes_equal(term->text, stack->syscall);
	case ASK_TITLE_MATCHES:
		return matches_pattern(term, stack->title, in);
	case ASK_MAIN:
		return term->wanted ? stack->main : stack->other;
	case ASK_REASON_MATCHES:
		return matches_pattern(term, stack->reason, in);
	case ASK_WAITS_FOR_ITSELF:
		return stack->waits_for_itself;
	case ASK_GIL:
		return stack->gil;
	case ASK_WAITS_FOR:
		return bytes_equal(term->text, stack->waits_for);
	default:
		return false;
	}
}

static bool
all_of_record_holds(struct condition *condition, struct matching *in)
{
	struct findings *findings = &condition->findings;

	if (findings->of_record)
		return findings->record_holds;
	findings->of_record = findings->record_holds = true;
	for (const struct term *term = condition->terms[OF_RECORD]; term != NULL; term = term->next)
		findings->record_holds = findings->record_holds && record_holds(term, in);
	return findings->record_holds;
}

static bool holds(
    struct condition *condition, struct matching *in, size_t from, struct range *range);

/* Whether a term `not`, `any` or `all` holds: each of its conditions looks at all frames by itself. */
static bool
conditions_hold(const struct term *term, struct matching *in, size_t from, struct range *range)
{
	for (struct condition *each = term->conditions; each != NULL; each = each->next) {
		struct range found;
		bool held = holds(each, in, from, &found);

		if (held && term->ask != ASK_NOT && !range->any)
			*range = found;
		if (held != (term->ask == ASK_ALL))
			return term->ask == ASK_ANY;
	}
	return term->ask != ASK_ANY;
}

static bool
holds(struct condition *condition, struct matching *in, size_t from, struct range *range)
{
	*range = (struct range){ .any = false };
	if (!all_of_record_holds(condition, in))
		return false;
	for (const struct term *term = condition->terms[OF_CONDITIONS]; term != NULL;
	     term = term->next)
		if (!conditions_hold(term, in, from, range))
			return false;
	if (condition->terms[OF_FRAME] == NULL && condition->terms[OF_CALLERS] == NULL)
		return true;
	if (!frames_hold(condition, in, from))
		return false;
	*range = condition->findings.range;
	return true;
}

static void
forget(struct condition *condition)
{
	condition->findings = (struct findings){ .of_record = false };
	for (struct term *term = condition->terms[OF_CALLERS]; term != NULL; term = term->next)
		term->caller = 0;
	for (struct term *term = condition->terms[OF_CONDITIONS]; term != NULL; term = term->next)
		for (struct condition *each = term->conditions; each != NULL; each = each->next)
			forget(each);
}

struct matching
match_begin(struct condition *condition, const struct stack *stack, unsigned *given_up)
{
	forget(condition);
	return (struct matching){ condition, stack, given_up, *given_up >= MATCH_TRIES, SIZE_MAX };
}

bool
match_next(struct matching *matching, size_t from, struct range *range)
{
	return !matching->over && holds(matching->condition, matching, from, range) &&
	    !matching->over;
}

bool
match_condition(
    struct condition *condition, const struct stack *stack, struct range *range, unsigned *given_up)
{
	struct matching matching = match_begin(condition, stack, given_up);

	return match_next(&matching, 0, range);
}
