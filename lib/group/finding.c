#include "group/finding.h"

#include "base/regex.h"
#include "group/counting.h"
#include "group/holder.h"

enum {
	SENTENCES_MAX = 5, /* on one process; the others are counted */
	KINDS_MAX = 2000,  /* of threads; if there are more, no rule is asked */
};

/* What is said of processes. */
struct saying {
	struct counting counted;
	struct buffer out; /* the sentences */
	long long said;    /* how many there are */
	size_t passed;     /* processes with more kinds of threads than KINDS_MAX */
};

/* What a rule found. */
struct found {
	long long of;  /* how many threads the rule counts */
	long long are; /* how many of these are as the rule wants them */
	struct bytes pool, lock;
	long long owner;    /* its LWP; below 0: not known */
	bool but_the_owner; /* all threads of the pool wait, except for the one that has the lock */
};

/* Whether a pack labelled a thread of the process. */
static bool
is_named(const struct counting *in, struct bytes pack)
{
	for (size_t i = 0; i < in->kind_count; i++)
		if (bytes_equal(in->kinds[i].pack, pack))
			return true;
	return false;
}

static bool
applies(const struct rulefile *rules, const struct counting *in)
{
	if (rules->processes == NULL)
		return false;
	if (rules->always)
		return true;
	if (rules->pack || rules->exe == NULL || in->exe.len == 0)
		return is_named(in, rules->name);
	return regex_match(rules->exe, in->exe) == REGEX_YES;
}

/* The number of threads in one look, on average: `count` is of all looks. */
static struct bytes
number_of(const struct counting *in, long long count, struct arena *memory)
{
	struct buffer text = { .at = NULL };
	struct bytes written;

	if (count % in->looks != 0)
		buffer_append(&text, BYTES("about "));
	buffer_number(&text, count / in->looks);
	written = arena_copy(memory, buffer_bytes(&text));
	buffer_free(&text);
	return written;
}

/* The thread with that LWP, as people know it: `thread 3`, else `LWP 4711`. */
static struct bytes
describe_owner(const struct counting *in, long long lwp, struct arena *memory)
{
	struct buffer text = { .at = NULL };
	struct bytes written;
	long long tid = -1;

	for (size_t g = 0; lwp >= 0 && g < in->group_count && tid < 0; g++)
		for (size_t i = 0; i < in->groups[g]->members.count && tid < 0; i++)
			if (in->groups[g]->members.list[i].lwp == lwp)
				tid = in->groups[g]->members.list[i].tid;
	holder_append_thread(&text, tid, lwp);
	written = arena_copy(memory, buffer_bytes(&text));
	buffer_free(&text);
	return written;
}

static bool
is_all(const struct found *found)
{
	return found->are == found->of || found->but_the_owner;
}

/* `all 8`, `all 7 other`, or `7 of 10`. */
static struct bytes
share_of(const struct counting *in, const struct found *found, struct arena *memory)
{
	struct bytes share = arena_copy(memory, is_all(found) ? BYTES("all ") : BYTES_NONE);

	share = arena_join(memory, share, number_of(in, found->are, memory));
	if (found->but_the_owner)
		return arena_join(memory, share, BYTES(" other"));
	if (is_all(found))
		return share;
	share = arena_join(memory, share, BYTES(" of "));
	return arena_join(memory, share, number_of(in, found->of, memory));
}

static void
say(struct saying *in, const struct processrule *rule, const struct found *found)
{
	struct arena *memory = in->counted.grouping->tree;
	struct bytes words[PROCESSRULE_WORDS] = {
		[WORD_OF] = number_of(&in->counted, found->of, memory),
		[WORD_ARE] = number_of(&in->counted, found->are, memory),
		[WORD_SHARE] = share_of(&in->counted, found, memory),
		[WORD_POOL] = found->pool,
		[WORD_LOCK] = found->lock,
		[WORD_OWNER] = describe_owner(&in->counted, found->owner, memory),
	};

	if (rule->asks_holder)
		words[WORD_HOLDER] = holder_describe(&in->counted);
	if (++in->said > SENTENCES_MAX)
		return;
	if (in->said > 1)
		buffer_append(&in->out, BYTES("; "));
	processrule_say(rule, words, &in->out);
}

/* Whether enough are as the rule wants them. */
static bool
is_enough(const struct counting *in, const struct processrule *rule, const struct found *found)
{
	long long least = rule->at_least * in->looks;

	if (found->of < least || found->are > found->of ||
	    (rule->are.one_lock && found->are < least))
		return false;
	switch (rule->share) {
	case SHARE_NONE:
		return found->are == 0;
	case SHARE_MOST:
		return found->are > found->of - found->are || is_all(found);
	case SHARE_ALL:
		return is_all(found);
	}
	return false;
}

/*
 * Counts by labels alone. A thread whose state is not known counts against the rule: for `none` as if it had the state, for
 * `most` and `all` as if it had not.
 */
static void
judge_labels(struct saying *in, const struct processrule *rule)
{
	struct found found = { .owner = -1 };

	for (size_t i = 0; i < in->counted.kind_count; i++) {
		const struct census_kind *kind = &in->counted.kinds[i];
		bool unknown = rule->are.states.count > 0 && kind->state.len == 0;

		if (!processrule_is_of(&rule->of, kind->role, kind->state))
			continue;
		found.of += kind->count;
		if (unknown ? rule->share == SHARE_NONE
			    : processrule_is_of(&rule->are, kind->role, kind->state))
			found.are += kind->count;
	}
	if (is_enough(&in->counted, rule, &found))
		say(in, rule, &found);
}

/* Whether an earlier kind has the same lock, and with `pools` the same pool, so that it was judged already. */
static bool
is_judged(const struct counting *in, size_t number, bool pools)
{
	const struct census_kind *kind = &in->kinds[number];

	for (size_t i = 0; i < number; i++)
		if (bytes_equal(in->kinds[i].lock, kind->lock) &&
		    (!pools || bytes_equal(in->kinds[i].pool, kind->pool)))
			return true;
	return false;
}

/* Counts who waits for the lock of a kind of threads: among its pool, or among the threads that the rule counts. */
static void
judge_lock(struct saying *in, const struct processrule *rule, const struct census_kind *one)
{
	const struct counting *counted = &in->counted;
	struct found found = { .lock = one->lock, .owner = -1 };

	if (rule->pools)
		found.pool = one->pool;
	for (size_t i = 0; i < counted->kind_count; i++) {
		const struct census_kind *kind = &counted->kinds[i];

		if (rule->pools ? !bytes_equal(kind->pool, one->pool)
				: !processrule_is_of(&rule->of, kind->role, kind->state))
			continue;
		found.of += kind->count;
		if (!bytes_equal(kind->lock, one->lock) ||
		    !processrule_is_of(&rule->are, kind->role, kind->state))
			continue;
		if (found.are == 0)
			found.owner = kind->owner;
		else if (kind->owner != found.owner)
			found.owner = -1; /* the owner changed */
		found.are += kind->count;
	}
	if (rule->pools) {
		found.of = counted->pool_counts[keyset_find(&counted->pools, one->pool)];
		found.but_the_owner = found.of - found.are <= counted->looks &&
		    found.are > found.of / 2 && found.are < found.of &&
		    counting_of_thread(counted, found.owner, found.pool) == found.of - found.are;
	}
	if (is_enough(counted, rule, &found))
		say(in, rule, &found);
}

static void
judge(struct saying *in, const struct processrule *rule)
{
	const struct counting *counted = &in->counted;

	if (!rule->are.one_lock) {
		judge_labels(in, rule);
		return;
	}
	if (rule->pools && !counted->listed)
		return;
	for (size_t i = 0; i < counted->kind_count; i++) {
		const struct census_kind *kind = &counted->kinds[i];

		if (kind->lock.len > 0 && !is_judged(counted, i, rule->pools) &&
		    (!rule->pools || keyset_find(&counted->pools, kind->pool) != INDEX_NONE))
			judge_lock(in, rule, kind);
	}
}

/* Tries all rules on the process that was counted. */
static void
judge_all(struct saying *in, const struct rulefile *rules)
{
	if (in->counted.partial)
		return;
	if (in->counted.kind_count > KINDS_MAX) {
		in->passed++;
		return;
	}
	for (; rules != NULL; rules = rules->next)
		for (const struct processrule *rule =
			 applies(rules, &in->counted) ? rules->processes : NULL;
		     rule != NULL; rule = rule->next)
			judge(in, rule);
	if (in->said <= SENTENCES_MAX)
		return;
	buffer_append(&in->out, BYTES("; and "));
	buffer_number(&in->out, in->said - SENTENCES_MAX);
	buffer_append(&in->out, BYTES(" more"));
}

/* Whether all threads are of one process, although the groups are not made by process. */
static bool
is_one_process(const struct grouping *grouping)
{
	const struct roster *roster = &grouping->roster;

	for (size_t i = 0; i < grouping->count; i++)
		if (grouping->groups[i]->members.more > 0)
			return false;
	return roster->owner_count == 1 && roster->owners[0].pid >= 0;
}

bool
finding_find(struct grouping *grouping, const struct rulefile *rules, size_t *passed)
{
	struct saying in = { .counted.grouping = grouping };
	bool good = true;

	*passed = 0;
	if (rules == NULL || (!grouping->options.threads.process && !is_one_process(grouping)))
		return true;
	group_sort(grouping);
	for (size_t i = 0; i < grouping->count && good; i += in.counted.group_count) {
		in.said = 0;
		buffer_reset(&in.out);
		good = counting_next(&in.counted, i);
		if (good)
			judge_all(&in, rules);
		grouping->groups[i]->finding = arena_copy(grouping->memory, buffer_bytes(&in.out));
		good = good && !in.out.full && !arena_full(grouping->tree) &&
		    !arena_full(grouping->memory);
	}
	*passed = in.passed;
	counting_end(&in.counted);
	buffer_free(&in.out);
	return good;
}
