#include "rules/rulefile.h"

#include "base/memory.h"
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
	struct trim *trim;   /* the one being loaded */
	struct label *label; /* the same */
	bool exactly;
	const char *counted; /* up to here lines have been counted, and it is in line `line` */
	long long line;
};

static const char *const drops[] = { [DROP_INNER] = "inner",
	[DROP_OUTER] = "outer",
	[DROP_FROM] = "from",
	[DROP_MATCH] = "match",
	[DROP_FIRST] = "first" };

/* A member that may be given, and what takes it. */
struct member {
	const char *name;
	bool (*load)(struct loading *in, const cJSON *value);
};

static bool
fail(struct loading *in, const cJSON *at, const char *reason)
{
	return document_fail(in->document, at, "%s", reason);
}

/* A text that is not empty. */
static bool
take_text(struct loading *in, const cJSON *value, struct bytes *text)
{
	*text = document_text(value);
	return text->len > 0 || fail(in, value, "has to be a text, and not empty");
}

static bool
take_flag(struct loading *in, const cJSON *value, bool *flag)
{
	*flag = cJSON_IsTrue(value);
	return cJSON_IsBool(value) || fail(in, value, "has to be true or false");
}

static bool
take_when(struct loading *in, const cJSON *value, struct condition **when)
{
	*when = condition_compile(in->document, value, in->exactly, in->rules->memory);
	return *when != NULL;
}

/* Takes all members of an object. */
static bool
load_members(struct loading *in, const cJSON *object, const struct member *members, size_t count,
    const char *kind)
{
	for (const cJSON *member = object->child; member != NULL; member = member->next) {
		size_t i = 0;

		if (document_repeats(in->document, object, member))
			return false;
		while (i < count && strcmp(member->string, members[i].name) != 0)
			i++;
		if (i == count)
			return document_unknown(in->document, object, member, kind,
			    &members[0].name, sizeof(members[0]), count);
		if (!members[i].load(in, member))
			return false;
	}
	return true;
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
load_trim_when(struct loading *in, const cJSON *value)
{
	return take_when(in, value, &in->trim->when);
}

static bool
load_drop(struct loading *in, const cJSON *value)
{
	for (size_t i = 0; i < COUNT_OF(drops); i++) {
		if (bytes_equal(document_text(value), bytes_of(drops[i]))) {
			in->trim->drop = (enum drop)i;
			return true;
		}
	}
	return fail(in, value, "has to be inner, outer, from, match or first");
}

static bool
load_each(struct loading *in, const cJSON *value)
{
	return take_flag(in, value, &in->trim->each);
}

static const struct member trim_members[] = {
	{ "when", load_trim_when },
	{ "drop", load_drop },
	{ "each", load_each },
};

static bool
load_trim(struct loading *in, const cJSON *value)
{
	if (!load_members(in, value, trim_members, COUNT_OF(trim_members), "member of a trim"))
		return false;
	if (in->trim->when == NULL || cJSON_GetObjectItemCaseSensitive(value, "drop") == NULL)
		return fail(in, value, "a trim has a `when` and a `drop`");
	return condition_has_range(in->trim->when) ||
	    fail(in, value, "the condition of a trim has to ask for a frame");
}

static bool
load_label_when(struct loading *in, const cJSON *value)
{
	return take_when(in, value, &in->label->when);
}

static bool
load_role(struct loading *in, const cJSON *value)
{
	return take_text(in, value, &in->label->role);
}

static bool
load_state(struct loading *in, const cJSON *value)
{
	return take_text(in, value, &in->label->state);
}

/* A text is short for an object with that id. An object is kept as it is written. */
static bool
load_issue(struct loading *in, const cJSON *value)
{
	struct buffer json = { .at = NULL };
	struct bytes id = document_text(cJSON_GetObjectItemCaseSensitive(value, "id"));

	if (cJSON_IsObject(value)) {
		in->label->issue = document_written(in->document, value);
		return id.len > 0 || fail(in, value, "has no id");
	}
	if (document_text(value).len == 0)
		return fail(in, value, "has to be an object with an id, or a text");
	buffer_append(&json, BYTES("{\"id\":"));
	write_text(&json, document_text(value));
	buffer_byte(&json, '}');
	in->label->issue = arena_copy(in->rules->memory, buffer_bytes(&json));
	buffer_free(&json);
	return in->label->issue.len > 0 || fail(in, value, "out of memory");
}

static const struct member label_members[] = {
	{ "when", load_label_when },
	{ "role", load_role },
	{ "state", load_state },
	{ "issue", load_issue },
};

static bool
load_label(struct loading *in, const cJSON *value)
{
	const struct label *label = in->label;

	if (!load_members(in, value, label_members, COUNT_OF(label_members), "member of a label"))
		return false;
	return (label->when != NULL && label->role.len + label->state.len + label->issue.len > 0) ||
	    fail(in, value, "a label has a `when`, and a `role`, a `state` or an `issue`");
}

/* A trim or a label, which both begin with where they stand. */
static void *
make_rule(struct loading *in, const cJSON *value, size_t size)
{
	struct rule_source *source = arena_zero(in->rules->memory, size);

	if (source == NULL)
		fail(in, value, "out of memory");
	else
		source->line = line_of(in, value);
	return source;
}

static bool
load_trims(struct loading *in, const cJSON *list)
{
	struct trim **last = &in->rules->trims;

	if (!cJSON_IsArray(list))
		return fail(in, list, "has to be an array");
	for (const cJSON *each = list->child; each != NULL; each = each->next) {
		in->trim = *last = make_rule(in, each, sizeof(**last));
		if (in->trim == NULL || !load_trim(in, each))
			return false;
		last = &in->trim->next;
	}
	return true;
}

static bool
load_labels(struct loading *in, const cJSON *list)
{
	struct label **last = &in->rules->labels;

	if (!cJSON_IsArray(list))
		return fail(in, list, "has to be an array");
	for (const cJSON *each = list->child; each != NULL; each = each->next) {
		in->label = *last = make_rule(in, each, sizeof(**last));
		if (in->label == NULL || !load_label(in, each))
			return false;
		last = &in->label->next;
	}
	return true;
}

static bool
load_name(struct loading *in, const cJSON *value)
{
	return take_text(in, value, &in->rules->name);
}

static bool
load_about(struct loading *in, const cJSON *value)
{
	return take_text(in, value, &in->rules->about);
}

static bool
load_exe(struct loading *in, const cJSON *value)
{
	char reason[120];
	struct bytes pattern;
	size_t place;

	if (!take_text(in, value, &pattern))
		return false;
	in->rules->source.line = line_of(in, value);
	in->rules->exe = regex_compile(pattern, reason, sizeof(reason), &place);
	return in->rules->exe != NULL ||
	    document_fail(in->document, value, "pattern: %s at character %zu", reason, place + 1);
}

static bool
load_needs(struct loading *in, const cJSON *list)
{
	size_t count = 0;

	if (!cJSON_IsArray(list) || list->child == NULL)
		return fail(in, list, "has to be an array of functions");
	for (const cJSON *each = list->child; each != NULL; each = each->next)
		count++;
	in->rules->needs = arena_alloc(in->rules->memory, count * sizeof(*in->rules->needs));
	if (in->rules->needs == NULL)
		return fail(in, list, "out of memory");
	for (const cJSON *each = list->child; each != NULL; each = each->next) {
		struct bytes *need = &in->rules->needs[in->rules->needs_count++];

		if (!take_text(in, each, need))
			return false;
		in->rules->needs_marks[stack_mark(*need)] = true;
	}
	return true;
}

static bool
load_generic(struct loading *in, const cJSON *value)
{
	return take_flag(in, value, &in->rules->generic);
}

static bool
load_exactly(struct loading *in, const cJSON *value)
{
	return take_flag(in, value, &in->exactly);
}

static const struct member file_members[] = {
	{ "rules", load_name },
	{ "about", load_about },
	{ "exe", load_exe },
	{ "needs", load_needs },
	{ "generic", load_generic },
	{ "exactly", load_exactly },
	{ "trim", load_trims },
	{ "label", load_labels },
};

static bool
load(struct loading *in)
{
	const cJSON *file = in->document->root;

	if (file == NULL)
		return false;
	if (!cJSON_IsObject(file))
		return fail(in, file, "a rule file is an object");
	/* it holds for what stands before it, too */
	in->exactly = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(file, "exactly"));
	in->counted = in->document->text.at;
	in->line = 1;
	return load_members(
		   in, file, file_members, COUNT_OF(file_members), "member of a rule file") &&
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
	struct loading in = { .rules = rules };
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
	rules->path = path;
	rules->memory = arena_new(MEMORY_MAX);
	if (rules->memory != NULL && read_file(path, &rules->text, error) &&
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
	for (struct trim *trim = rules->trims; trim != NULL; trim = trim->next)
		condition_free(trim->when);
	for (struct label *label = rules->labels; label != NULL; label = label->next)
		condition_free(label->when);
	regex_free(rules->exe);
	document_free(rules->document);
	buffer_free(&rules->text);
	arena_free(rules->memory);
	free(rules);
}
