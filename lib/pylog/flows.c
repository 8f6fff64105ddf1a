#include "pylog/flows.h"

#include "base/hash.h"
#include "base/memory.h"
#include "pylog/carrier/prefix.h"
#include "pylog/traceback/grammar.h"

#include <limits.h>
#include <stdlib.h>

enum { SPARE_MEMORY = 128 * 1024 }; /* bytes: a flow that holds more is freed, not used again */

static void
free_one(struct open_flow *open)
{
	if (open == NULL)
		return;
	flow_free(&open->flow);
	free(open);
}

void
flows_free(struct flows *flows)
{
	for (size_t i = 0; i < flows->count; i++)
		free_one(flows->open[i]);
	for (size_t i = 0; i < flows->spare_count; i++)
		free_one(flows->spare[i]);
	free_one(flows->last);
}

static struct flows_key **
bucket(struct flows *flows, unsigned long long key)
{
	return &flows->buckets[hash_number(key) % FLOWS_BUCKETS];
}

static void
remove_keys(struct flows *flows, struct open_flow *open)
{
	for (size_t i = 0; i < open->key_count; i++) {
		struct flows_key *key = &open->keys[i], **place = bucket(flows, key->key);

		while (*place != key)
			place = &(*place)->next;
		*place = key->next;
		flows->keys[key->place]--;
	}
	open->key_count = 0;
	while (flows->deepest > 0 && flows->keys[flows->deepest] == 0)
		flows->deepest--;
}

static void
add_key(
    struct flows *flows, struct open_flow *open, unsigned long long key, size_t place, bool part)
{
	struct flows_key *added, **first = bucket(flows, key);

	if (open->key_count == FLOWS_KEYS)
		return;
	added = &open->keys[open->key_count++];
	*added = (struct flows_key){ *first, open, key, (unsigned char)place, part };
	*first = added;
	flows->keys[place]++;
	if (place > flows->deepest)
		flows->deepest = place;
}

/*
 * The text that all lines of the flow begin with, apart from times; while it is undecided, a longer text. No bytes: any
 * line may be of it.
 */
static struct bytes
beginning(const struct flow *flow)
{
	const struct prefix *prefix = &flow->carrying.prefix;

	if (flow->carrying.fresh || prefix->counter > 0)
		return BYTES_NONE;
	return flow->undecided ? flow->heading.before : prefix_text(prefix);
}

/*
 * A flow whose prefix is known is found by the whole of that. While it is undecided, the prefix may end with any word that a
 * blank follows.
 */
void
flows_place(struct flows *flows, struct open_flow *open)
{
	struct prefix_reader reader = { .text = beginning(&open->flow), .cut = true };
	unsigned long long key = open->flow.key;
	size_t place = 0;

	remove_keys(flows, open);
	if (key == 0)
		for (size_t i = 1; i < FLOWS_PLACES && prefix_next_place(&reader); i++) {
			struct bytes rest = bytes_from(reader.text, reader.at);

			key = reader.key;
			place = i;
			if (open->flow.undecided && bytes_indent(rest) > 0 &&
			    open->key_count < FLOWS_KEYS - 1)
				add_key(flows, open, key, place, true);
		}
	add_key(flows, open, key, place, false);
}

void
flows_weigh(struct flows *flows, struct open_flow *open)
{
	size_t memory = flow_memory(&open->flow);

	/* a single one may hold more than several together */
	if (flows->count == 1)
		return;
	flows->memory += memory - open->memory;
	open->memory = memory;
}

static struct open_flow *
new_one(struct flows *flows)
{
	struct open_flow *open;

	if (flows->spare_count > 0)
		return flows->spare[--flows->spare_count];
	open = memory_zero(1, sizeof(*open));
	if (open == NULL || flow_init(&open->flow, flows->options, flows->window))
		return open;
	free_one(open);
	return NULL;
}

struct open_flow *
flows_open(struct flows *flows, const struct flow_line *line, const struct heading *heading)
{
	struct open_flow *open = flows->count > FLOWS_MAX ? NULL : new_one(flows);

	if (open == NULL)
		return NULL;
	flow_open(&open->flow, line, heading);
	if (flows->count == 0)
		flows->silent_from = 0;
	open->number = ++flows->opened;
	open->asked = 0;
	open->memory = 0;
	flows->open[flows->count++] = open;
	flows->in_objects += open->flow.key != 0;
	if (flows->count == 2)
		flows_weigh(flows, flows->open[0]);
	flows_weigh(flows, open);
	flows_place(flows, open);
	return open;
}

/* Keeps the flow that ended last, as the next event may be of the same log message; the one before it is used again. */
static void
set_last(struct flows *flows, struct open_flow *open)
{
	struct open_flow *last = flows->last;

	flows->last = open;
	if (last == NULL)
		return;
	if (flows->spare_count < FLOWS_SPARE && flow_memory(&last->flow) <= SPARE_MEMORY)
		flows->spare[flows->spare_count++] = last;
	else
		free_one(last);
}

void
flows_forget_last(struct flows *flows)
{
	set_last(flows, NULL);
}

void
flows_close(struct flows *flows, struct open_flow *open)
{
	size_t i = flows->count;

	remove_keys(flows, open);
	while (i > 0 && flows->open[i - 1] != open)
		i--;
	memmove(&flows->open[i - 1], &flows->open[i], (flows->count - i) * sizeof(open));
	flows->count--;
	flows->in_objects -= open->flow.key != 0;
	flows->memory -= open->memory;
	open->memory = 0;
	set_last(flows, open);
}

/* Whether the text behind a word may be the line below a header: it is set in, or a frame. */
static bool
may_go_on(struct bytes rest)
{
	struct traceback_frame frame;

	rest = bytes_from(rest, 1);
	if (rest.len == 0 || memchr(" \tF>MC", rest.at[0], 6) == NULL)
		return false;
	return bytes_indent(rest) > 0 || grammar_read_frame(rest, &frame);
}

/* Adds the flows with that key at that place to the `count` in `found`, oldest first. */
static size_t
find_at(struct flows *flows, size_t count, unsigned long long key, size_t place, bool parts)
{
	for (struct flows_key *at = *bucket(flows, key); at != NULL; at = at->next) {
		struct open_flow *open = at->open;
		size_t i = count;

		if (at->key != key || at->place != place || open->asked == flows->searches ||
		    (at->part && !parts))
			continue;
		open->asked = flows->searches;
		for (; i > 0 && flows->found[i - 1]->number > open->number; i--)
			flows->found[i] = flows->found[i - 1];
		flows->found[i] = open;
		count++;
	}
	return count;
}

size_t
flows_find(struct flows *flows, const struct flow_line *line)
{
	struct prefix_reader reader = { .text = line->text };
	size_t count;

	flows->searches++;
	count = find_at(flows, 0, line->key, 0, false);
	if (line->key != 0)
		return count;
	for (size_t i = 1; i <= flows->deepest && prefix_next_place(&reader); i++)
		if (flows->keys[i] > 0)
			count = find_at(flows, count, reader.key, i,
			    may_go_on(bytes_from(line->text, reader.at)));
	return count;
}

/* Whether lines without a prefix are wanted: such a flow has frames, and its exception line is still to come. */
static bool
has_bare_frames(const struct flows *flows)
{
	for (size_t i = 0; i < flows->count; i++) {
		const struct flow *flow = &flows->open[i]->flow;

		if (!flow->undecided && flow->key == 0 && !flow_is_carried(flow) &&
		    !flow_is_whole(flow))
			return true;
	}
	return false;
}

struct open_flow *
flows_above(const struct flows *flows, long long number)
{
	for (size_t i = flows->count; i-- > 0;) {
		const struct flow *flow = &flows->open[i]->flow;

		if (flow->last.number + 1 == number && flow_is_carried(flow))
			return flow->carrying.prefix.text[0] == ' ' || has_bare_frames(flows)
			    ? NULL
			    : flows->open[i];
	}
	return NULL;
}

bool
flows_is_foreign(const struct flows *flows, const struct flow_line *line)
{
	for (size_t i = 0; i < flows->count; i++) {
		const struct flow *flow = &flows->open[i]->flow;
		size_t length;

		if (flow->key == line->key && flow_is_carried(flow) &&
		    prefix_hold(&flow->carrying.prefix, line->text, &length) == PREFIX_FOREIGN)
			return true;
	}
	return false;
}

struct open_flow *
flows_silent(struct flows *flows, long long offset)
{
	long long first = LLONG_MAX;

	if (offset <= flows->silent_from)
		return NULL;
	for (size_t i = 0; i < flows->count; i++) {
		long long seen = flows->open[i]->flow.seen;

		if (offset - seen > FLOWS_GAP)
			return flows->open[i];
		first = seen < first ? seen : first;
	}
	if (flows->count > 0)
		flows->silent_from = first + FLOWS_GAP;
	return NULL;
}

/* To end one that is done loses nothing; else it is the most silent one if there are too many, or the largest. */
struct open_flow *
flows_excess(const struct flows *flows, long long offset)
{
	struct open_flow *chosen = NULL;
	bool many = flows->count > FLOWS_MAX, chosen_done = false;
	long long chosen_rank = 0;

	if (!many && (flows->count < 2 || flows->memory <= FLOWS_MEMORY))
		return NULL;
	for (size_t i = 0; i < flows->count; i++) {
		struct open_flow *open = flows->open[i];
		bool done = flow_is_done(&open->flow, offset);
		long long rank = many || done ? -open->flow.seen : (long long)open->memory;

		if (chosen != NULL && (done == chosen_done ? rank <= chosen_rank : chosen_done))
			continue;
		chosen = open;
		chosen_done = done;
		chosen_rank = rank;
	}
	return chosen;
}
