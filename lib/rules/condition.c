#include "rules/condition.h"

enum form { FORM_TEXT, FORM_PATTERN, FORM_ADDRESS, FORM_TRUE, FORM_FLAG, FORM_WHEN, FORM_WHENS };

struct row {
	const char *name;
	enum ask ask;
	enum form form;
	enum scope scope;
};

static const struct row rows[] = {
	{ "function", ASK_FUNCTION, FORM_TEXT, OF_FRAME },
	{ "function_matches", ASK_FUNCTION_MATCHES, FORM_PATTERN, OF_FRAME },
	{ "function_contains", ASK_FUNCTION_CONTAINS, FORM_TEXT, OF_FRAME },
	{ "called_by", ASK_CALLED_BY, FORM_TEXT, OF_CALLERS },
	{ "called_under", ASK_CALLED_UNDER, FORM_TEXT, OF_CALLERS },
	{ "address", ASK_ADDRESS, FORM_ADDRESS, OF_FRAME },
	{ "signal_handler", ASK_SIGNAL_HANDLER, FORM_TRUE, OF_FRAME },
	{ "module", ASK_MODULE, FORM_TEXT, OF_FRAME },
	{ "module_matches", ASK_MODULE_MATCHES, FORM_PATTERN, OF_FRAME },
	{ "file", ASK_FILE, FORM_TEXT, OF_FRAME },
	{ "file_matches", ASK_FILE_MATCHES, FORM_PATTERN, OF_FRAME },
	{ "innermost", ASK_INNERMOST, FORM_TRUE, OF_FRAME },
	{ "frame0", ASK_FRAME0, FORM_TRUE, OF_FRAME },
	{ "innermost_python", ASK_INNERMOST_PYTHON, FORM_TRUE, OF_FRAME },
	{ "comm_matches", ASK_COMM_MATCHES, FORM_PATTERN, OF_RECORD },
	{ "exe_matches", ASK_EXE_MATCHES, FORM_PATTERN, OF_RECORD },
	{ "exception", ASK_EXCEPTION, FORM_TEXT, OF_RECORD },
	{ "message_matches", ASK_MESSAGE_MATCHES, FORM_PATTERN, OF_RECORD },
	{ "signal", ASK_SIGNAL, FORM_TEXT, OF_RECORD },
	{ "kernel_state", ASK_KERNEL_STATE, FORM_TEXT, OF_RECORD },
	{ "syscall", ASK_SYSCALL, FORM_TEXT, OF_RECORD },
	{ "title_matches", ASK_TITLE_MATCHES, FORM_PATTERN, OF_RECORD },
	{ "main", ASK_MAIN, FORM_FLAG, OF_RECORD },
	{ "reason_matches", ASK_REASON_MATCHES, FORM_PATTERN, OF_RECORD },
	{ "waits_for_itself", ASK_WAITS_FOR_ITSELF, FORM_TRUE, OF_RECORD },
	{ "gil", ASK_GIL, FORM_TRUE, OF_RECORD },
	{ "waits_for", ASK_WAITS_FOR, FORM_TEXT, OF_RECORD },
	{ "not", ASK_NOT, FORM_WHEN, OF_CONDITIONS },
	{ "any", ASK_ANY, FORM_WHENS, OF_CONDITIONS },
	{ "all", ASK_ALL, FORM_WHENS, OF_CONDITIONS },
	{ "exactly", ASK_EXACTLY, FORM_FLAG, SCOPES },
};

struct compiling {
	struct document *document;
	struct arena *memory;
	bool exactly; /* the condition around says so, or the caller */
	int depth;
};

enum { DEPTH_MAX = 50 };

static struct condition *compile(const cJSON *value, struct compiling *in);

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
compile_conditions(const cJSON *list, struct term *term, struct compiling *in)
{
	struct condition **last = &term->conditions;

	for (const cJSON *each = list->child; each != NULL; each = each->next) {
		*last = compile(each, in);
		if (*last == NULL)
			return false;
		last = &(*last)->next;
	}
	if (term->conditions == NULL)
		return document_fail(in->document, list, "is empty");
	return true;
}

static bool
compile_condition(const cJSON *value, struct term *term, struct compiling *in)
{
	term->conditions = compile(value, in);
	return term->conditions != NULL;
}

static bool
compile_pattern(const cJSON *value, struct term *term, struct compiling *in)
{
	term->regex = document_pattern(in->document, value);
	return term->regex != NULL;
}

static bool
compile_flag(const cJSON *value, struct term *term, struct compiling *in)
{
	(void)in;
	term->wanted = cJSON_IsTrue(value);
	return true;
}

/* What a value has to be, and how it is compiled; NULL: its text is enough. */
static const struct {
	int types;
	const char *wanted;
	bool (*compile)(const cJSON *value, struct term *term, struct compiling *in);
} forms[] = {
	[FORM_TEXT] = { cJSON_String, "a text", NULL },
	[FORM_PATTERN] = { cJSON_String, "a pattern", compile_pattern },
	[FORM_ADDRESS] = { ~0, NULL, compile_address },
	[FORM_TRUE] = { cJSON_False | cJSON_True, "true", NULL },
	[FORM_FLAG] = { cJSON_False | cJSON_True, "true or false", compile_flag },
	[FORM_WHEN] = { cJSON_Object, "a condition", compile_condition },
	[FORM_WHENS] = { cJSON_Array, "an array of conditions", compile_conditions },
};

static bool
check_form(const cJSON *value, enum form form, struct compiling *in)
{
	if ((value->type & forms[form].types) == 0)
		return document_fail(in->document, value, "has to be %s", forms[form].wanted);
	if (form == FORM_TRUE && !cJSON_IsTrue(value))
		return document_fail(in->document, value, "has to be true, or left out");
	if (forms[form].types == cJSON_String && document_text(value).len == 0)
		return document_fail(in->document, value, "is empty");
	return true;
}

static bool
add_term(struct condition *condition, const cJSON *value, const cJSON *member, struct compiling *in)
{
	const struct row *row = document_row(
	    in->document, value, member, "condition", rows, sizeof(rows[0]), COUNT_OF(rows));
	struct term *term;

	if (row == NULL || !check_form(member, row->form, in))
		return false;
	if (row->ask == ASK_EXACTLY)
		return true;
	term = arena_zero(in->memory, sizeof(*term));
	if (term == NULL)
		return document_fail(in->document, member, "out of memory");
	term->ask = row->ask;
	term->name = row->name;
	term->written = document_written(in->document, member);
	/* linked before it is complete, so that what it holds is freed if it cannot be completed */
	term->next = condition->terms[row->scope];
	condition->terms[row->scope] = term;
	term->text = document_text(member);
	return forms[row->form].compile == NULL || forms[row->form].compile(member, term, in);
}

static bool
add_terms(struct condition *condition, const cJSON *value, struct compiling *in)
{
	bool any = false;

	if (++in->depth > DEPTH_MAX)
		return document_fail(in->document, value, "conditions are nested too deeply");
	for (const cJSON *each = cJSON_IsObject(value) ? value->child : NULL; each != NULL;
	     each = each->next)
		if (!add_term(condition, value, each, in))
			return false;
	in->depth--;
	for (size_t i = 0; i < SCOPES; i++)
		any = any || condition->terms[i] != NULL;
	return any || document_fail(in->document, value, "has to be an object with a condition");
}

static struct condition *
compile(const cJSON *value, struct compiling *in)
{
	struct condition *condition = arena_zero(in->memory, sizeof(*condition));
	bool outer = in->exactly;

	if (condition == NULL) {
		document_fail(in->document, value, "out of memory");
		return NULL;
	}
	condition->written = document_written(in->document, value);
	/* it applies to all of the condition, also to members before it */
	condition->exactly = in->exactly =
	    outer || cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(value, "exactly"));
	if (!add_terms(condition, value, in)) {
		condition_free(condition);
		condition = NULL;
	}
	in->exactly = outer;
	return condition;
}

struct condition *
condition_compile(struct document *document, const cJSON *value, bool exactly, struct arena *memory)
{
	struct compiling in = { .document = document, .memory = memory, .exactly = exactly };

	return compile(value, &in);
}

void
condition_free(struct condition *condition)
{
	for (; condition != NULL; condition = condition->next) {
		for (size_t i = 0; i < SCOPES; i++) {
			for (struct term *term = condition->terms[i]; term != NULL;
			     term = term->next) {
				regex_free(term->regex);
				condition_free(term->conditions);
			}
		}
	}
}

bool
condition_has_range(const struct condition *condition)
{
	if (condition->terms[OF_FRAME] != NULL || condition->terms[OF_CALLERS] != NULL)
		return true;
	for (const struct term *term = condition->terms[OF_CONDITIONS]; term != NULL;
	     term = term->next)
		for (const struct condition *each = term->conditions; each != NULL;
		     each = each->next)
			if (term->ask != ASK_NOT && condition_has_range(each))
				return true;
	return false;
}
