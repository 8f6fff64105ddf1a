#include "group/holder.h"

#include "record/names.h"

/* What the members said so far. */
struct holding {
	const struct member *holder;
	struct bytes function; /* the function that the holder is in */
	struct bytes lock;     /* its address, as those that wait say; no bytes: none does */
	long long owner;       /* its owner, as those say; below 0: none does */
	bool sure;             /* nothing contradicts anything else */
};

void
holder_append_thread(struct buffer *out, long long tid, long long lwp)
{
	if (tid < 0 && lwp < 0)
		return;
	buffer_append(out, tid >= 0 ? BYTES("thread ") : BYTES("LWP "));
	buffer_number(out, tid >= 0 ? tid : lwp);
}

/* A thread that waits for the GIL. */
static void
note_waiting(struct holding *in, const struct value *wait)
{
	struct bytes lock = json_text(wait, NAME_ADDRESS);
	long long owner = json_number(wait, NAME_OWNER);

	in->sure = in->sure &&
	    (in->lock.len == 0 || lock.len == 0 || bytes_equal(in->lock, lock)) &&
	    (in->owner < 0 || owner < 0 || in->owner == owner);
	if (in->lock.len == 0)
		in->lock = lock;
	if (in->owner < 0)
		in->owner = owner;
}

/* `rest` is what the member has besides its numbers and its name: members of an object, with a comma before each. */
static void
note(struct holding *in, const struct member *member, struct bytes rest, struct arena *memory)
{
	const struct value *value, *wait;

	if (bytes_find(rest, BYTES("\"" NAME_GIL "\"")) ==
	    NULL) /* neither holds it nor waits for it */
		return;
	value = json_read_members(rest, memory);
	wait = json_member(value, NAME_WAITS_FOR);
	if (bytes_equal(json_text(wait, NAME_KIND), BYTES("gil")))
		note_waiting(in, wait);
	if (!json_flag(value, NAME_GIL))
		return;
	in->sure = in->sure && in->holder == NULL;
	in->holder = member;
	in->function = json_text(json_member(value, NAME_AT), NAME_FUNCTION);
}

struct bytes
holder_describe(const struct counting *counted)
{
	const struct keyset *texts = &counted->grouping->roster.texts;
	struct arena *memory = counted->grouping->tree;
	struct holding in = { .owner = -1, .sure = counted->listed && counted->looks == 1 };
	struct buffer text = { .at = NULL };
	struct bytes written;

	for (size_t g = 0; g < counted->group_count; g++) {
		const struct members *members = &counted->groups[g]->members;

		for (size_t i = 0; i < members->count && in.sure; i++)
			note(&in, &members->list[i], texts->keys[members->list[i].more], memory);
	}
	if (!in.sure || in.holder == NULL || (in.owner >= 0 && in.owner != in.holder->lwp))
		return BYTES_NONE;
	holder_append_thread(&text, in.holder->tid, in.holder->lwp);
	buffer_append(&text, in.function.len > 0 ? BYTES(" in ") : BYTES_NONE);
	buffer_append(&text, in.function);
	written = arena_copy(memory, buffer_bytes(&text));
	buffer_free(&text);
	return written;
}
