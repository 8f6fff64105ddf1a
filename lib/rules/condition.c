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
	struct document *document;
	struct arena *memory;
	int depth;
};

enum { DEPTH_MAX = 50 };

static struct condition *compile(const cJSON *value, bool exactly, struct compiling *in);

static bool
compile_pattern(const cJSON *value, struct term *term, struct compiling *in)
{
	char reason[120];
	size_t place;

	term->text = document_text(value);
	term->regex = regex_compile(term->text, reason, sizeof(reason), &place);
	if (term->regex == NULL)
		return document_fail(
		    in->document, value, "pattern: %s at character %zu", reason, place + 1);
	return true;
}

static bool
compile_address(const cJSON *value, struct term *term, struct compiling *in)
{
	struct bytes text = document_text(value), digits = document_written(in->document, value);

	if (cJSON_IsNumber(value) && bytes_number(digits, &term->address))
		return true;
	if (bytes_start(text, BYTES("0x")) && bytes_hex(bytes_from(text, 2), &term->address))
		return true;
	return document_fail(
	    in->document, value, "an address is a whole number or a text such as \"0x0\"");
}

static bool
compile_conditions(const cJSON *list, struct term *term, bool exactly, struct compiling *in)
{
	struct condition **last = &term->conditions;

	for (const cJSON *each = list->child; each != NULL; each = each->next) {
		*last = compile(each, exactly, in);
		if (*last == NULL)
			return false;
		last = &(*last)->next;
	}
	if (term->conditions == NULL)
		return document_fail(in->document, list, "is empty");
	return true;
}

static bool
check_kind(const cJSON *value, enum form form, struct compiling *in)
{
	static const struct {
		int type;
		const char *wanted;
	} kinds[] = {
		[FORM_TEXT] = { cJSON_String, "a text" },
		[FORM_PATTERN] = { cJSON_String, "a pattern" },
		[FORM_TRUE] = { cJSON_False | cJSON_True, "true" },
		[FORM_FLAG] = { cJSON_False | cJSON_True, "true or false" },
		[FORM_WHEN] = { cJSON_Object, "a condition" },
		[FORM_WHENS] = { cJSON_Array, "an array of conditions" },
	};

	if (form == FORM_ADDRESS)
		return true;
	if ((value->type & kinds[form].type) == 0)
		return document_fail(in->document, value, "has to be %s", kinds[form].wanted);
	if (form == FORM_TRUE && !cJSON_IsTrue(value))
		return document_fail(in->document, value, "has to be true, or left out");
	if ((form == FORM_TEXT || form == FORM_PATTERN) && document_text(value).len == 0)
		return document_fail(in->document, value, "is empty");
	return true;
}

static bool
compile_term(
    const cJSON *value, enum form form, struct term *term, bool exactly, struct compiling *in)
{
	if (!check_kind(value, form, in))
		return false;
	switch (form) {
	case FORM_TEXT:
		term->text = document_text(value);
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
add_term(struct condition *condition, const cJSON *value, const cJSON *member, struct compiling *in)
{
	struct term **list, *term;

	for (size_t i = 0; i < COUNT_OF(asks); i++) {
		if (strcmp(member->string, asks[i].name) != 0)
			continue;
		if (asks[i].ask == ASK_EXACTLY)
			return check_kind(member, FORM_FLAG, in);
		term = arena_zero(in->memory, sizeof(*term));
		if (term == NULL)
			return document_fail(in->document, member, "out of memory");
		term->ask = asks[i].ask;
		/* linked before it is complete, so that what it holds is given back */
		list = list_of(condition, term->ask);
		term->next = *list;
		*list = term;
		return compile_term(member, asks[i].form, term, condition->exactly, in);
	}
	return document_unknown(in->document, value, member, "condition", &asks[0].name,
	    sizeof(asks[0]), COUNT_OF(asks));
}

static bool
is_empty(const struct condition *condition)
{
	return condition->of_frame == NULL && condition->of_callers == NULL &&
	    condition->of_record == NULL && condition->of_conditions == NULL;
}

static struct condition *
compile(const cJSON *value, bool exactly, struct compiling *in)
{
	struct condition *condition = arena_zero(in->memory, sizeof(*condition));

	if (condition == NULL || ++in->depth > DEPTH_MAX) {
		document_fail(in->document, value, "%s",
		    condition == NULL ? "out of memory" : "conditions are nested too deeply");
		return NULL;
	}
	if (!cJSON_IsObject(value) || value->child == NULL) {
		document_fail(in->document, value, "has to be an object with a condition");
		return NULL;
	}
	condition->exactly =
	    exactly || cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(value, "exactly"));
	for (const cJSON *member = value->child; member != NULL; member = member->next) {
		if (document_repeats(in->document, value, member) ||
		    !add_term(condition, value, member, in)) {
			condition_free(condition);
			return NULL;
		}
	}
	in->depth--;
	if (is_empty(condition)) {
		document_fail(in->document, value, "has to be an object with a condition");
		return NULL;
	}
	return condition;
}

struct condition *
condition_compile(struct document *document, const cJSON *value, bool exactly, struct arena *memory)
{
	struct compiling in = { .document = document, .memory = memory };

	return compile(value, exactly, &in);
}

void
condition_free(struct condition *condition)
{
	for (; condition != NULL; condition = condition->next) {
		struct term *lists[] = { condition->of_frame, condition->of_record,
			condition->of_conditions };

		for (size_t i = 0; i < COUNT_OF(lists); i++) {
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
