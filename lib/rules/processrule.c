#include "rules/processrule.h"

#include "base/words.h"

static const struct bytes word_names[] = { [WORD_OF] = BYTES_ROW("of"),
	[WORD_ARE] = BYTES_ROW("are"),
	[WORD_SHARE] = BYTES_ROW("share"),
	[WORD_POOL] = BYTES_ROW("pool"),
	[WORD_LOCK] = BYTES_ROW("lock"),
	[WORD_OWNER] = BYTES_ROW("owner") };

struct compiling {
	struct document *document;
	struct arena *memory;
};

/* A member, and what takes it; `whole` is the rule or the choice that it is of. */
struct member {
	const char *name;
	bool (*take)(struct compiling *in, const cJSON *value, void *whole);
};

static bool
fail(struct compiling *in, const cJSON *at, const char *reason)
{
	return document_fail(in->document, at, "%s", reason);
}

static bool
take_members(struct compiling *in, const cJSON *object, const char *kind,
    const struct member *members, size_t count, void *whole)
{
	if (!cJSON_IsObject(object) || object->child == NULL)
		return fail(in, object, "has to be an object, and not empty");
	for (const cJSON *each = object->child; each != NULL; each = each->next) {
		const struct member *member = document_row(
		    in->document, object, each, kind, members, sizeof(*members), count);

		if (member == NULL || !member->take(in, each, whole))
			return false;
	}
	return true;
}

/* A text, or several in an array. */
static bool
take_words(struct compiling *in, const cJSON *value, struct processrule_words *words)
{
	const cJSON *each = cJSON_IsArray(value) ? value->child : value;
	size_t count = cJSON_IsArray(value) ? (size_t)cJSON_GetArraySize(value) : 1;

	words->list = arena_alloc(in->memory, (count + 1) * sizeof(*words->list));
	if (words->list == NULL)
		return fail(in, value, "out of memory");
	for (; words->count < count; each = each->next) {
		words->list[words->count++] = document_text(each);
		if (document_text(each).len == 0)
			return fail(in, each, "has to be a text, and not empty");
	}
	return count > 0 || fail(in, value, "is empty");
}

static bool
take_role(struct compiling *in, const cJSON *value, void *whole)
{
	struct processrule_choice *choice = whole;

	return take_words(in, value, &choice->roles);
}

static bool
take_state(struct compiling *in, const cJSON *value, void *whole)
{
	struct processrule_choice *choice = whole;

	return take_words(in, value, &choice->states);
}

static bool
take_waits_for(struct compiling *in, const cJSON *value, void *whole)
{
	struct processrule_choice *choice = whole;

	choice->one_lock = true;
	return bytes_equal(document_text(value), BYTES("one lock")) ||
	    fail(in, value, "has to be \"one lock\"");
}

static bool
take_choice(struct compiling *in, const cJSON *value, struct processrule_choice *choice)
{
	static const struct member members[] = {
		{ "role", take_role },
		{ "state", take_state },
		{ "waits_for", take_waits_for },
	};

	return take_members(in, value, "member of a choice", LIST(members), choice);
}

static bool
take_of(struct compiling *in, const cJSON *value, void *whole)
{
	struct processrule *rule = whole;

	return take_choice(in, value, &rule->of) &&
	    (!rule->of.one_lock ||
		fail(in, value, "`waits_for` is asked behind none, most or all"));
}

static bool
chooses(const struct processrule_choice *choice)
{
	return choice->one_lock || choice->roles.count > 0 || choice->states.count > 0;
}

static bool
take_share(struct compiling *in, const cJSON *value, struct processrule *rule,
    enum processrule_share share)
{
	if (chooses(&rule->are))
		return fail(in, value, "only one of none, most and all may be given");
	rule->share = share;
	return take_choice(in, value, &rule->are);
}

static bool
take_none(struct compiling *in, const cJSON *value, void *whole)
{
	return take_share(in, value, whole, SHARE_NONE);
}

static bool
take_most(struct compiling *in, const cJSON *value, void *whole)
{
	return take_share(in, value, whole, SHARE_MOST);
}

static bool
take_all(struct compiling *in, const cJSON *value, void *whole)
{
	return take_share(in, value, whole, SHARE_ALL);
}

static bool
take_each(struct compiling *in, const cJSON *value, void *whole)
{
	struct processrule *rule = whole;

	rule->pools = true;
	return bytes_equal(document_text(value), BYTES("pool")) ||
	    fail(in, value, "has to be \"pool\"");
}

static bool
take_at_least(struct compiling *in, const cJSON *value, void *whole)
{
	struct processrule *rule = whole;

	return (cJSON_IsNumber(value) &&
		   bytes_number(document_written(in->document, value), &rule->at_least) &&
		   rule->at_least > 0) ||
	    fail(in, value, "has to be a whole number from 1 on");
}

/* The word in braces that the text begins with, which is taken off; PROCESSRULE_WORDS: none is known by that name. */
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
take_finding(struct compiling *in, const cJSON *value, void *whole)
{
	struct processrule *rule = whole;
	struct bytes rest = rule->finding = document_text(value);
	bool open = false;

	if (rest.len == 0)
		return fail(in, value, "has to be a text, and not empty");
	while (rest.len > 0) {
		char head = bytes_head(rest);

		if (head == '{') {
			if (take_word(&rest) == PROCESSRULE_WORDS)
				return fail(in, value,
				    "in braces may stand of, are, share, pool, lock or owner");
			continue;
		}
		if (head == (open ? '[' : ']'))
			return fail(in, value, "its square brackets do not pair");
		open = (open || head == '[') && head != ']';
		rest = bytes_from(rest, 1);
	}
	return !open || fail(in, value, "its square brackets do not pair");
}

/* What the members do not say by themselves. */
static bool
check(struct compiling *in, const cJSON *value, const struct processrule *rule)
{
	/* take_of() lets no `waits_for` through */
	if (!chooses(&rule->are) || rule->finding.len == 0 || chooses(&rule->of) == rule->pools)
		return fail(in, value,
		    "a rule of processes has an `of` or an `each`, one of `none`, `most` and "
		    "`all`, "
		    "and a `finding`");
	if (rule->pools && !rule->are.one_lock)
		return fail(in, value, "of pools it is only counted who waits for one lock");
	return !rule->are.one_lock || rule->share != SHARE_NONE ||
	    fail(in, value, "that none waits for one lock cannot be told");
}

static bool
take_rule(struct compiling *in, const cJSON *value, struct processrule *rule)
{
	static const struct member members[] = {
		{ "of", take_of },
		{ "each", take_each },
		{ "none", take_none },
		{ "most", take_most },
		{ "all", take_all },
		{ "at_least", take_at_least },
		{ "finding", take_finding },
	};

	rule->at_least = 2;
	return take_members(in, value, "member of a rule of processes", LIST(members), rule) &&
	    check(in, value, rule);
}

bool
processrule_compile(
    struct document *document, const cJSON *list, struct arena *memory, struct processrule **first)
{
	struct compiling in = { document, memory };
	struct processrule **last = first;

	if (!cJSON_IsArray(list))
		return fail(&in, list, "has to be an array");
	for (const cJSON *each = list->child; each != NULL; each = each->next) {
		struct processrule *rule = *last = arena_zero(memory, sizeof(*rule));

		if (rule == NULL)
			return fail(&in, each, "out of memory");
		if (!take_rule(&in, each, rule))
			return false;
		last = &rule->next;
	}
	return true;
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
	size_t part = 0; /* where that in brackets began */
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
