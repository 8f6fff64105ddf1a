#include "rules/review.h"

#include "io/cli.h"
#include "same/normalise.h"

/* One rule of a file, and memory for names. */
struct reviewing {
	const struct rulefile *rules;
	const struct rule *rule;
	struct arena *memory;
};

/* Warns of a name that is only one of the forms in which a function is printed, where a shorter one matches all. */
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
			/* names of Python functions have only one form */
			if (!condition->exactly && !in->rules->python &&
			    (term->ask == ASK_FUNCTION || term->ask == ASK_CALLED_BY ||
				term->ask == ASK_CALLED_UNDER))
				review_name(in, term);
			for (const struct condition *each = term->conditions; each != NULL;
			     each = each->next)
				review_condition(in, each);
		}
}

/* The first label before this one that has the same condition and gives the same members; NULL: there is none. */
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
	const struct rule *const lists[] = { rules->trims, rules->labels, rules->handler };
	struct reviewing in = { .rules = rules, .memory = arena_new(NAMES_MAX) };

	for (size_t i = 0; i < COUNT_OF(lists) && in.memory != NULL; i++)
		for (in.rule = lists[i]; in.rule != NULL; in.rule = in.rule->next) {
			const struct rule *before =
			    lists[i] == rules->labels ? says_it_before(rules, in.rule) : NULL;

			review_condition(&in, in.rule->when);
			if (before != NULL)
				cli_note_line(rules->path, in.rule->line,
				    "says nothing: the label in line %lld has the same condition",
				    before->line);
		}
	arena_free(in.memory);
}
