#include "rules/condition.h"

#include "base/regex.h"

#include <stdint.h>

/* What can be asked for. */
enum ask {
	/* of one frame */
	ASK_FUNCTION,
	ASK_FUNCTION_MATCHES,
	ASK_FUNCTION_CONTAINS,
	ASK_ADDRESS,
	ASK_SIGNAL_HANDLER,
	ASK_MODULE,
	ASK_MODULE_MATCHES,
	ASK_FILE,
	ASK_FILE_MATCHES,
	ASK_INNERMOST,
	/* of the frames outside it */
	ASK_CALLED_BY,
	ASK_CALLED_UNDER,
	/* of the record */
	ASK_COMM_MATCHES,
	ASK_EXE_MATCHES,
	ASK_EXCEPTION,
	ASK_MESSAGE_MATCHES,
	ASK_SIGNAL,
	/* of other conditions */
	ASK_NOT,
	ASK_ANY,
	ASK_ALL,
	ASK_EXACTLY,
};

enum form { FORM_TEXT, FORM_PATTERN, FORM_ADDRESS, FORM_TRUE, FORM_FLAG, FORM_WHEN, FORM_WHENS };

static const struct {
	const char *name;
	enum ask ask;
	enum form form;
} asks[] = {
	{ "function", ASK_FUNCTION, FORM_TEXT },
	{ "function_matches", ASK_FUNCTION_MATCHES, FORM_PATTERN },
	{ "function_contains", ASK_FUNCTION_CONTAINS, FORM_TEXT },
	{ "called_by", ASK_CALLED_BY, FORM_TEXT },
	{ "called_under", ASK_CALLED_UNDER, FORM_TEXT },
	{ "address", ASK_ADDRESS, FORM_ADDRESS },
	{ "signal_handler", ASK_SIGNAL_HANDLER, FORM_TRUE },
	{ "module", ASK_MODULE, FORM_TEXT },
	{ "module_matches", ASK_MODULE_MATCHES, FORM_PATTERN },
	{ "file", ASK_FILE, FORM_TEXT },
	{ "file_matches", ASK_FILE_MATCHES, FORM_PATTERN },
	{ "innermost", ASK_INNERMOST, FORM_TRUE },
	{ "comm_matches", ASK_COMM_MATCHES, FORM_PATTERN },
	{ "exe_matches", ASK_EXE_MATCHES, FORM_PATTERN },
	{ "exception", ASK_EXCEPTION, FORM_TEXT },
	{ "message_matches", ASK_MESSAGE_MATCHES, FORM_PATTERN },
	{ "signal", ASK_SIGNAL, FORM_TEXT },
	{ "not", ASK_NOT, FORM_WHEN },
	{ "any", ASK_ANY, FORM_WHENS },
	{ "all", ASK_ALL, FORM_WHENS },
	{ "exactly", ASK_EXACTLY, FORM_FLAG },
};

struct term {
	struct term *next;
	enum ask ask;
	struct bytes text;
	struct regex *regex;
	long long address;
	struct condition *conditions; /* of not, any, all */
};

struct condition {
	struct condition *next; /* among those of `any` and `all` */
	struct term *of_frame, *of_callers, *of_record, *of_conditions;
	bool exactly;
};

/* Compiling. */
struct compiling {
	struct arena *memory;
	struct bytes file;
	struct fault *fault;
	int depth;
};

enum { DEPTH_MAX = 50 };

static struct condition *compile(const struct located *value, bool exactly, struct compiling *in);

static bool
compile_pattern(const struct located *value, struct term *term, struct compiling *in)
{
	char reason[120];
	size_t place;

	term->text = read_string(value->value);
	term->regex = regex_compile(term->text, reason, sizeof(reason), &place);
	if (term->regex == NULL)
		return located_fault(
		    value, in->file, in->fault, "pattern: %s at character %zu", reason, place + 1);
	return true;
}

static bool
compile_address(const struct located *value, struct term *term, struct compiling *in)
{
	struct bytes text = read_string(value->value), digits = value->text;

	if (read_kind(value->value) == VALUE_NUMBER && bytes_number(digits, &term->address))
		return true;
	if (bytes_start(text, BYTES("0x")) && bytes_hex(bytes_from(text, 2), &term->address))
		return true;
	return located_fault(
	    value, in->file, in->fault, "an address is a whole number or a text such as \"0x0\"");
}

static bool
compile_conditions(
    const struct located *list, struct term *term, bool exactly, struct compiling *in)
{
	struct condition **last = &term->conditions;
	struct located each = { .value = NULL };

	while (located_next(list, &each)) {
		*last = compile(&each, exactly, in);
		if (*last == NULL)
			return false;
		last = &(*last)->next;
	}
	if (term->conditions == NULL)
		return located_fault(list, in->file, in->fault, "is empty");
	return true;
}

static bool
check_kind(const struct located *value, enum form form, struct compiling *in)
{
	static const struct {
		enum value_kind kind;
		const char *wanted;
	} kinds[] = {
		[FORM_TEXT] = { VALUE_TEXT, "a text" },
		[FORM_PATTERN] = { VALUE_TEXT, "a pattern" },
		[FORM_TRUE] = { VALUE_BOOLEAN, "true" },
		[FORM_FLAG] = { VALUE_BOOLEAN, "true or false" },
		[FORM_WHEN] = { VALUE_OBJECT, "a condition" },
		[FORM_WHENS] = { VALUE_ARRAY, "an array of conditions" },
	};

	if (form == FORM_ADDRESS)
		return true;
	if (read_kind(value->value) != kinds[form].kind)
		return located_fault(
		    value, in->file, in->fault, "has to be %s", kinds[form].wanted);
	if (form == FORM_TRUE && !read_true(value->value))
		return located_fault(value, in->file, in->fault, "has to be true, or left out");
	if ((form == FORM_TEXT || form == FORM_PATTERN) && read_string(value->value).len == 0)
		return located_fault(value, in->file, in->fault, "is empty");
	return true;
}

static bool
compile_term(const struct located *value, enum form form, struct term *term, bool exactly,
    struct compiling *in)
{
	if (!check_kind(value, form, in))
		return false;
	switch (form) {
	case FORM_TEXT:
		term->text = read_string(value->value);
		return true;
	case FORM_PATTERN:
		return compile_pattern(value, term, in);
	case FORM_ADDRESS:
		return compile_address(value, term, in);
	case FORM_WHEN:
		term->conditions = compile(value, exactly, in);
		return term->conditions != NULL;
	case FORM_WHENS:
		return compile_conditions(value, term, exactly, in);
	case FORM_TRUE:
	case FORM_FLAG:
		return true;
	}
	return false;
}

/* The list that a term belongs to, by what it asks for. */
static struct term **
list_of(struct condition *condition, enum ask ask)
{
	if (ask <= ASK_INNERMOST)
		return &condition->of_frame;
	if (ask <= ASK_CALLED_UNDER)
		return &condition->of_callers;
	return ask <= ASK_SIGNAL ? &condition->of_record : &condition->of_conditions;
}

static bool
add_term(struct condition *condition, const struct located *member, struct compiling *in)
{
	struct term **list, *term;

	for (size_t i = 0; i < sizeof(asks) / sizeof(asks[0]); i++) {
		if (!bytes_equal(member->name, bytes_of(asks[i].name)))
			continue;
		if (asks[i].ask == ASK_EXACTLY)
			return check_kind(member, FORM_FLAG, in);
		term = arena_zero(in->memory, sizeof(*term));
		if (term == NULL)
			return located_fault(member, in->file, in->fault, "out of memory");
		term->ask = asks[i].ask;
		/* linked before it is complete, so that what it holds is given back */
		list = list_of(condition, term->ask);
		term->next = *list;
		*list = term;
		return compile_term(member, asks[i].form, term, condition->exactly, in);
	}
	return located_fault(member, in->file, in->fault, "no such condition");
}

static bool
is_empty(const struct condition *condition)
{
	return condition->of_frame == NULL && condition->of_callers == NULL &&
	    condition->of_record == NULL && condition->of_conditions == NULL;
}

static struct condition *
compile(const struct located *value, bool exactly, struct compiling *in)
{
	struct condition *condition = arena_zero(in->memory, sizeof(*condition));
	struct located member = { .value = NULL };

	if (condition == NULL || ++in->depth > DEPTH_MAX) {
		located_fault(value, in->file, in->fault, "conditions are nested too deeply");
		return NULL;
	}
	if (read_kind(value->value) != VALUE_OBJECT || read_first(value->value) == NULL) {
		located_fault(value, in->file, in->fault, "has to be an object with a condition");
		return NULL;
	}
	condition->exactly = exactly || read_flag(value->value, "exactly");
	while (located_next(value, &member)) {
		if (located_repeats(value, &member))
			located_fault(&member, in->file, in->fault, "is given twice");
		if (located_repeats(value, &member) || !add_term(condition, &member, in)) {
			condition_free(condition);
			return NULL;
		}
	}
	in->depth--;
	if (is_empty(condition)) {
		located_fault(value, in->file, in->fault, "has to be an object with a condition");
		return NULL;
	}
	return condition;
}

struct condition *
condition_compile(const struct located *value, bool exactly, struct arena *memory,
    struct bytes file, struct fault *fault)
{
	struct compiling in = { .memory = memory, .file = file, .fault = fault };

	return compile(value, exactly, &in);
}

void
condition_free(struct condition *condition)
{
	for (; condition != NULL; condition = condition->next) {
		struct term *lists[] = { condition->of_frame, condition->of_record,
			condition->of_conditions };

		for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
			for (struct term *term = lists[i]; term != NULL; term = term->next) {
				regex_free(term->regex);
				condition_free(term->conditions);
			}
		}
	}
}

bool
condition_has_range(const struct condition *condition)
{
	if (condition->of_frame != NULL || condition->of_callers != NULL)
		return true;
	for (const struct term *term = condition->of_conditions; term != NULL; term = term->next)
		for (const struct condition *each = term->conditions; each != NULL;
		     each = each->next)
			if (term->ask != ASK_NOT && condition_has_range(each))
				return true;
	return false;
}

/* Matching. */
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
		bool holds = condition_match(each, in->stack, from, &found, in->limited);

		if (holds && term->ask != ASK_NOT && !range->any)
			*range = found;
		if (holds != (term->ask == ASK_ALL))
			return term->ask == ASK_ANY;
	}
	return term->ask != ASK_ANY;
}

bool
condition_match(const struct condition *condition, const struct stack *stack, size_t from,
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
