#include "rules/rulefile.h"

#include "base/ascii.h"
#include "base/looks.h"
#include "base/memory.h"
#include "base/words.h"
#include "record/names.h"
#include "json/write.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	FILE_MAX = 16 * 1024 * 1024,
	MEMORY_MAX = 512 * 1024 * 1024,
};

const char *const rulefile_says[SAYS] = { [SAY_ROLE] = NAME_ROLE,
	[SAY_STATE] = NAME_STATE,
	[SAY_ISSUE] = NAME_ISSUE,
	[SAY_RELEASE] = NAME_RELEASE };

static bool
take_flag(struct document *document, const cJSON *value, void *place)
{
	bool *flag = place;

	*flag = cJSON_IsTrue(value);
	return cJSON_IsBool(value) || document_fail(document, value, "has to be true or false");
}

/* Whether names match only as printed. It applies to all of the file, also to rules before it. */
static bool
is_exact(const cJSON *file)
{
	return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(file, "exactly"));
}

static bool
take_when(struct document *document, const cJSON *value, void *place)
{
	struct condition **when = place;

	*when = condition_compile(document, value, is_exact(document->root), document->memory);
	return *when != NULL;
}

static bool
take_drop(struct document *document, const cJSON *value, void *place)
{
	static const struct bytes drops[] = {
		[DROP_INNER] = BYTES_ROW("inner"),
		[DROP_OUTER] = BYTES_ROW("outer"),
		[DROP_FROM] = BYTES_ROW("from"),
		[DROP_MATCH] = BYTES_ROW("match"),
		[DROP_FIRST] = BYTES_ROW("first"),
	};
	int found = words_find(LIST(drops), document_text(value));

	*(enum drop *)place = (enum drop)found;
	return found != WORDS_NONE ||
	    document_fail(document, value, "has to be inner, outer, from, match or first");
}

/* The text as JSON, with what stands around it. */
static bool
write_json(struct document *document, const cJSON *value, struct bytes before, struct bytes behind,
    struct bytes *json)
{
	struct buffer written = { .at = NULL };

	buffer_append(&written, before);
	write_text(&written, document_text(value));
	buffer_append(&written, behind);
	*json = arena_copy(document->memory, buffer_bytes(&written));
	buffer_free(&written);
	return json->len > 0 || document_fail(document, value, "out of memory");
}

static bool
take_label_text(struct document *document, const cJSON *value, void *place)
{
	return document_take_text(document, value, place) &&
	    write_json(document, value, BYTES_NONE, BYTES_NONE, place);
}

/* An object, which is kept as it is written; or a text, short for an object with that id. */
static bool
take_issue(struct document *document, const cJSON *value, void *place)
{
	struct bytes *issue = place;

	if (cJSON_IsObject(value)) {
		*issue = document_written(document, value);
		return document_text(cJSON_GetObjectItemCaseSensitive(value, "id")).len > 0 ||
		    document_fail(document, value, "has no id");
	}
	if (document_text(value).len == 0)
		return document_fail(document, value, "has to be an object with an id, or a text");
	return write_json(document, value, BYTES("{\"id\":"), BYTES("}"), issue);
}

static bool
take_trim(struct document *document, const cJSON *value, void *place)
{
	static const struct document_member members[] = {
		{ "when", take_when, offsetof(struct rule, when) },
		{ "drop", take_drop, offsetof(struct rule, drop) },
		{ "each", take_flag, offsetof(struct rule, each) },
		{ "source", document_take_text, offsetof(struct rule, source) },
	};
	struct rule *trim = place;

	trim->line = document_line(document, value);
	if (!document_take_members(document, value, "member of a trim", LIST(members), trim))
		return false;
	if (trim->when == NULL || cJSON_GetObjectItemCaseSensitive(value, "drop") == NULL)
		return document_fail(document, value, "a trim has a `when` and a `drop`");
	return condition_has_range(trim->when) ||
	    document_fail(document, value, "the condition of a trim has to ask for a frame");
}

static bool
take_label(struct document *document, const cJSON *value, void *place)
{
	static const struct document_member members[] = {
		{ "when", take_when, offsetof(struct rule, when) },
		{ "role", take_label_text, offsetof(struct rule, says[SAY_ROLE]) },
		{ "state", take_label_text, offsetof(struct rule, says[SAY_STATE]) },
		{ "issue", take_issue, offsetof(struct rule, says[SAY_ISSUE]) },
		{ "release", take_label_text, offsetof(struct rule, says[SAY_RELEASE]) },
		{ "first", take_flag, offsetof(struct rule, first) },
		{ "source", document_take_text, offsetof(struct rule, source) },
	};
	struct rule *label = place;
	bool says = false;

	label->line = document_line(document, value);
	if (!document_take_members(document, value, "member of a label", LIST(members), label))
		return false;
	for (size_t i = 0; i < SAYS; i++)
		says = says || label->says[i].len > 0;
	return (label->when != NULL && says) ||
	    document_fail(document, value,
		"a label has a `when`, and a `role`, a `state`, an `issue` or a `release`");
}

static bool
take_pattern(struct document *document, const cJSON *value, void *place)
{
	struct regex **pattern = place;
	struct bytes text;

	if (!document_take_text(document, value, &text))
		return false;
	*pattern = document_pattern(document, value);
	return *pattern != NULL;
}

static bool
take_secret(struct document *document, const cJSON *value, void *place)
{
	static const struct document_member members[] = {
		{ "class", document_take_text, offsetof(struct rule, class) },
		{ "pattern", take_pattern, offsetof(struct rule, secret) },
	};
	struct rule *secret = place;

	secret->line = document_line(document, value);
	return document_take_members(
		   document, value, "member of a secret", LIST(members), secret) &&
	    ((secret->class.len > 0 && secret->secret != NULL) ||
		document_fail(document, value, "a secret has a `class` and a `pattern`"));
}

static bool
take_trims(struct document *document, const cJSON *list, void *place)
{
	return document_take_list(document, list, place, sizeof(struct rule), take_trim);
}

static bool
take_labels(struct document *document, const cJSON *list, void *place)
{
	return document_take_list(document, list, place, sizeof(struct rule), take_label);
}

static bool
take_secrets(struct document *document, const cJSON *list, void *place)
{
	return document_take_list(document, list, place, sizeof(struct rule), take_secret);
}

static bool
take_exe(struct document *document, const cJSON *value, void *place)
{
	struct rulefile *rules = place;

	rules->exe_rule.line = document_line(document, value);
	return take_pattern(document, value, &rules->exe);
}

static bool
take_handler(struct document *document, const cJSON *value, void *place)
{
	static const struct document_member members[] = {
		{ "when", take_when, offsetof(struct rule, when) },
		{ "state", take_label_text, offsetof(struct rule, says[SAY_STATE]) },
	};
	struct rule **handler = place, *rule = arena_zero(document->memory, sizeof(*rule));

	if (rule == NULL)
		return document_fail(document, value, "out of memory");
	*handler = rule;
	rule->line = document_line(document, value);
	if (!document_take_members(document, value, "member of a handler", LIST(members), rule))
		return false;
	if (rule->when == NULL || rule->says[SAY_STATE].len == 0)
		return document_fail(document, value, "a handler has a `when` and a `state`");
	return condition_has_range(rule->when) ||
	    document_fail(document, value, "the condition of a handler has to ask for a frame");
}

static bool
take_language(struct document *document, const cJSON *value, void *place)
{
	bool *python = place;

	*python = bytes_equal(document_text(value), BYTES(NAME_PYTHON));
	return *python || document_fail(document, value, "has to be python");
}

static bool
take_needs(struct document *document, const cJSON *list, void *place)
{
	struct rulefile *rules = place;
	int count = cJSON_GetArraySize(list);

	if (!cJSON_IsArray(list) || count == 0)
		return document_fail(document, list, "has to be an array of functions");
	rules->needs = arena_alloc(rules->memory, (size_t)count * sizeof(*rules->needs));
	if (rules->needs == NULL)
		return document_fail(document, list, "out of memory");
	for (const cJSON *each = list->child; each != NULL; each = each->next) {
		struct bytes *need = &rules->needs[rules->needs_count++];

		if (!document_take_text(document, each, need))
			return false;
		rules->needs_marks[stack_mark(*need)] = true;
	}
	return true;
}

static bool
load(struct rulefile *rules)
{
	static const struct document_member members[] = {
		{ "rules", document_take_text, offsetof(struct rulefile, name) },
		{ "about", document_take_text, offsetof(struct rulefile, about) },
		{ "exe", take_exe, 0 },
		{ "needs", take_needs, 0 },
		{ "language", take_language, offsetof(struct rulefile, python) },
		{ "generic", take_flag, offsetof(struct rulefile, generic) },
		{ "exactly", take_flag, offsetof(struct rulefile, exactly) },
		{ "trim", take_trims, offsetof(struct rulefile, trims) },
		{ "label", take_labels, offsetof(struct rulefile, labels) },
		{ "handler", take_handler, offsetof(struct rulefile, handler) },
		{ "process", processrule_take, offsetof(struct rulefile, processes) },
		{ "redact", take_secrets, offsetof(struct rulefile, secrets) },
	};
	struct document *document = rules->document;
	const cJSON *file = document->root;

	if (file == NULL)
		return false;
	if (!cJSON_IsObject(file))
		return document_fail(document, file, "a rule file is an object");
	return document_take_members(
		   document, file, "member of a rule file", LIST(members), rules) &&
	    (rules->name.len > 0 ||
		document_fail(document, file, "has no member \"rules\", its name"));
}

static bool
read_file(const char *path, struct buffer *text, struct rulefile_error *error)
{
	FILE *file = fopen(path, "re");
	size_t got = 1;
	char *place;
	bool empty;

	text->ceiling = FILE_MAX;
	while (file != NULL && got > 0 && (place = buffer_reserve(text, 65536)) != NULL) {
		got = fread(place, 1, 65536, file);
		text->len += got;
	}
	empty = text->len == 0;
	buffer_byte(text, '\0');
	error->text[0] = '\0';
	if (file == NULL || ferror(file) || text->full || empty)
		snprintf(error->text, sizeof(error->text), "%s",
		    file == NULL || ferror(file) ? strerror(errno)
			: !text->full            ? "is empty"
			: memory_refused()       ? "out of memory"
						 : "larger than 16 MiB");
	if (file != NULL)
		fclose(file);
	return error->text[0] == '\0';
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Reads the text of a file, which has a NUL behind it. */
static bool
load_text(struct rulefile *rules, struct bytes text, struct rulefile_error *error)
{
	const struct document_fault *fault;
	const struct looks *looks;

	if (ascii_run(text, is_blank) == text.len) {
		*error = (struct rulefile_error){ .line = 1, .text = "is empty" };
		return false;
	}
	rules->document = document_read(text);
	if (rules->document == NULL) {
		*error = (struct rulefile_error){ .text = "out of memory" };
		return false;
	}
	rules->document->memory = rules->memory;
	if (load(rules))
		return true;
	fault = &rules->document->fault;
	error->line = 1 + (long long)bytes_count(bytes_first(text, fault->place), '\n');
	looks = rules->document->root == NULL
	    ? looks_like(bytes_first(text, bytes_index(text, '\n')))
	    : NULL;
	snprintf(error->text, sizeof(error->text), "%s%s%s%s%s", fault->path,
	    fault->path[0] == '\0' ? "" : ": ", fault->reason, looks == NULL ? "" : "; ",
	    looks == NULL ? "" : looks->advice);
	return false;
}

struct rulefile *
rulefile_load(const char *path, struct rulefile_error *error)
{
	struct rulefile *rules = memory_zero(1, sizeof(*rules));

	*error = (struct rulefile_error){ .text = "out of memory" };
	if (rules == NULL)
		return NULL;
	rules->memory = arena_new(MEMORY_MAX);
	if (rules->memory != NULL)
		rules->path =
		    arena_copy(rules->memory, (struct bytes){ path, strlen(path) + 1 }).at;
	if (rules->path != NULL && read_file(path, &rules->text, error) &&
	    load_text(rules, bytes_first(buffer_bytes(&rules->text), rules->text.len - 1), error))
		return rules;
	rulefile_free(rules);
	return NULL;
}

static void
free_rules(struct rule *rule)
{
	for (; rule != NULL; rule = rule->next) {
		condition_free(rule->when);
		regex_free(rule->secret);
	}
}

void
rulefile_free(struct rulefile *rules)
{
	if (rules == NULL)
		return;
	free_rules(rules->trims);
	free_rules(rules->labels);
	free_rules(rules->handler);
	free_rules(rules->secrets);
	regex_free(rules->exe);
	document_free(rules->document);
	buffer_free(&rules->text);
	arena_free(rules->memory);
	free(rules);
}
