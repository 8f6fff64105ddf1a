#include "rules/rulefile.h"

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

struct loading {
	struct rulefile *rules;
	struct document *document;
	const char *counted; /* up to here lines have been counted, and it is in line `line` */
	long long line;
};

/* A member that may be given, what takes it, and where the struct has a place for it. */
struct member {
	const char *name;
	bool (*take)(struct loading *in, const cJSON *value, void *place);
	size_t offset;
};

static bool
fail(struct loading *in, const cJSON *at, const char *reason)
{
	return document_fail(in->document, at, "%s", reason);
}

/* A text that is not empty. */
static bool
take_text(struct loading *in, const cJSON *value, void *place)
{
	struct bytes *text = place;

	*text = document_text(value);
	return text->len > 0 || fail(in, value, "has to be a text, and not empty");
}

static bool
take_flag(struct loading *in, const cJSON *value, void *place)
{
	bool *flag = place;

	*flag = cJSON_IsTrue(value);
	return cJSON_IsBool(value) || fail(in, value, "has to be true or false");
}

static bool
take_when(struct loading *in, const cJSON *value, void *place)
{
	struct condition **when = place;

	*when = condition_compile(in->document, value, in->rules->exactly, in->rules->memory);
	return *when != NULL;
}

static bool
take_drop(struct loading *in, const cJSON *value, void *place)
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
	    fail(in, value, "has to be inner, outer, from, match or first");
}

/* The text as JSON, with what stands around it. */
static bool
write_json(struct loading *in, const cJSON *value, struct bytes before, struct bytes behind,
    struct bytes *json)
{
	struct buffer written = { .at = NULL };

	buffer_append(&written, before);
	write_text(&written, document_text(value));
	buffer_append(&written, behind);
	*json = arena_copy(in->rules->memory, buffer_bytes(&written));
	buffer_free(&written);
	return json->len > 0 || fail(in, value, "out of memory");
}

static bool
take_label_text(struct loading *in, const cJSON *value, void *place)
{
	return take_text(in, value, place) && write_json(in, value, BYTES_NONE, BYTES_NONE, place);
}

/* A text is short for an object with that id. An object is kept as it is written. */
static bool
take_issue(struct loading *in, const cJSON *value, void *place)
{
	struct bytes *issue = place;

	if (cJSON_IsObject(value)) {
		*issue = document_written(in->document, value);
		return document_text(cJSON_GetObjectItemCaseSensitive(value, "id")).len > 0 ||
		    fail(in, value, "has no id");
	}
	if (document_text(value).len == 0)
		return fail(in, value, "has to be an object with an id, or a text");
	return write_json(in, value, BYTES("{\"id\":"), BYTES("}"), issue);
}

/* Takes all members of an object, each to its place in the struct. */
static bool
take_members(struct loading *in, const cJSON *object, const char *kind,
    const struct member *members, size_t count, void *whole)
{
	for (const cJSON *each = object->child; each != NULL; each = each->next) {
		const struct member *member = document_row(
		    in->document, object, each, kind, members, sizeof(*members), count);

		if (member == NULL || !member->take(in, each, (char *)whole + member->offset))
			return false;
	}
	return true;
}

static bool
take_trim(struct loading *in, const cJSON *value, struct rule *trim)
{
	static const struct member members[] = {
		{ "when", take_when, offsetof(struct rule, when) },
		{ "drop", take_drop, offsetof(struct rule, drop) },
		{ "each", take_flag, offsetof(struct rule, each) },
		{ "source", take_text, offsetof(struct rule, source) },
	};

	if (!take_members(in, value, "member of a trim", LIST(members), trim))
		return false;
	if (trim->when == NULL || cJSON_GetObjectItemCaseSensitive(value, "drop") == NULL)
		return fail(in, value, "a trim has a `when` and a `drop`");
	return condition_has_range(trim->when) ||
	    fail(in, value, "the condition of a trim has to ask for a frame");
}

static bool
take_label(struct loading *in, const cJSON *value, struct rule *label)
{
	static const struct member members[] = {
		{ "when", take_when, offsetof(struct rule, when) },
		{ "role", take_label_text, offsetof(struct rule, says[SAY_ROLE]) },
		{ "state", take_label_text, offsetof(struct rule, says[SAY_STATE]) },
		{ "issue", take_issue, offsetof(struct rule, says[SAY_ISSUE]) },
		{ "release", take_label_text, offsetof(struct rule, says[SAY_RELEASE]) },
		{ "first", take_flag, offsetof(struct rule, first) },
		{ "source", take_text, offsetof(struct rule, source) },
	};
	bool says = false;

	if (!take_members(in, value, "member of a label", LIST(members), label))
		return false;
	for (size_t i = 0; i < SAYS; i++)
		says = says || label->says[i].len > 0;
	return (label->when != NULL && says) ||
	    fail(in, value,
		"a label has a `when`, and a `role`, a `state`, an `issue` or a `release`");
}

static bool
take_pattern(struct loading *in, const cJSON *value, void *place)
{
	struct regex **pattern = place;
	struct bytes text;

	if (!take_text(in, value, &text))
		return false;
	*pattern = document_pattern(in->document, value);
	return *pattern != NULL;
}

static bool
take_secret(struct loading *in, const cJSON *value, struct rule *secret)
{
	static const struct member members[] = {
		{ "class", take_text, offsetof(struct rule, class) },
		{ "pattern", take_pattern, offsetof(struct rule, secret) },
	};

	return take_members(in, value, "member of a secret", LIST(members), secret) &&
	    ((secret->class.len > 0 && secret->secret != NULL) ||
		fail(in, value, "a secret has a `class` and a `pattern`"));
}

/* The line that a rule begins in. They come in the order of the file, so that each line is counted once. */
static long long
line_of(struct loading *in, const cJSON *value)
{
	const char *at = document_written(in->document, value).at;
	struct bytes between = { in->counted, (size_t)(at - in->counted) };

	in->line += (long long)bytes_count(between, '\n');
	in->counted = at;
	return in->line;
}

static bool
take_rules(struct loading *in, const cJSON *list, struct rule **last,
    bool (*take)(struct loading *in, const cJSON *value, struct rule *rule))
{
	if (!cJSON_IsArray(list))
		return fail(in, list, "has to be an array");
	for (const cJSON *each = list->child; each != NULL; each = each->next) {
		/* in the list before it is complete, so that what it holds is given back */
		struct rule *rule = *last = arena_zero(in->rules->memory, sizeof(*rule));

		if (rule == NULL)
			return fail(in, each, "out of memory");
		rule->line = line_of(in, each);
		if (!take(in, each, rule))
			return false;
		last = &rule->next;
	}
	return true;
}

static bool
take_trims(struct loading *in, const cJSON *list, void *place)
{
	return take_rules(in, list, place, take_trim);
}

static bool
take_labels(struct loading *in, const cJSON *list, void *place)
{
	return take_rules(in, list, place, take_label);
}

static bool
take_secrets(struct loading *in, const cJSON *list, void *place)
{
	return take_rules(in, list, place, take_secret);
}

static bool
take_processes(struct loading *in, const cJSON *list, void *place)
{
	return processrule_compile(in->document, list, in->rules->memory, place);
}

static bool
take_exe(struct loading *in, const cJSON *value, void *place)
{
	struct rulefile *rules = place;
	struct bytes pattern;

	if (!take_text(in, value, &pattern))
		return false;
	rules->exe_rule.line = line_of(in, value);
	rules->exe = document_pattern(in->document, value);
	return rules->exe != NULL;
}

/* Python's is the one language whose frames stand among those of another. */
static bool
take_language(struct loading *in, const cJSON *value, void *place)
{
	bool *python = place;

	*python = bytes_equal(document_text(value), BYTES(NAME_PYTHON));
	return *python || fail(in, value, "has to be python");
}

static bool
take_needs(struct loading *in, const cJSON *list, void *place)
{
	struct rulefile *rules = place;
	int count = cJSON_GetArraySize(list);

	if (!cJSON_IsArray(list) || count == 0)
		return fail(in, list, "has to be an array of functions");
	rules->needs = arena_alloc(rules->memory, (size_t)count * sizeof(*rules->needs));
	if (rules->needs == NULL)
		return fail(in, list, "out of memory");
	for (const cJSON *each = list->child; each != NULL; each = each->next) {
		struct bytes *need = &rules->needs[rules->needs_count++];

		if (!take_text(in, each, need))
			return false;
		rules->needs_marks[stack_mark(*need)] = true;
	}
	return true;
}

static bool
load(struct loading *in)
{
	static const struct member members[] = {
		{ "rules", take_text, offsetof(struct rulefile, name) },
		{ "about", take_text, offsetof(struct rulefile, about) },
		{ "exe", take_exe, 0 },
		{ "needs", take_needs, 0 },
		{ "language", take_language, offsetof(struct rulefile, python) },
		{ "generic", take_flag, offsetof(struct rulefile, generic) },
		{ "exactly", take_flag, offsetof(struct rulefile, exactly) },
		{ "trim", take_trims, offsetof(struct rulefile, trims) },
		{ "label", take_labels, offsetof(struct rulefile, labels) },
		{ "process", take_processes, offsetof(struct rulefile, processes) },
		{ "redact", take_secrets, offsetof(struct rulefile, secrets) },
	};
	const cJSON *file = in->document->root;

	if (file == NULL)
		return false;
	if (!cJSON_IsObject(file))
		return fail(in, file, "a rule file is an object");
	/* it holds for what stands before it, too */
	in->rules->exactly = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(file, "exactly"));
	return take_members(in, file, "member of a rule file", LIST(members), in->rules) &&
	    (in->rules->name.len > 0 || fail(in, file, "has no member \"rules\", its name"));
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

/* The text of the file, without the NUL behind it, becomes rules. */
static bool
load_text(struct rulefile *rules, struct bytes text, struct rulefile_error *error)
{
	struct loading in = { .rules = rules, .counted = text.at, .line = 1 };
	const struct fault *fault;

	if (bytes_trim(text).len == 0) {
		*error = (struct rulefile_error){ .line = 1, .text = "is empty" };
		return false;
	}
	in.document = rules->document = document_read(text);
	if (in.document == NULL) {
		*error = (struct rulefile_error){ .text = "out of memory" };
		return false;
	}
	if (load(&in))
		return true;
	fault = &in.document->fault;
	error->line = 1 + (long long)bytes_count(bytes_first(text, fault->place), '\n');
	snprintf(error->text, sizeof(error->text), "%s%s%s", fault->path,
	    fault->path[0] == '\0' ? "" : ": ", fault->reason);
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

void
rulefile_free(struct rulefile *rules)
{
	if (rules == NULL)
		return;
	for (struct rule *trim = rules->trims; trim != NULL; trim = trim->next)
		condition_free(trim->when);
	for (struct rule *label = rules->labels; label != NULL; label = label->next)
		condition_free(label->when);
	for (struct rule *secret = rules->secrets; secret != NULL; secret = secret->next)
		regex_free(secret->secret);
	regex_free(rules->exe);
	document_free(rules->document);
	buffer_free(&rules->text);
	arena_free(rules->memory);
	free(rules);
}
