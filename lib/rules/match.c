#include "rules/match.h"

#include "rules/term.h"

#include <stdint.h>

struct matching {
	const struct stack *stack;
	bool *limited;
	size_t innermost; /* the frame; SIZE_MAX: not looked for yet */
};

static bool
matches_pattern(const struct term *term, struct bytes text, struct matching *in)
{
	enum regex_result result;

	if (text.len == 0) /* not known */
		return false;
	result = regex_match(term->regex, text);
	if (result == REGEX_LIMIT)
		*in->limited = true;
	return result == REGEX_YES;
}

static bool
is_name(struct bytes wanted, const struct stack_frame *frame, bool exactly)
{
	return bytes_equal(wanted, frame->function) ||
	    (!exactly && bytes_equal(wanted, frame->name));
}

/* The whole path, or its last parts: `libc.so.6` is `/lib/libc.so.6`. */
static bool
is_path(struct bytes wanted, struct bytes path)
{
	return bytes_end(path, wanted) &&
	    (path.len == wanted.len || path.at[path.len - wanted.len - 1] == '/');
}

static bool
frame_holds(const struct term *term, size_t i, bool exactly, struct matching *in)
{
	const struct stack_frame *frame = &in->stack->frames[i];

	switch (term->ask) {
	case ASK_FUNCTION:
		return is_name(term->text, frame, exactly);
	case ASK_FUNCTION_MATCHES:
		return matches_pattern(term, frame->function, in) ||
		    (!exactly && matches_pattern(term, frame->name, in));
	case ASK_FUNCTION_CONTAINS:
		return bytes_find(frame->function, term->text) != NULL;
	case ASK_ADDRESS:
		return frame->address == term->address;
	case ASK_SIGNAL_HANDLER:
		return frame->signal_handler;
	case ASK_MODULE:
		return is_path(term->text, frame->module);
	case ASK_MODULE_MATCHES:
		return matches_pattern(term, frame->module, in);
	case ASK_FILE:
		return is_path(term->text, frame->file);
	case ASK_FILE_MATCHES:
		return matches_pattern(term, frame->file, in);
	case ASK_INNERMOST:
		if (in->innermost == SIZE_MAX)
			in->innermost = stack_innermost(in->stack);
		return i == in->innermost;
	default:
		return false;
	}
}

/* Whether the callers of frame i are as asked for; *last becomes the outermost of them. */
static bool
callers_hold(const struct term *term, size_t i, bool exactly, struct matching *in, size_t *last)
{
	size_t end = term->ask == ASK_CALLED_BY ? i + 2 : in->stack->count;

	for (size_t caller = i + 1; caller < end && caller < in->stack->count; caller++) {
		if (!is_name(term->text, &in->stack->frames[caller], exactly))
			continue;
		if (*last < caller)
			*last = caller;
		return true;
	}
	return false;
}

/* No frame further out than this has what `called_under` asks for: found once for a stack. */
static size_t
end_of_callers(const struct condition *condition, const struct stack *stack)
{
	size_t end = stack->count;

	for (const struct term *term = condition->of_callers; term != NULL; term = term->next) {
		size_t i = end;

		while (term->ask == ASK_CALLED_UNDER && i > 0 &&
		    !is_name(term->text, &stack->frames[i - 1], condition->exactly))
			i--;
		if (term->ask == ASK_CALLED_UNDER)
			end = i > 0 ? i - 1 : 0;
	}
	return end;
}

static bool
matches_at(const struct condition *condition, size_t i, struct matching *in, struct range *range)
{
	*range = (struct range){ true, i, i };
	for (const struct term *term = condition->of_frame; term != NULL; term = term->next)
		if (!frame_holds(term, i, condition->exactly, in))
			return false;
	for (const struct term *term = condition->of_callers; term != NULL; term = term->next)
		if (!callers_hold(term, i, condition->exactly, in, &range->last))
			return false;
	return true;
}

static bool
is_exception(struct bytes wanted, struct bytes type)
{
	if (bytes_equal(wanted, type))
		return true;
	return type.len > wanted.len && bytes_end(type, wanted) &&
	    type.at[type.len - wanted.len - 1] == '.';
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
		return is_exception(term->text, stack->exception);
	case ASK_SIGNAL:
		return bytes_equal(term->text, stack->signal);
	default:
		return false;
	}
}

/* Of `not`, `any`, `all`: each of their conditions stands for itself and looks at all frames. */
static bool
conditions_hold(const struct term *term, struct matching *in, size_t from, struct range *range)
{
	for (const struct condition *each = term->conditions; each != NULL; each = each->next) {
		struct range found = { .any = false };
		bool holds = match_condition(each, in->stack, from, &found, in->limited);

		if (holds && term->ask != ASK_NOT && !range->any)
			*range = found;
		if (holds != (term->ask == ASK_ALL))
			return term->ask == ASK_ANY;
	}
	return term->ask != ASK_ANY;
}

bool
match_condition(const struct condition *condition, const struct stack *stack, size_t from,
    struct range *range, bool *limited)
{
	struct matching in = { .stack = stack, .limited = limited, .innermost = SIZE_MAX };
	bool of_frames = condition->of_frame != NULL || condition->of_callers != NULL;
	struct range inner = { .any = false };
	size_t end;

	for (const struct term *term = condition->of_record; term != NULL; term = term->next)
		if (!record_holds(term, &in))
			return false;
	for (const struct term *term = condition->of_conditions; term != NULL; term = term->next)
		if (!conditions_hold(term, &in, from, &inner))
			return false;
	*range = inner;
	if (!of_frames)
		return true;
	end = end_of_callers(condition, stack);
	for (size_t i = from; i < end; i++)
		if (matches_at(condition, i, &in, range))
			return true;
	return false;
}
