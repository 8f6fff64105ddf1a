#include "rules/redact.h"

#include "base/array.h"
#include "base/shown.h"
#include "base/words.h"
#include "record/names.h"
#include "rules/secrets.h"
#include "json/walk.h"
#include "json/write.h"

#include <stdint.h>
#include <stdlib.h>

#define MARK "[redacted:" /* the class, and a bracket */

enum { LISTED = 100 }; /* bytes of a secret that a list shows */

struct redaction {
	struct regex *regex;
	size_t class;
	bool own; /* the pattern is freed at the end; those of rule files are theirs */
};

/* The number of a class, which may be new. SIZE_MAX: no memory. */
static size_t
number_class(struct redactor *redactor, struct bytes class)
{
	for (size_t i = 0; i < redactor->class_count; i++)
		if (bytes_equal(redactor->classes[i].name, class))
			return i;
	if (!ARRAY_ROOM(redactor->classes, redactor->class_count, redactor->class_size))
		return SIZE_MAX;
	redactor->classes[redactor->class_count] = (struct redacted_class){ .name = class };
	return redactor->class_count++;
}

/* Frees the pattern, if it is our own and cannot be added; false: no memory. */
static bool
add(struct redactor *redactor, struct redactions *to, struct bytes class, struct redaction one)
{
	one.class = number_class(redactor, class);
	if (one.regex == NULL || one.class == SIZE_MAX ||
	    !ARRAY_ROOM(to->list, to->count, to->size)) {
		if (one.own)
			regex_free(one.regex);
		return false;
	}
	to->list[to->count++] = one;
	return true;
}

/* Marks the classes that are asked for. False: *wrong is no class. */
static bool
choose(struct bytes classes, bool chosen[SECRETS_CLASSES], struct bytes *wrong)
{
	if (classes.len == 0)
		classes = BYTES("default");
	while (bytes_next(&classes, ',', wrong)) {
		int found = words_find(secrets_classes, SECRETS_CLASSES, *wrong);
		bool all = bytes_equal(*wrong, BYTES("all"));

		if (found != WORDS_NONE)
			chosen[found] = true;
		else if (!all && !bytes_equal(*wrong, BYTES("default")))
			return false;
		for (size_t i = 0; found == WORDS_NONE && i < SECRETS_CLASSES; i++)
			chosen[i] = chosen[i] || all || i < SECRETS_STANDARD;
	}
	*wrong = BYTES_NONE;
	return true;
}

/* Adds the patterns of the classes that are asked for. False: no memory. */
static bool
add_chosen(struct redactor *redactor, const bool chosen[SECRETS_CLASSES],
    const struct secret_pattern *patterns, size_t count, struct redactions *to)
{
	char reason[64];
	size_t place;

	for (size_t i = 0; i < count; i++)
		if (chosen[words_find(secrets_classes, SECRETS_CLASSES, patterns[i].class)] &&
		    !add(redactor, to, patterns[i].class,
			(struct redaction){ .regex = regex_compile(patterns[i].pattern, reason,
						sizeof(reason), &place),
			    .own = true }))
			return false;
	return true;
}

bool
redact_begin(struct redactor *redactor, struct bytes classes, const struct rulefile *rules,
    struct bytes *wrong)
{
	bool chosen[SECRETS_CLASSES] = { false };

	if (!choose(classes, chosen, wrong))
		return false;
	for (; rules != NULL; rules = rules->next)
		for (const struct rule *rule = rules->secrets; rule != NULL; rule = rule->next)
			if (!add(redactor, &redactor->texts, rule->class,
				(struct redaction){ .regex = rule->secret }))
				return false;
	return add_chosen(redactor, chosen, secrets_patterns, secrets_count, &redactor->texts) &&
	    add_chosen(redactor, chosen, secrets_names, secrets_names_count, &redactor->names);
}

/* Appends the mark of a class in place of a secret, and for --preview lists the secret. */
static void
append_mark(struct redactor *redactor, const struct redaction *redaction, struct bytes secret,
    const struct record *record, const struct walk *walk)
{
	struct redacted_class *class = &redactor->classes[redaction->class];
	struct buffer *list = &redactor->list;

	class->count++;
	buffer_append(&redactor->masked, BYTES(MARK));
	buffer_append(&redactor->masked, class->name);
	buffer_byte(&redactor->masked, ']');
	if (!redactor->preview)
		return;
	shown_append(list, record->file == NULL ? BYTES("standard input") : bytes_of(record->file));
	buffer_byte(list, ':');
	buffer_number(list, record->number);
	buffer_append(list, BYTES(": "));
	for (size_t i = 1; i <= walk->depth; i++) {
		struct bytes name = json_name(walk->path[i]);

		if (name.len > 0 && i > 1)
			buffer_byte(list, '.');
		shown_append(list, name);
	}
	buffer_append(list, BYTES(": "));
	buffer_append(list, class->name);
	buffer_append(list, BYTES(": "));
	shown_append(list, bytes_first(secret, LISTED));
	buffer_append(list, secret.len > LISTED ? BYTES("...\n") : BYTES("\n"));
}

/* Whether the text is the mark of a masked secret; its last bracket may be missing. */
static bool
is_mark(struct bytes text)
{
	text = bytes_trim(text);
	if (!bytes_take(&text, BYTES(MARK)))
		return false;
	bytes_take_end(&text, BYTES("]"));
	return text.len > 0 && !bytes_has(text, ' ') && !bytes_has(text, ']');
}

/* Whether what was found in the text is masked already: it is a mark, or inside of one. */
static bool
is_masked(struct bytes text, struct bytes found)
{
	const char *open = bytes_find_last(bytes_until(text, found.at), '[');

	return is_mark(found) ||
	    (open != NULL && is_mark(bytes_until(bytes_at(text, open), found.at + found.len)));
}

static void
swap(struct redactor *redactor)
{
	struct buffer masked = redactor->masked;

	redactor->masked = redactor->text;
	redactor->text = masked;
}

/* Masks what the pattern finds in the text. If the pattern gives up, all of the text is masked: it may hold a secret. */
static void
mask(struct redactor *redactor, const struct redaction *redaction, const struct record *record,
    const struct walk *walk)
{
	struct bytes text = buffer_bytes(&redactor->text), whole, part;
	enum regex_result result;
	size_t from = 0, copied = 0;

	buffer_reset(&redactor->masked);
	while ((result = regex_find(redaction->regex, text, from, &whole, &part)) == REGEX_YES) {
		size_t start = (size_t)(part.at - text.at);

		from = (size_t)(whole.at - text.at) + whole.len;
		if (part.len > 0 && start >= copied && !is_masked(text, part)) {
			buffer_append(&redactor->masked,
			    bytes_first(bytes_from(text, copied), start - copied));
			append_mark(redactor, redaction, part, record, walk);
			copied = start + part.len;
		}
		if (from >= text.len)
			break;
		from += whole.len == 0;
	}
	if (result == REGEX_LIMIT) {
		buffer_reset(&redactor->masked);
		append_mark(redactor, redaction, text, record, walk);
		copied = text.len;
	}
	if (copied == 0)
		return;
	buffer_append(&redactor->masked, bytes_from(text, copied));
	swap(redactor);
}

/* The first pattern that matches somewhere in the text, or gives up; NULL: none. */
static const struct redaction *
find(const struct redactions *in, struct bytes text)
{
	for (size_t i = 0; text.len > 0 && i < in->count; i++)
		if (regex_match(in->list[i].regex, text) != REGEX_NO)
			return &in->list[i];
	return NULL;
}

/*
 * The pattern for a value of a message's star: words before it, as `password=`, are in the template alone, so all values
 * of a template that holds a secret are masked. NULL: none.
 */
static const struct redaction *
starred(const struct redactor *redactor, const struct walk *walk)
{
	const struct value *message = walk->depth < 3 ? NULL : walk->path[walk->depth - 3];
	struct bytes text = json_text(message, NAME_TEMPLATE);

	if (message == NULL ||
	    !bytes_equal(json_name(walk->path[walk->depth - 2]), BYTES(NAME_VALUES)))
		return NULL;
	if (text.len == 0)
		text = json_text(message, NAME_MESSAGE);
	return find(&redactor->texts, text);
}

/* The text of a member, masked, in redactor->text; false: it stays as it is. */
static bool
mask_text(struct redactor *redactor, const struct value *value, const struct record *record,
    const struct walk *walk)
{
	const struct value *parent = walk->depth > 0 ? walk->path[walk->depth - 1] : NULL;
	struct bytes text = json_string(value);
	bool variable = bytes_equal(json_name(value), BYTES(NAME_VALUE));
	const struct redaction *whole =
	    variable ? find(&redactor->names, json_text(parent, NAME_NAME)) : NULL;

	if (text.len == 0)
		return false;
	if (variable && whole == NULL)
		whole = starred(redactor, walk);
	buffer_reset(&redactor->text);
	if (whole != NULL && is_mark(text))
		return false;
	if (whole != NULL) {
		buffer_reset(&redactor->masked);
		append_mark(redactor, whole, text, record, walk);
		swap(redactor);
		return true;
	}
	buffer_append(&redactor->text, text);
	for (size_t i = 0; i < redactor->texts.count; i++)
		mask(redactor, &redactor->texts.list[i], record, walk);
	return !bytes_equal(buffer_bytes(&redactor->text), text);
}

/* Members that hold text from outside, and those that hold such members. An element counts as its array. */
static const struct bytes texts[] = { BYTES_ROW(NAME_TITLE), BYTES_ROW(NAME_COMMAND),
	BYTES_ROW(NAME_ARGS), BYTES_ROW(NAME_VALUE), BYTES_ROW(NAME_MESSAGE), BYTES_ROW(NAME_TEXT),
	BYTES_ROW(NAME_RAW), BYTES_ROW(NAME_TEMPLATE), BYTES_ROW(NAME_REASON),
	BYTES_ROW(NAME_EXIT_VALUE), BYTES_ROW(NAME_EXE), BYTES_ROW(NAME_CORE), BYTES_ROW(NAME_FILE),
	BYTES_ROW(NAME_MODULE), BYTES_ROW(NAME_PATH), BYTES_ROW(NAME_VALUES) };
static const struct bytes holders[] = { BYTES_ROW(NAME_PROCESS), BYTES_ROW(NAME_FRAMES),
	BYTES_ROW(NAME_LOCALS), BYTES_ROW(NAME_HISTORY), BYTES_ROW(NAME_PAST_FRAMES),
	BYTES_ROW(NAME_EXCEPTION), BYTES_ROW(NAME_CHAIN), BYTES_ROW(NAME_EXCEPTIONS),
	BYTES_ROW(NAME_LOG), BYTES_ROW(NAME_MESSAGES), BYTES_ROW(NAME_VALUES),
	BYTES_ROW(NAME_NATIVE_FRAMES), BYTES_ROW(NAME_SOURCE), BYTES_ROW(NAME_FIRST),
	BYTES_ROW(NAME_LAST), BYTES_ROW(NAME_THREADS), BYTES_ROW(NAME_MODULES), BYTES_ROW("python"),
	BYTES_ROW(NAME_MASKED), BYTES_ROW(NAME_WAITS_FOR) };

/* Whether the value at the walk's end may hold members that are masked. */
static bool
is_holder(const struct walk *walk)
{
	struct bytes name = json_name(walk->path[walk->depth]);

	/* an element of an array that is such a member, or the record itself */
	return name.len == 0 || words_find(LIST(holders), name) != WORDS_NONE;
}

/* Whether the text at the walk's end is one from outside. */
static bool
is_text(const struct walk *walk)
{
	const struct value *value = walk->path[walk->depth];
	struct bytes name = json_name(value);

	if (name.len == 0)
		name = json_name(walk->path[walk->depth - 1]);
	return json_kind(value) == JSON_TEXT && words_find(LIST(texts), name) != WORDS_NONE;
}

bool
redact_line(struct redactor *redactor, const struct record *record, struct bytes *line)
{
	struct walk walk;
	const char *reason, *copied = line->at;
	size_t place;
	struct buffer *out = &redactor->out;
	const struct value *value;

	buffer_reset(out);
	buffer_reset(&redactor->list);
	value = json_read(*line, record->memory, &reason, &place);
	if (value == NULL)
		return false;
	walk_begin(&walk, value);
	while ((value = walk_on(&walk, is_holder(&walk))) != NULL) {
		if (!is_text(&walk) || !mask_text(redactor, value, record, &walk))
			continue;
		if (redactor->text.full || redactor->masked.full)
			return false;
		buffer_append(
		    out, (struct bytes){ copied, (size_t)(json_written(value).at - copied) });
		write_text(out, buffer_bytes(&redactor->text));
		copied = json_written(value).at + json_written(value).len;
	}
	buffer_append(out, bytes_at(*line, copied));
	*line = buffer_bytes(out);
	return !out->full && !redactor->list.full && !arena_full(record->memory);
}

static void
free_all(struct redactions *all)
{
	for (size_t i = 0; i < all->count; i++)
		if (all->list[i].own)
			regex_free(all->list[i].regex);
	free(all->list);
}

void
redact_end(struct redactor *redactor)
{
	free_all(&redactor->texts);
	free_all(&redactor->names);
	free(redactor->classes);
	buffer_free(&redactor->text);
	buffer_free(&redactor->masked);
	buffer_free(&redactor->out);
	buffer_free(&redactor->list);
}
