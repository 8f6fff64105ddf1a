#include "record/links.h"

#include "record/names.h"

/* Few records have more lists open at a time: two at each level, at the most. */
enum { FIRST = 4 };

struct links {
	struct arena *memory;
	struct link *next; /* of each open list, the innermost last; no holder: it is at its end */
	size_t count, size;
};

/* False: no memory. */
static bool
grow(struct links *links)
{
	size_t size = links->size == 0 ? FIRST : 2 * links->size;
	struct link *next = arena_alloc(links->memory, size * sizeof(*next));

	if (next == NULL)
		return false;
	if (links->count > 0)
		memcpy(next, links->next, links->count * sizeof(*next));
	links->next = next;
	links->size = size;
	return true;
}

struct links *
links_of(const struct value *record, struct arena *memory)
{
	struct links *links = arena_zero(memory, sizeof(*links));

	if (links == NULL)
		return NULL;
	links->memory = memory;
	if (!grow(links))
		return NULL;
	links->next[links->count++] = (struct link){ .holder = record, .kind = LINK_RAISED };
	return links;
}

static void
open_list(
    struct links *links, const struct value *list, enum link_kind kind, size_t depth, size_t level)
{
	if (json_first(list) != NULL && (links->count < links->size || grow(links)))
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
