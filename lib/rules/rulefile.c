#include "rules/rulefile.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "rules/stack.h"
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
	struct bytes text;
	struct fault fault;
	bool exactly;
	const char *counted; /* up to here lines have been counted, and it is in line `line` */
	long long line;
};

static const char *const drops[] = { [DROP_INNER] = "inner",
	[DROP_OUTER] = "outer",
	[DROP_FROM] = "from",
	[DROP_MATCH] = "match",
	[DROP_FIRST] = "first" };

static bool
fail(struct loading *in, const struct value *at, const char *reason)
{
	return fault_at(at, in->text, &in->fault, "%s", reason);
}

/* A text that is not empty. */
static bool
take_text(struct loading *in, const struct value *value, struct bytes *text)
{
	*text = json_string(value);
	return text->len > 0 || fail(in, value, "has to be a text, and not empty");
}

static bool
take_when(struct loading *in, const struct value *value, struct condition **when)
{
	*when = condition_compile(value, in->exactly, in->rules->memory, in->text, &in->fault);
	return *when != NULL;
}

static bool
take_drop(struct loading *in, const struct value *value, enum drop *drop)
{
	struct bytes word = json_string(value);

	for (size_t i = 0; i < sizeof(drops) / sizeof(drops[0]); i++) {
		if (bytes_equal(word, bytes_of(drops[i]))) {
			*drop = (enum drop)i;
			return true;
		}
	}
	return fail(in, value, "has to be inner, outer, from, match or first");
}

static bool
take_each(struct loading *in, const struct value *value, bool *each)
{
	*each = json_true(value);
	return json_kind(value) == JSON_BOOLEAN || fail(in, value, "has to be true or false");
}

/* A text is short for an object with that id. */
static bool
take_issue(struct loading *in, const struct value *value, struct bytes *issue)
{
	struct buffer json = { .at = NULL };

	if (json_kind(value) == JSON_OBJECT) {
		*issue = json_written(value);
		return json_text(value, "id").len > 0 || fail(in, value, "has no id");
	}
	if (json_string(value).len == 0)
		return fail(in, value, "has to be an object with an id, or a text");
	buffer_append(&json, BYTES("{\"id\":"));
	write_text(&json, json_string(value));
	buffer_byte(&json, '}');
	*issue = arena_copy(in->rules->memory, buffer_bytes(&json));
	buffer_free(&json);
	return true;
}

/* The line that a rule begins in. They come in the order of the file, so that each line is counted once. */
static long long
line_of(struct loading *in, const struct value *value)
{
	const char *at = json_written(value).at;
	struct bytes between = { in->counted, (size_t)(at - in->counted) };

	in->line += (long long)bytes_count(between, '\n');
	in->counted = at;
	return in->line;
}

static bool
load_trim(struct loading *in, const struct value *value, struct trim *trim)
{
	bool dropped = false, known;

	for (const struct value *member = json_first(value); member != NULL;
	     member = json_next(member)) {
		if (fault_is_repeated(value, member))
			known = fail(in, member, "is given twice");
		else if (bytes_equal(json_name(member), BYTES("when")))
			known = take_when(in, member, &trim->when);
		else if (bytes_equal(json_name(member), BYTES("drop")))
			known = dropped = take_drop(in, member, &trim->drop);
		else if (bytes_equal(json_name(member), BYTES("each")))
			known = take_each(in, member, &trim->each);
		else
			known = fail(in, member, "no such member of a trim");
		if (!known)
			return false;
	}
	if (trim->when == NULL || !dropped)
		return fail(in, value, "a trim has a `when` and a `drop`");
	if (!condition_has_range(trim->when))
		return fail(in, value, "the condition of a trim has to ask for a frame");
	return true;
}

static bool
load_label(struct loading *in, const struct value *value, struct label *label)
{
	bool known;

	for (const struct value *member = json_first(value); member != NULL;
	     member = json_next(member)) {
		if (fault_is_repeated(value, member))
			known = fail(in, member, "is given twice");
		else if (bytes_equal(json_name(member), BYTES("when")))
			known = take_when(in, member, &label->when);
		else if (bytes_equal(json_name(member), BYTES("role")))
			known = take_text(in, member, &label->role);
		else if (bytes_equal(json_name(member), BYTES("state")))
			known = take_text(in, member, &label->state);
		else if (bytes_equal(json_name(member), BYTES("issue")))
			known = take_issue(in, member, &label->issue);
		else
			known = fail(in, member, "no such member of a label");
		if (!known)
			return false;
	}
	if (label->when == NULL || label->role.len + label->state.len + label->issue.len == 0)
		return fail(
		    in, value, "a label has a `when`, and a `role`, a `state` or an `issue`");
	return true;
}

/* A trim or a label, which both begin with where they stand. */
static void *
make_rule(struct loading *in, const struct value *value, size_t size)
{
	struct rule_source *source = arena_zero(in->rules->memory, size);

	if (source == NULL)
		fail(in, value, "out of memory");
	else
		source->line = line_of(in, value);
	return source;
}

static bool
load_trims(struct loading *in, const struct value *list)
{
	struct trim **last = &in->rules->trims;

	if (json_kind(list) != JSON_ARRAY)
		return fail(in, list, "has to be an array");
	for (const struct value *each = json_first(list); each != NULL; each = json_next(each)) {
		*last = make_rule(in, each, sizeof(**last));
		if (*last == NULL || !load_trim(in, each, *last))
			return false;
		last = &(*last)->next;
	}
	return true;
}

static bool
load_labels(struct loading *in, const struct value *list)
{
	struct label **last = &in->rules->labels;

	if (json_kind(list) != JSON_ARRAY)
		return fail(in, list, "has to be an array");
	for (const struct value *each = json_first(list); each != NULL; each = json_next(each)) {
		*last = make_rule(in, each, sizeof(**last));
		if (*last == NULL || !load_label(in, each, *last))
			return false;
		last = &(*last)->next;
	}
	return true;
}

static bool
load_name(struct loading *in, const struct value *value)
{
	return take_text(in, value, &in->rules->name);
}

static bool
load_about(struct loading *in, const struct value *value)
{
	return take_text(in, value, &in->rules->about);
}

static bool
load_exe(struct loading *in, const struct value *value)
{
	char reason[120];
	struct bytes pattern;
	size_t place;

	if (!take_text(in, value, &pattern))
		return false;
	in->rules->source.line = line_of(in, value);
	in->rules->exe = regex_compile(pattern, reason, sizeof(reason), &place);
	return in->rules->exe != NULL ||
	    fault_at(
		value, in->text, &in->fault, "pattern: %s at character %zu", reason, place + 1);
}

static bool
load_needs(struct loading *in, const struct value *list)
{
	size_t count = 0;

	if (json_kind(list) != JSON_ARRAY || json_first(list) == NULL)
		return fail(in, list, "has to be an array of functions");
	for (const struct value *v = json_first(list); v != NULL; v = json_next(v))
		count++;
	in->rules->needs = arena_alloc(in->rules->memory, count * sizeof(*in->rules->needs));
	if (in->rules->needs == NULL)
		return fail(in, list, "out of memory");
	for (const struct value *each = json_first(list); each != NULL; each = json_next(each)) {
		struct bytes *need = &in->rules->needs[in->rules->needs_count++];

		if (!take_text(in, each, need))
			return false;
		in->rules->needs_marks[stack_mark(*need)] = true;
	}
	return true;
}

static bool
load_generic(struct loading *in, const struct value *value)
{
	in->rules->generic = json_true(value);
	return json_kind(value) == JSON_BOOLEAN || fail(in, value, "has to be true or false");
}

static bool
load_exactly(struct loading *in, const struct value *value)
{
	return json_kind(value) == JSON_BOOLEAN || fail(in, value, "has to be true or false");
}

static const struct {
	const char *name;
	bool (*load)(struct loading *in, const struct value *value);
} members[] = {
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
load_member(struct loading *in, const struct value *member)
{
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (bytes_equal(json_name(member), bytes_of(members[i].name)))
			return members[i].load(in, member);
	return fail(in, member, "no such member of a rule file");
}

static bool
fail_at(struct loading *in, size_t place, const char *reason)
{
	in->fault = (struct fault){ .place = place };
	snprintf(in->fault.reason, sizeof(in->fault.reason), "%s", reason);
	return false;
}

static bool
load(struct loading *in)
{
	const struct value *file;
	const char *reason;
	size_t place;

	if (bytes_trim(in->text).len == 0)
		return fail_at(in, 0, "is empty");
	file = json_read(in->text, in->rules->memory, &reason, &place);
	if (file == NULL)
		return fail_at(in, place < in->text.len ? place : in->text.len - 1, reason);
	if (json_kind(file) != JSON_OBJECT)
		return fail(in, file, "a rule file is an object");
	in->exactly = json_flag(file, "exactly");
	in->counted = in->text.at;
	in->line = 1;
	for (const struct value *member = json_first(file); member != NULL;
	     member = json_next(member)) {
		if (fault_is_repeated(file, member))
			return fail(in, member, "is given twice");
		if (!load_member(in, member))
			return false;
	}
	return in->rules->name.len > 0 || fail(in, file, "has no member \"rules\", its name");
}

static bool
read_file(const char *path, struct buffer *text, struct rulefile_error *error)
{
	FILE *file = fopen(path, "re");
	size_t got = 1;
	char *place;

	text->ceiling = FILE_MAX;
	while (file != NULL && got > 0 && (place = buffer_reserve(text, 65536)) != NULL) {
		got = fread(place, 1, 65536, file);
		text->len += got;
	}
	error->line = 0;
	if (file == NULL || ferror(file) || text->full || text->len == 0)
		snprintf(error->text, sizeof(error->text), "%s",
		    text->full                          ? "larger than 16 MiB"
			: file != NULL && !ferror(file) ? "is empty"
							: strerror(errno));
	else
		error->text[0] = '\0';
	if (file != NULL)
		fclose(file);
	return error->text[0] == '\0';
}

struct rulefile *
rulefile_load(const char *path, struct rulefile_error *error)
{
	struct buffer text = { .at = NULL };
	struct loading in = { .rules = memory_zero(1, sizeof(*in.rules)) };
	bool loaded = false;

	if (in.rules != NULL)
		in.rules->memory = arena_new(MEMORY_MAX);
	if (in.rules == NULL || in.rules->memory == NULL) {
		*error = (struct rulefile_error){ .text = "out of memory" };
	} else if (read_file(path, &text, error)) {
		in.rules->path = path;
		in.text = arena_copy(in.rules->memory, buffer_bytes(&text));
		loaded = load(&in);
		error->line =
		    1 + (long long)bytes_count(bytes_first(in.text, in.fault.place), '\n');
		snprintf(error->text, sizeof(error->text), "%s%s%s", in.fault.member,
		    in.fault.member[0] == '\0' ? "" : ": ", in.fault.reason);
	}
	buffer_free(&text);
	if (loaded)
		return in.rules;
	rulefile_free(in.rules);
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
	arena_free(rules->memory);
	free(rules);
}
