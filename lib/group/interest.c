#include "group/interest.h"

#include "base/words.h"
#include "record/counts.h"
#include "record/names.h"
#include "record/news.h"

enum {
	BUSY = 50, /* percent of a CPU from which on threads are running */
	POOL = 2   /* from so many threads in the same wait on, they are a pool without work */
};

/* How states begin: those that the shipped packs give, and those of users' own rules that follow them. */
static const struct bytes crashed_states[] = { BYTES_ROW("crashed"), BYTES_ROW("aborting") };
static const struct bytes running_states[] = { BYTES_ROW("running") };
static const struct bytes idle_states[] = { BYTES_ROW("idle"), BYTES_ROW("waiting for connection"),
	BYTES_ROW("waiting for a connection"), BYTES_ROW("waiting for the accept mutex"),
	BYTES_ROW("waiting for accept mutex"), BYTES_ROW("waiting for a request"),
	BYTES_ROW("waiting for work"), BYTES_ROW("waiting for events"),
	BYTES_ROW("waiting for a command"), BYTES_ROW("waiting for a task") };
/* The same for several threads together: one alone may wait for something that never comes. */
static const struct bytes pool_states[] = { BYTES_ROW("waiting on a condition variable"),
	BYTES_ROW("waiting for a semaphore"), BYTES_ROW("waiting for an item of a queue") };
/* What states of threads that wait for a lock have in them: "waiting for a row lock", "hung: waits for a mutex". */
static const struct bytes lock_words[] = { BYTES_ROW(" lock"), BYTES_ROW(" Lock"),
	BYTES_ROW(" RLock"), BYTES_ROW(" mutex") };

/* What roles of threads that are at work have in them. */
static const struct bytes busy_roles[] = { BYTES_ROW("in a request"), BYTES_ROW("in a task") };

static bool
is_running(const struct value *record, struct bytes state)
{
	return bytes_head(json_text(record, NAME_KERNEL_STATE)) == 'R' ||
	    json_number(record, NAME_CPU_PERCENT) >= BUSY ||
	    words_start(LIST(running_states), state) != WORDS_NONE;
}

static bool
is_idle(struct bytes state, long long count)
{
	return words_start(LIST(idle_states), state) != WORDS_NONE ||
	    (count >= POOL && words_start(LIST(pool_states), state) != WORDS_NONE);
}

static bool
waits_for_lock(struct bytes state)
{
	return bytes_find(state, BYTES("blocked")) != NULL ||
	    (bytes_find(state, BYTES("wait")) != NULL &&
		words_within(LIST(lock_words), state) != WORDS_NONE);
}

static bool
is_blocked(const struct value *record, struct bytes state)
{
	return json_member(record, NAME_WAITS_FOR) != NULL ||
	    bytes_head(json_text(record, NAME_KERNEL_STATE)) == 'D' || waits_for_lock(state) ||
	    words_within(LIST(busy_roles), json_text(record, NAME_ROLE)) != WORDS_NONE;
}

static enum interest_rank
rank_of(const struct value *record, struct bytes state, long long count)
{
	struct news news = news_said(record);
	long long was = json_number(record, NAME_WAS);

	if (was > 0 && count == 0)
		return INTEREST_GONE;
	if (json_flag(record, NAME_CRASHED) ||
	    words_start(LIST(crashed_states), state) != WORDS_NONE)
		return INTEREST_CRASHED;
	if (json_member(record, NAME_DEADLOCK) != NULL)
		return INTEREST_DEADLOCKED;
	if (json_member(record, NAME_BEHIND) != NULL)
		return INTEREST_BEHIND;
	if (news.regressed)
		return INTEREST_REGRESSED;
	if (news.fresh || (was == 0 && count > 0))
		return INTEREST_NEW;
	if (is_idle(state, count)) /* what a rule says goes before what the kernel says */
		return INTEREST_IDLE;
	if (is_running(record, state))
		return INTEREST_RUNNING;
	return is_blocked(record, state) ? INTEREST_BLOCKED : INTEREST_OTHER;
}

/* The first of the states that the threads of a group are in; NULL: it is one state, or not known. */
static const struct value *
first_state(const struct value *record)
{
	return bytes_equal(json_text(record, NAME_TYPE), BYTES(TYPE_GROUP)) &&
		json_number(record, NAME_COUNT) > 0
	    ? json_first(json_member(record, NAME_STATES))
	    : NULL;
}

struct interest
interest_of(const struct value *record)
{
	bool group = bytes_equal(json_text(record, NAME_TYPE), BYTES(TYPE_GROUP));
	long long count = group ? json_number(record, NAME_COUNT) : 1;
	const struct value *each = first_state(record);
	enum interest_rank rank =
	    each == NULL ? rank_of(record, json_text(record, NAME_STATE), count) : INTEREST_GONE;

	for (; each != NULL; each = json_next(each)) {
		enum interest_rank its =
		    rank_of(record, json_text(each, NAME_STATE), json_number(each, NAME_COUNT));

		rank = its < rank ? its : rank;
	}
	return (struct interest){ rank, count < 0 ? 1 : count };
}

long long
interest_count(const struct value *record, enum interest_rank rank)
{
	long long count = 0;

	for (const struct value *each = first_state(record); each != NULL; each = json_next(each)) {
		long long its = json_number(each, NAME_COUNT);

		if (rank_of(record, json_text(each, NAME_STATE), its) == rank)
			count = counts_sum(count, its);
	}
	return first_state(record) == NULL ? -1 : count;
}

int
interest_compare(struct interest one, struct interest other)
{
	if (one.rank != other.rank)
		return one.rank < other.rank ? -1 : 1;
	return (one.count < other.count) - (one.count > other.count);
}
