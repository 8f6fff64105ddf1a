#include "rules/explain.h"

#include "base/shown.h"
#include "record/names.h"
#include "rules/match.h"

enum {
	NEAR_MAX = 5,   /* labels, and trims, of one record that nearly held, or came too late */
	TERM_MAX = 100, /* bytes of what did not hold */
};

/* An explanation under construction. */
struct explaining {
	struct buffer *out;
	const struct reasons *reasons;
	const struct record *record;
	struct stack stack; /* as the rule at hand sees it */
	int more;           /* how many more lines there may be on rules that gave nothing */
};

static void
append_words(struct buffer *out, const char *words)
{
	buffer_append(out, bytes_of(words));
}

/* `httpd.json:17` of a pack, else the path as it was given. */
static void
append_place(struct buffer *out, const struct rulefile *file, const struct rule *rule)
{
	struct bytes path = bytes_of(file->path);

	shown_append(out, file->pack ? bytes_behind_last(path, '/') : path);
	buffer_byte(out, ':');
	buffer_number(out, rule->line);
}

/* `standard input:3: thread 7, "worker-1"` */
static void
append_heading(struct explaining *in)
{
	const struct value *value = in->record->value;
	long long number = json_number(value, NAME_TID);
	struct buffer *out = in->out;

	append_words(out, in->record->file == NULL ? "standard input" : in->record->file);
	buffer_byte(out, ':');
	buffer_number(out, in->record->number);
	append_words(out, ": ");
	shown_append(out, in->record->type);
	if (number < 0)
		number = json_number(value, NAME_LWP);
	if (number >= 0) {
		buffer_byte(out, ' ');
		buffer_number(out, number);
	}
	if (json_text(value, NAME_COMM).len > 0) {
		append_words(out, " \"");
		shown_append(out, json_text(value, NAME_COMM));
		buffer_byte(out, '"');
	}
	buffer_byte(out, '\n');
}

/* Which files apply; and why a user's own file does not. */
static void
append_files(struct explaining *in, const struct rulefile *rules)
{
	struct buffer *out = in->out;
	bool any = false;

	for (const struct rulefile *each = rules; each != NULL; each = each->next) {
		if (!each->applies)
			continue;
		append_words(out, any ? ", " : "  rules that apply: ");
		shown_append(out, each->name);
		any = true;
	}
	append_words(out, any ? "\n" : "  no rules apply\n");
	for (const struct rulefile *each = rules; each != NULL; each = each->next) {
		if (each->applies || each->pack)
			continue;
		append_words(out, "  ");
		shown_append(out, bytes_of(each->path));
		append_words(out,
		    each->exe != NULL && in->reasons->stack.exe.len > 0
			? " does not apply: the executable does not match its exe\n"
			: " does not apply: none of the functions that it needs is in the stack\n");
	}
}

static void
append_saying(struct buffer *out, size_t say, struct bytes said)
{
	append_words(out, rulefile_says[say]);
	buffer_byte(out, ' ');
	shown_append(out, said);
}

/* What the labels gave, and what the record had before. */
static void
append_given(struct explaining *in)
{
	struct buffer *out = in->out;

	for (size_t i = 0; i < SAYS; i++) {
		const struct reason *why = &in->reasons->labels.why[i];
		const struct value *had = json_member(in->record->value, rulefile_says[i]);

		if (why->label == NULL && had == NULL)
			continue;
		append_words(out, "  ");
		if (why->label != NULL) {
			append_saying(out, i, in->reasons->labels.says[i]);
			append_words(out, ": ");
			append_place(out, why->file, why->label);
		} else {
			append_words(out, rulefile_says[i]);
		}
		append_words(out, had == NULL ? "\n" : ": the record had one before\n");
	}
}

static void
append_trims(struct explaining *in, const struct rulefile *rules)
{
	for (; in->reasons->trims && rules != NULL; rules = rules->next) {
		const struct rule *trim = rules->applies ? rules->trims : NULL;

		for (; trim != NULL; trim = trim->next) {
			if (trim->took == 0)
				continue;
			append_words(in->out, "  trim took off ");
			buffer_number(in->out, (long long)trim->took);
			append_words(in->out, trim->took == 1 ? " frame: " : " frames: ");
			append_place(in->out, rules, trim);
			buffer_byte(in->out, '\n');
		}
	}
}

/* Whether the condition asks for anything that few stacks have. */
static bool
says_much(const struct condition *condition)
{
	static const bool little[ASKS] = { [ASK_INNERMOST] = true,
		[ASK_FRAME0] = true,
		[ASK_MAIN] = true,
		[ASK_EXE_MATCHES] = true,
		[ASK_KERNEL_STATE] = true,
		[ASK_NOT] = true };

	for (size_t i = 0; i < SCOPES; i++)
		for (const struct term *term = condition->terms[i]; term != NULL; term = term->next)
			if (!little[term->ask])
				return true;
	return false;
}

static bool
holds(struct condition *condition, const struct stack *stack)
{
	unsigned given_up = 0;
	struct range range;

	return match_condition(condition, stack, &range, &given_up);
}

/* The one term without which the condition would hold; NULL: there is none. */
static const struct term *
only_miss(struct condition *condition, const struct stack *stack)
{
	for (size_t i = 0; i < SCOPES; i++)
		for (struct term **at = &condition->terms[i]; *at != NULL; at = &(*at)->next) {
			struct term *term = *at;
			bool held;

			*at = term->next;
			held = says_much(condition) && holds(condition, stack);
			*at = term;
			if (held)
				return term;
		}
	return NULL;
}

static void
append_miss(struct explaining *in, const struct term *miss)
{
	struct buffer *out = in->out;

	append_words(out, ", but for \"");
	append_words(out, miss->name);
	append_words(out, "\": ");
	shown_append(out, bytes_first(miss->written, TERM_MAX));
	append_words(out, miss->written.len > TERM_MAX ? "…\n" : "\n");
}

/* A label that gave nothing: another one came first, or its condition nearly holds. */
static void
append_other(struct explaining *in, const struct rulefile *file, const struct rule *label)
{
	struct buffer *out = in->out;
	bool held = holds(label->when, &in->stack);
	const struct term *miss = held ? NULL : only_miss(label->when, &in->stack);
	size_t say = label->says[SAY_ROLE].len > 0 ? SAY_ROLE : SAY_STATE;

	if ((!held && miss == NULL) || label->says[say].len == 0)
		return;
	in->more--;
	append_words(out, held ? "  too late, " : "  nearly ");
	append_saying(out, say, label->says[say]);
	append_words(out, ": ");
	append_place(out, file, label);
	if (held)
		buffer_byte(out, '\n');
	else
		append_miss(in, miss);
}

static bool
gave(const struct reasons *reasons, const struct rule *label)
{
	for (size_t i = 0; i < SAYS; i++)
		if (reasons->labels.why[i].label == label)
			return true;
	return false;
}

static void
append_other_labels(struct explaining *in, const struct rulefile *rules)
{
	in->more = NEAR_MAX;
	for (; rules != NULL; rules = rules->next)
		for (const struct rule *label = rules->applies ? rules->labels : NULL;
		     label != NULL && in->more > 0; label = label->next) {
			if (gave(in->reasons, label))
				continue;
			in->stack = labels_see(rules, label, &in->reasons->stack);
			append_other(in, rules, label);
		}
}

/*
 * A trim that took nothing off: there was nothing to take, or an earlier one had taken what it asks for, or its condition
 * nearly holds. `whole` is the stack before all trims.
 */
static void
append_other_trim(struct explaining *in, const struct rulefile *file, const struct rule *trim,
    const struct stack *whole)
{
	struct buffer *out = in->out;
	bool held = holds(trim->when, &in->stack), late = !held && holds(trim->when, whole);
	const struct term *miss = held || late ? NULL : only_miss(trim->when, &in->stack);

	if (!held && !late && miss == NULL)
		return;
	in->more--;
	append_words(out,
	    held       ? "  trim holds, and there is no frame for it to take: "
		: late ? "  too late, trim: "
		       : "  nearly trim: ");
	append_place(out, file, trim);
	if (miss == NULL)
		buffer_byte(out, '\n');
	else
		append_miss(in, miss);
}

/* Trims that took nothing off; the others are applied once more, so that each sees the stack as it was. False: no memory. */
static bool
append_other_trims(struct explaining *in, const struct rulefile *rules)
{
	struct stack whole;

	in->more = NEAR_MAX;
	if (!stack_read(&in->stack, in->record) || !stack_read(&whole, in->record))
		return false;
	for (; in->reasons->trims && rules != NULL; rules = rules->next) {
		in->stack.native = !rulefile_sees_python(rules);
		whole.native = !rulefile_sees_python(rules);
		for (struct rule *trim = rules->applies ? rules->trims : NULL;
		     trim != NULL && in->more > 0; trim = trim->next)
			if (trim->took > 0)
				annotate_trim(trim, &in->stack);
			else
				append_other_trim(in, rules, trim, &whole);
	}
	return true;
}

bool
explain_append(struct buffer *out, const struct annotator *annotator, const struct rulefile *rules,
    const struct record *record)
{
	struct explaining in = { .out = out, .reasons = annotator->reasons, .record = record };

	append_heading(&in);
	append_files(&in, rules);
	append_given(&in);
	append_trims(&in, rules);
	append_other_labels(&in, rules);
	return append_other_trims(&in, rules) && !out->full && !arena_full(record->memory);
}
