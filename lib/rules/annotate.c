#include "rules/annotate.h"

#include "base/words.h"
#include "record/changes.h"
#include "record/names.h"
#include "rules/match.h"
#include "same/fingerprint.h"
#include "same/pool.h"

/* What rules make of a record. */
struct found {
	bool trims; /* trims were tried */
	struct labels labels;
	struct fingerprint made; /* if the record had none */
	struct bytes issue;      /* of the known issue, if it is one; goes before that of a rule */
};

static bool
is_needed(const struct rulefile *rules, const struct stack_frame *frame)
{
	if (frame->python && !rulefile_sees_python(rules))
		return false;
	if (!rules->needs_marks[frame->marks[0]] && !rules->needs_marks[frame->marks[1]])
		return false;
	return words_find(rules->needs, rules->needs_count, frame->function) != WORDS_NONE ||
	    words_find(rules->needs, rules->needs_count, frame->name) != WORDS_NONE;
}

/* `again`: the executable is the last one that was asked about, so the answer is known unless a match was given up. */
static bool
exe_matches(struct rulefile *rules, struct bytes exe, bool again)
{
	enum regex_result result;

	if (again && rules->exe_rule.given_up == 0)
		return rules->exe_matches;
	if (rules->exe_rule.given_up >= MATCH_TRIES)
		return false;
	result = regex_match(rules->exe, exe);
	rules->exe_rule.given_up += result == REGEX_LIMIT;
	rules->exe_matches = result == REGEX_YES;
	return rules->exe_matches;
}

/* Whether the file applies to the record. */
static bool
applies(struct rulefile *rules, const struct stack *stack, bool exe_again)
{
	if (rules->always || (rules->python && stack->python))
		return true;
	if (rules->exe != NULL && stack->exe.len > 0)
		return exe_matches(rules, stack->exe, exe_again);
	for (size_t i = 0; i < stack->count; i++)
		if (is_needed(rules, &stack->frames[i]))
			return true;
	return false;
}

static void
know_needs(struct annotator *annotator, const struct rulefile *rules)
{
	for (const struct rulefile *each = rules; each != NULL; each = each->next)
		for (size_t i = 0; i < STACK_MARKS; i++)
			annotator->needs_marks[i] |= each->needs_marks[i];
	annotator->needs_known = true;
}

/* The few frames that rule files may need: only these are compared with what each file needs. */
static struct stack
needed_frames(struct annotator *annotator, const struct stack *stack, struct arena *memory)
{
	struct stack needed = *stack;

	needed.count = 0;
	needed.frames = arena_alloc(memory, (stack->count + 1) * sizeof(*needed.frames));
	for (size_t i = 0; needed.frames != NULL && i < stack->count; i++)
		if (annotator->needs_marks[stack->frames[i].marks[0]] ||
		    annotator->needs_marks[stack->frames[i].marks[1]])
			needed.frames[needed.count++] = stack->frames[i];
	return needed;
}

/* Finds the files that apply; before any trim, which could take off a frame that a file needs. */
static void
find_rules(struct annotator *annotator, struct rulefile *rules, const struct stack *stack,
    struct arena *memory)
{
	bool exe_again =
	    stack->exe.len > 0 && bytes_equal(stack->exe, buffer_bytes(&annotator->exe));
	struct stack needed;

	if (!annotator->needs_known)
		know_needs(annotator, rules);
	needed = needed_frames(annotator, stack, memory);
	for (struct rulefile *each = rules; each != NULL; each = each->next)
		each->applies = applies(each, &needed, exe_again);
	if (exe_again || stack->exe.len == 0)
		return;
	buffer_set(&annotator->exe, stack->exe);
}

/* A number of an exception's frames; 0 or 1: they have none, or rules depend on more than the frames. */
static uint64_t
unruled_number(
    const struct annotator *annotator, const struct stack *stack, const struct record *record)
{
	uint64_t number = json_number_of(json_member(record->value, NAME_FRAMES));

	if (annotator->reasons != NULL || stack->exe.len > 0 || stack->exception.len == 0)
		return 0;
	return 2 * number +
	    bytes_equal(json_text(record->value, NAME_LANGUAGE), BYTES(NAME_PYTHON));
}

/* Reads the frames and finds the files that apply, unless it is known that none does. False: no memory. */
static bool
find_rules_of_frames(struct annotator *annotator, struct rulefile *rules, struct stack *stack,
    const struct record *record)
{
	uint64_t number = unruled_number(annotator, stack, record);
	uint64_t *unruled = &annotator->unruled[number / 2 % ANNOTATE_UNRULED];
	bool known = number > 1 && *unruled == number;

	if (known && !annotator->ruled) /* none applied to the record before: `applies` is right */
		return true;
	if (!known && !stack_read_frames(stack, record))
		return false;
	find_rules(annotator, rules, stack, record->memory);
	annotator->ruled = false;
	for (const struct rulefile *each = rules; each != NULL && !annotator->ruled;
	     each = each->next)
		annotator->ruled = each->applies;
	if (!annotator->ruled)
		*unruled = number;
	return true;
}

static void
mark(struct stack *stack, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		stack->frames[i].dropped = true;
}

/* Marks what the trim takes away where it matches; `from` is where the match was looked for. */
static void
mark_match(enum drop drop, struct stack *stack, struct range range, size_t from)
{
	switch (drop) {
	case DROP_INNER: /* frames further in than the match before are marked already */
		mark(stack, from == 0 ? 0 : from - 1, range.first);
		break;
	case DROP_OUTER:
		mark(stack, range.last + 1, stack->count);
		break;
	case DROP_FROM:
		mark(stack, range.first, stack->count);
		break;
	case DROP_MATCH:
		mark(stack, range.first, range.last + 1);
		break;
	case DROP_FIRST:
		mark(stack, range.first, range.first + 1);
		break;
	}
}

/* Takes the marked frames away, or with `keep` only the marks. Gives how many frames it took. */
static size_t
drop_marked(struct stack *stack, bool keep)
{
	size_t kept = 0, count = stack->count;

	for (size_t i = 0; i < count; i++) {
		bool stays = keep || !stack->frames[i].dropped;

		stack->frames[i].dropped = false;
		if (stays)
			stack->frames[kept++] = stack->frames[i];
	}
	stack->count = kept;
	stack->trimmed += count - kept;
	return count - kept;
}

void
annotate_trim(struct rule *trim, struct stack *stack)
{
	struct matching matching = match_begin(trim->when, stack, &trim->given_up);
	bool again = trim->each && trim->drop != DROP_OUTER && trim->drop != DROP_FROM;
	struct range range;
	size_t from = 0;

	trim->took = 0;
	if (!match_next(&matching, from, &range) || !range.any)
		return;
	do {
		mark_match(trim->drop, stack, range, from);
		from = trim->drop == DROP_MATCH ? range.last + 1 : range.first + 1;
	} while (again && from < stack->count && match_next(&matching, from, &range) && range.any);
	trim->took = drop_marked(stack, matching.over);
}

static void
trim_frames(struct rulefile *rules, struct stack *stack, struct found *found)
{
	for (; rules != NULL; rules = rules->next) {
		if (rules->trims == NULL || !rules->applies)
			continue;
		found->trims = true;
		stack->native = !rulefile_sees_python(rules);
		for (struct rule *trim = rules->trims; trim != NULL; trim = trim->next)
			annotate_trim(trim, stack);
	}
}

/* Whether a member may be set: with --relabel always, else only if the record lacks it. */
static bool
may_change(const struct annotator *annotator, const struct record *record, const char *name)
{
	return annotator->relabel || json_member(record->value, name) == NULL;
}

/* Also names the file that gave the first label, if one was taken. */
static void
change_labels(struct changes *changes, const struct annotator *annotator,
    const struct record *record, const struct found *found)
{
	bool taken = false;

	for (size_t i = 0; i < SAYS; i++) {
		if (found->labels.says[i].len == 0 ||
		    !may_change(annotator, record, rulefile_says[i]) ||
		    (i == SAY_ISSUE && found->issue.len > 0))
			continue;
		changes_json(changes, rulefile_says[i], found->labels.says[i]);
		taken = taken || i != SAY_RELEASE;
	}
	if (taken && may_change(annotator, record, NAME_PACK))
		changes_text(changes, NAME_PACK, found->labels.pack);
}

static void
change_pool(struct changes *changes, const struct record *record)
{
	struct bytes pool = pool_numbered(record->value, record->memory);

	if (pool.len > 0 && json_member(record->value, NAME_POOL) == NULL)
		changes_text(changes, NAME_POOL, pool);
}

/* The fingerprint is that of the frames before any trim. False: no memory. */
static bool
change_fingerprint(struct changes *changes, struct annotator *annotator,
    const struct record *record, struct fingerprint *made)
{
	made->hash[0] = '\0';
	if (json_member(record->value, NAME_FINGERPRINT) != NULL ||
	    json_member(record->value, NAME_TRIMMED) != NULL)
		return true;
	if (!fingerprint_of(record->value, record->memory, &annotator->text, made))
		return false;
	if (made->hash[0] == '\0')
		return true;
	changes_text(changes, NAME_FINGERPRINT, bytes_of(made->hash));
	changes_text(changes, NAME_SIGNATURE, bytes_of(made->signature));
	if (annotator->fingerprint_text)
		changes_text(changes, NAME_FINGERPRINT_TEXT,
		    fingerprint_text(record->value, record->memory, &annotator->text));
	return true;
}

/* Takes the release from the log, if neither the option nor a rule gave one. */
static void
find_release(const struct record *record, struct found *found)
{
	static const char *const names[] = { NAME_RELEASE, "service.version" };
	const struct value *log = json_member(record->value, NAME_LOG);

	for (size_t i = 0; i < COUNT_OF(names) && found->labels.says[SAY_RELEASE].len == 0; i++) {
		const struct value *release = json_path(log, bytes_of(names[i]));

		if (json_string(release).len > 0)
			found->labels.says[SAY_RELEASE] = json_written(release);
	}
}

/* The release that the record will have. */
static struct bytes
release_of(
    const struct annotator *annotator, const struct record *record, const struct found *found)
{
	struct bytes json = found->labels.says[SAY_RELEASE];
	const char *reason;
	size_t place;

	if (json.len == 0 || !may_change(annotator, record, NAME_RELEASE))
		return json_text(record->value, NAME_RELEASE);
	return json_string(json_read(json, record->memory, &reason, &place));
}

/*
 * Whether the record is known: a known issue has its fingerprint, or it has an issue itself, or a rule gives it one. It is
 * only called new if known issues were given.
 */
static struct judged
judge(struct annotator *annotator, const struct record *record, struct found *found)
{
	struct bytes made = bytes_of(found->made.hash), given = found->labels.says[SAY_ISSUE];
	struct bytes fingerprint = made.len > 0 ? made : json_text(record->value, NAME_FINGERPRINT);
	struct known_entry *entry =
	    annotator->known == NULL ? NULL : known_find(annotator->known, fingerprint);
	struct bytes issue = given.len > 0 && may_change(annotator, record, NAME_ISSUE)
	    ? given
	    : json_written(json_member(record->value, NAME_ISSUE));

	if (news_is_absent(record) || (annotator->known == NULL && given.len == 0))
		return (struct judged){ .gap = JUDGE_TOLD };
	if (entry == NULL && issue.len == 0)
		return judge_unknown(fingerprint);
	if (entry != NULL) {
		entry->seen = true;
		found->issue = entry->issue;
	}
	return judge_issue(found->issue.len > 0 ? found->issue : issue,
	    release_of(annotator, record, found), record->memory);
}

static void
change_news(struct changes *changes, const struct found *found, struct news news)
{
	if (found->issue.len > 0)
		changes_json(changes, NAME_ISSUE, found->issue);
	if (!news.told)
		return;
	changes_json(changes, NAME_KNOWN, news.fresh ? BYTES("false") : BYTES("true"));
	changes_json(changes, NAME_REGRESSED, news.regressed ? BYTES("true") : BYTES_NONE);
}

static void
change_frames(struct changes *changes, const struct stack *stack)
{
	struct buffer *value = changes_begin(changes, NAME_TRIMMED);

	buffer_number(value, (long long)stack->trimmed);
	if (stack->trimmed == 0)
		return;
	changes_begin(changes, NAME_FRAMES);
	buffer_byte(value, '[');
	for (size_t i = 0; i < stack->count; i++) {
		if (i > 0)
			buffer_byte(value, ',');
		buffer_append(value, json_written(stack->frames[i].value));
	}
	buffer_byte(value, ']');
}

bool
annotate_record(struct annotator *annotator, struct rulefile *rules, const struct record *record,
    struct bytes *line)
{
	struct changes changes = { .values = &annotator->values };
	struct found found = { .labels.says[SAY_RELEASE] = annotator->release };
	struct stack stack;

	buffer_reset(&annotator->out);
	buffer_reset(&annotator->values);
	buffer_reset(&annotator->text);
	stack_begin(&stack, record);
	if (!change_fingerprint(&changes, annotator, record, &found.made) ||
	    !find_rules_of_frames(annotator, rules, &stack, record))
		return false;
	if (annotator->ruled && json_member(record->value, NAME_TRIMMED) == NULL)
		trim_frames(rules, &stack, &found);
	if (annotator->ruled)
		labels_find(rules, &stack, record->memory, &found.labels);
	if (annotator->reasons != NULL) {
		annotator->reasons->labels = found.labels;
		annotator->reasons->stack = stack;
		annotator->reasons->trims = found.trims;
	}
	find_release(record, &found);
	annotator->judged = judge(annotator, record, &found);
	if (found.trims)
		change_frames(&changes, &stack);
	change_labels(&changes, annotator, record, &found);
	change_pool(&changes, record);
	change_news(&changes, &found, annotator->judged.news);
	*line = record->line;
	if (changes.count > 0) {
		changes_write(&changes, record->value, &annotator->out);
		*line = buffer_bytes(&annotator->out);
	}
	return !annotator->out.full && !annotator->text.full && !arena_full(record->memory);
}

void
annotate_free(struct annotator *annotator)
{
	buffer_free(&annotator->out);
	buffer_free(&annotator->values);
	buffer_free(&annotator->text);
	buffer_free(&annotator->exe);
}

/* The first rule of a list that needs a warning it has not had; NULL: there is none. */
static const struct rule *
next_given_up(struct rule *rule)
{
	for (; rule != NULL; rule = rule->next) {
		unsigned to_say = rule->given_up == 0 ? 0 : rule->given_up < MATCH_TRIES ? 1 : 2;
		bool news = to_say > rule->said;

		rule->said = to_say;
		if (news)
			return rule;
	}
	return NULL;
}

const struct rule *
annotate_next_given_up(struct rulefile *rules)
{
	struct rule *const lists[] = { &rules->exe_rule, rules->trims, rules->labels,
		rules->handler };
	const struct rule *news = NULL;

	for (size_t i = 0; i < COUNT_OF(lists) && news == NULL && (i == 0 || rules->applies); i++)
		news = next_given_up(lists[i]);
	return news;
}
