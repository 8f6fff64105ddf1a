#include "rules/processrule.h"

#include "base/words.h"

#include <stddef.h>

static const struct bytes word_names[] = { [WORD_OF] = BYTES_ROW("of"),
	[WORD_ARE] = BYTES_ROW("are"),
	[WORD_SHARE] = BYTES_ROW("share"),
	[WORD_POOL] = BYTES_ROW("pool"),
	[WORD_LOCK] = BYTES_ROW("lock"),
	[WORD_OWNER] = BYTES_ROW("owner"),
	[WORD_HOLDER] = BYTES_ROW("holder") };

static const struct bytes share_names[] = { [SHARE_NONE] = BYTES_ROW("none"),
	[SHARE_MOST] = BYTES_ROW("most"),
	[SHARE_ALL] = BYTES_ROW("all") };

static bool
is_filled(struct document *document, const cJSON *value)
{
	return (cJSON_IsObject(value) && value->child != NULL) ||
	    document_fail(document, value, "has to be an object, and not empty");
}

/* A text, or several in an array. */
static bool
take_words(struct document *document, const cJSON *value, void *place)
{
	struct processrule_words *words = place;
	const cJSON *each = cJSON_IsArray(value) ? value->child : value;
	size_t count = cJSON_IsArray(value) ? (size_t)cJSON_GetArraySize(value) : 1;

	words->list = arena_alloc(document->memory, (count + 1) * sizeof(*words->list));
	if (words->list == NULL)
		return document_fail(document, value, "out of memory");
	for (; words->count < count; each = each->next)
		if (!document_take_text(document, each, &words->list[words->count++]))
			return false;
	return count > 0 || document_fail(document, value, "is empty");
}

/* Sets a flag; the value has to be that text. */
static bool
take_wording(struct document *document, const cJSON *value, bool *flag, const char *wording)
{
	*flag = true;
	return bytes_equal(document_text(value), bytes_of(wording)) ||
	    document_fail(document, value, "has to be \"%s\"", wording);
}

static bool
take_waits_for(struct document *document, const cJSON *value, void *place)
{
	return take_wording(document, value, place, "one lock");
}

static bool
take_each(struct document *document, const cJSON *value, void *place)
{
	return take_wording(document, value, place, "pool");
}

static bool
take_choice(struct document *document, const cJSON *value, struct processrule_choice *choice)
{
	static const struct document_member members[] = {
		{ "role", take_words, offsetof(struct processrule_choice, roles) },
		{ "state", take_words, offsetof(struct processrule_choice, states) },
		{ "waits_for", take_waits_for, offsetof(struct processrule_choice, one_lock) },
	};

	return is_filled(document, value) &&
	    document_take_members(document, value, "member of a choice", LIST(members), choice);
}

static bool
take_of(struct document *document, const cJSON *value, void *place)
{
	struct processrule_choice *of = place;

	return take_choice(document, value, of) &&
	    (!of->one_lock ||
		document_fail(document, value, "`waits_for` is asked behind none, most or all"));
}

static bool
chooses(const struct processrule_choice *choice)
{
	return choice->one_lock || choice->roles.count > 0 || choice->states.count > 0;
}

/* One of the members `none`, `most` and `all`. */
static bool
take_share(struct document *document, const cJSON *value, void *place)
{
	struct processrule *rule = place;

	if (chooses(&rule->are))
		return document_fail(
		    document, value, "only one of none, most and all may be given");
	rule->share =
	    (enum processrule_share)words_find(LIST(share_names), bytes_of(value->string));
	return take_choice(document, value, &rule->are);
}

static bool
take_at_least(struct document *document, const cJSON *value, void *place)
{
	long long *least = place;

	return (cJSON_IsNumber(value) && bytes_number(document_written(document, value), least) &&
		   *least > 0) ||
	    document_fail(document, value, "has to be a whole number from 1 on");
}

/* Takes the word in braces off the start of the text; PROCESSRULE_WORDS: there is no such word. */
static int
take_word(struct bytes *text)
{
	struct bytes name = bytes_from(*text, 1);
	size_t end = bytes_index(name, '}');
	int word =
	    end == name.len ? WORDS_NONE : words_find(LIST(word_names), bytes_first(name, end));

	*text = bytes_from(name, end + (end < name.len));
	return word == WORDS_NONE ? PROCESSRULE_WORDS : word;
}

static bool
take_finding(struct document *document, const cJSON *value, void *place)
{
	struct processrule *rule = place;
	struct bytes rest = document_text(value);
	bool open = false;

	if (!document_take_text(document, value, &rule->finding))
		return false;
	while (rest.len > 0) {
		char head = bytes_head(rest);

		if (head == '{') {
			int word = take_word(&rest);

			if (word == PROCESSRULE_WORDS)
				return document_fail(document, value,
				    "in braces may stand of, are, share, pool, lock, owner or "
				    "holder");
			rule->asks_holder = rule->asks_holder || word == WORD_HOLDER;
			continue;
		}
		if (head == (open ? '[' : ']'))
			return document_fail(document, value, "its square brackets do not pair");
		open = (open || head == '[') && head != ']';
		rest = bytes_from(rest, 1);
	}
	return !open || document_fail(document, value, "its square brackets do not pair");
}

/* Checks what concerns several members. */
static bool
check(struct document *document, const cJSON *value, const struct processrule *rule)
{
	/* chooses() is right for `of`, too: take_of() refuses `waits_for` there */
	if (!chooses(&rule->are) || rule->finding.len == 0 || chooses(&rule->of) == rule->pools)
		return document_fail(document, value,
		    "a rule of processes has an `of` or an `each`, one of `none`, `most` and "
		    "`all`, "
		    "and a `finding`");
	if (rule->pools && !rule->are.one_lock)
		return document_fail(
		    document, value, "of pools it is only counted who waits for one lock");
	return !rule->are.one_lock || rule->share != SHARE_NONE ||
	    document_fail(document, value, "that none waits for one lock cannot be told");
}

static bool
take_rule(struct document *document, const cJSON *value, void *element)
{
	static const struct document_member members[] = {
		{ "of", take_of, offsetof(struct processrule, of) },
		{ "each", take_each, offsetof(struct processrule, pools) },
		{ "none", take_share, 0 },
		{ "most", take_share, 0 },
		{ "all", take_share, 0 },
		{ "at_least", take_at_least, offsetof(struct processrule, at_least) },
		{ "finding", take_finding, 0 },
	};
	struct processrule *rule = element;

	rule->at_least = 2;
	return is_filled(document, value) &&
	    document_take_members(
		document, value, "member of a rule of processes", LIST(members), rule) &&
	    check(document, value, rule);
}

bool
processrule_take(struct document *document, const cJSON *list, void *first)
{
	return document_take_list(document, list, first, sizeof(struct processrule), take_rule);
}

static bool
has_word(const struct processrule_words *words, struct bytes text)
{
	return words->count == 0 || words_find(words->list, words->count, text) != WORDS_NONE;
}

bool
processrule_is_of(const struct processrule_choice *choice, struct bytes role, struct bytes state)
{
	return has_word(&choice->roles, role) && has_word(&choice->states, state);
}

void
processrule_say(
    const struct processrule *rule, const struct bytes words[PROCESSRULE_WORDS], struct buffer *out)
{
	struct bytes rest = rule->finding;
	size_t part = 0; /* where the part in brackets began */
	bool known = true;

	while (rest.len > 0) {
		char head = bytes_head(rest);

		if (head == '{') {
			struct bytes word = words[take_word(&rest)];

			known = known && word.len > 0;
			buffer_append(out, word);
			continue;
		}
		if (head == '[') {
			part = out->len;
			known = true;
		} else if (head == ']') {
			out->len = known ? out->len : part;
		} else {
			buffer_byte(out, head);
		}
		rest = bytes_from(rest, 1);
	}
}
