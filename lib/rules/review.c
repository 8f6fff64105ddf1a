#include "rules/review.h"

#include "io/cli.h"
#include "same/normalise.h"

/* One rule of a file, and memory for names. */
struct reviewing {
	const struct rulefile *rules;
	const struct rule *rule;
	struct arena *memory;
};

/* A name that only some functions are printed by, where the rule could have the name that all forms of it have. */
static void
review_name(const struct reviewing *in, const struct term *term)
{
	struct bytes name = normalise_name(term->text, in->memory);

	if (!bytes_equal(name, term->text))
		cli_note_line(in->rules->path, in->rule->line,
		    "%s: \"%.*s\" matches only where it is printed so; \"%.*s\" matches all forms "
		    "of it "
		    "(\"exactly\": true if that is meant)",
		    term->name, (int)term->text.len, term->text.at, (int)name.len, name.at);
}

static void
review_condition(const struct reviewing *in, const struct condition *condition)
{
	for (size_t i = 0; i < SCOPES; i++)
		for (const struct term *term = condition->terms[i]; term != NULL;
		     term = term->next) {
			/* what Python calls a function has no other forms */
			if (!condition->exactly && !in->rules->python &&
			    (term->ask == ASK_FUNCTION || term->ask == ASK_CALLED_BY ||
				term->ask == ASK_CALLED_UNDER))
				review_name(in, term);
			for (const struct condition *each = term->conditions; each != NULL;
			     each = each->next)
				review_condition(in, each);
		}
}

/* The first label that says, on the same condition, all that this one does; NULL: it says something. */
static const struct rule *
says_it_before(const struct rulefile *rules, const struct rule *label)
{
	for (const struct rule *each = rules->labels; each != label; each = each->next) {
		bool all = bytes_equal(each->when->written, label->when->written) &&
		    each->first == label->first;

		for (size_t i = 0; i < SAYS; i++)
			all = all && (label->says[i].len == 0 || each->says[i].len > 0);
		if (all)
			return each;
	}
	return NULL;
}

void
review_rules(const struct rulefile *rules)
{
	enum { NAMES_MAX = 64 * 1024 * 1024 };
	struct reviewing in = { .rules = rules, .memory = arena_new(NAMES_MAX) };

	for (in.rule = rules->trims; in.memory != NULL && in.rule != NULL; in.rule = in.rule->next)
		review_condition(&in, in.rule->when);
	for (in.rule = rules->labels; in.memory != NULL && in.rule != NULL;
	     in.rule = in.rule->next) {
		const struct rule *before = says_it_before(rules, in.rule);

		review_condition(&in, in.rule->when);
		if (before != NULL)
			cli_note_line(rules->path, in.rule->line,
			    "says nothing: the label in line %lld has the same condition",
			    before->line);
	}
	in.rule = rules->handler;
	if (in.memory != NULL && in.rule != NULL)
		review_condition(&in, in.rule->when);
	arena_free(in.memory);
}
