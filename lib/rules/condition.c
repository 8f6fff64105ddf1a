#include "rules/condition.h"

#include "rules/term.h"

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

struct compiling {
	struct arena *memory;
	struct bytes file;
	struct fault *fault;
	int depth;
};

enum { DEPTH_MAX = 50 };

static struct condition *compile(const struct value *value, bool exactly, struct compiling *in);

static bool
compile_pattern(const struct value *value, struct term *term, struct compiling *in)
{
	char reason[120];
	size_t place;

	term->text = json_string(value);
	term->regex = regex_compile(term->text, reason, sizeof(reason), &place);
	if (term->regex == NULL)
		return fault_at(
		    value, in->file, in->fault, "pattern: %s at character %zu", reason, place + 1);
	return true;
}

static bool
compile_address(const struct value *value, struct term *term, struct compiling *in)
{
	struct bytes text = json_string(value), digits = json_written(value);

	if (json_kind(value) == JSON_NUMBER && bytes_number(digits, &term->address))
		return true;
	if (bytes_start(text, BYTES("0x")) && bytes_hex(bytes_from(text, 2), &term->address))
		return true;
	return fault_at(
	    value, in->file, in->fault, "an address is a whole number or a text such as \"0x0\"");
}

static bool
compile_conditions(const struct value *list, struct term *term, bool exactly, struct compiling *in)
{
	struct condition **last = &term->conditions;

	for (const struct value *each = json_first(list); each != NULL; each = json_next(each)) {
		*last = compile(each, exactly, in);
		if (*last == NULL)
			return false;
		last = &(*last)->next;
	}
	if (term->conditions == NULL)
		return fault_at(list, in->file, in->fault, "is empty");
	return true;
}

static bool
check_kind(const struct value *value, enum form form, struct compiling *in)
{
	static const struct {
		enum json_kind kind;
		const char *wanted;
	} kinds[] = {
		[FORM_TEXT] = { JSON_TEXT, "a text" },
		[FORM_PATTERN] = { JSON_TEXT, "a pattern" },
		[FORM_TRUE] = { JSON_BOOLEAN, "true" },
		[FORM_FLAG] = { JSON_BOOLEAN, "true or false" },
		[FORM_WHEN] = { JSON_OBJECT, "a condition" },
		[FORM_WHENS] = { JSON_ARRAY, "an array of conditions" },
	};

	if (form == FORM_ADDRESS)
		return true;
	if (json_kind(value) != kinds[form].kind)
		return fault_at(value, in->file, in->fault, "has to be %s", kinds[form].wanted);
	if (form == FORM_TRUE && !json_true(value))
		return fault_at(value, in->file, in->fault, "has to be true, or left out");
	if ((form == FORM_TEXT || form == FORM_PATTERN) && json_string(value).len == 0)
		return fault_at(value, in->file, in->fault, "is empty");
	return true;
}

static bool
compile_term(const struct value *value, enum form form, struct term *term, bool exactly,
    struct compiling *in)
{
	if (!check_kind(value, form, in))
		return false;
	switch (form) {
	case FORM_TEXT:
		term->text = json_string(value);
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
add_term(struct condition *condition, const struct value *member, struct compiling *in)
{
	struct term **list, *term;

	for (size_t i = 0; i < sizeof(asks) / sizeof(asks[0]); i++) {
		if (!bytes_equal(json_name(member), bytes_of(asks[i].name)))
			continue;
		if (asks[i].ask == ASK_EXACTLY)
			return check_kind(member, FORM_FLAG, in);
		term = arena_zero(in->memory, sizeof(*term));
		if (term == NULL)
			return fault_at(member, in->file, in->fault, "out of memory");
		term->ask = asks[i].ask;
		/* linked before it is complete, so that what it holds is given back */
		list = list_of(condition, term->ask);
		term->next = *list;
		*list = term;
		return compile_term(member, asks[i].form, term, condition->exactly, in);
	}
	return fault_at(member, in->file, in->fault, "no such condition");
}

static bool
is_empty(const struct condition *condition)
{
	return condition->of_frame == NULL && condition->of_callers == NULL &&
	    condition->of_record == NULL && condition->of_conditions == NULL;
}

static struct condition *
compile(const struct value *value, bool exactly, struct compiling *in)
{
	struct condition *condition = arena_zero(in->memory, sizeof(*condition));

	if (condition == NULL || ++in->depth > DEPTH_MAX) {
		fault_at(value, in->file, in->fault, "conditions are nested too deeply");
		return NULL;
	}
	if (json_kind(value) != JSON_OBJECT || json_first(value) == NULL) {
		fault_at(value, in->file, in->fault, "has to be an object with a condition");
		return NULL;
	}
	condition->exactly = exactly || json_flag(value, "exactly");
	for (const struct value *member = json_first(value); member != NULL;
	     member = json_next(member)) {
		if (fault_is_repeated(value, member))
			fault_at(member, in->file, in->fault, "is given twice");
		if (fault_is_repeated(value, member) || !add_term(condition, member, in)) {
			condition_free(condition);
			return NULL;
		}
	}
	in->depth--;
	if (is_empty(condition)) {
		fault_at(value, in->file, in->fault, "has to be an object with a condition");
		return NULL;
	}
	return condition;
}

struct condition *
condition_compile(const struct value *value, bool exactly, struct arena *memory, struct bytes file,
    struct fault *fault)
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
