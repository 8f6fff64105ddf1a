#include "record/links.h"

#include "record/names.h"

/* Each level of a record opens two lists at the most, and json_read() reads 1,000 levels. */
enum { OPEN_MAX = 1024 };

struct links {
	struct link next
	    [OPEN_MAX]; /* of each list that is open, the innermost last; no holder: it is at its end */
	size_t count;
};

struct links *
links_of(const struct value *record, struct arena *memory)
{
	struct links *links = arena_alloc(memory, sizeof(*links));

	if (links == NULL)
		return NULL;
	links->next[0] = (struct link){ .holder = record, .kind = LINK_RAISED };
	links->count = 1;
	return links;
}

static void
open_list(
    struct links *links, const struct value *list, enum link_kind kind, size_t depth, size_t level)
{
	if (json_first(list) != NULL && links->count < OPEN_MAX)
		links->next[links->count++] = (struct link){ json_first(list), kind, depth, level };
}

bool
links_next(struct links *links, struct link *link)
{
	while (links->count > 0 && links->next[links->count - 1].holder == NULL)
		links->count--;
	if (links->count == 0)
		return false;
	*link = links->next[links->count - 1];
	links->next[links->count - 1].holder = json_next(link->holder);
	if (link->kind == LINK_CONTEXT &&
	    bytes_equal(json_text(link->holder, NAME_RELATION), BYTES("cause")))
		link->kind = LINK_CAUSE;
	open_list(links, json_member(link->holder, NAME_CHAIN), LINK_CONTEXT, link->depth,
	    link->level + 1);
	open_list(links, json_member(link->holder, NAME_EXCEPTIONS), LINK_MEMBER, link->depth + 1,
	    link->level + 1);
	return true;
}
