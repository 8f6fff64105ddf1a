#include "record/links.h"

#include "record/names.h"

/* Each level of a record opens two lists at the most, and json_read() reads 1,000 levels. */
enum { OPEN_MAX = 1024 };

struct open {
	const struct value *next;
	bool members;
	size_t depth, level;
};

struct links {
	const struct value *record; /* NULL: it was given */
	struct open open[OPEN_MAX];
	size_t count;
};

struct links *
links_of(const struct value *record, struct arena *memory)
{
	struct links *links = arena_alloc(memory, sizeof(*links));

	if (links == NULL)
		return NULL;
	links->record = record;
	links->count = 0;
	return links;
}

static void
open_list(struct links *links, const struct link *link, const char *name)
{
	const struct value *first = json_first(json_member(link->holder, name));
	bool members = strcmp(name, NAME_EXCEPTIONS) == 0;

	if (first == NULL || links->count == OPEN_MAX)
		return;
	links->open[links->count++] = (struct open){
		.next = first,
		.members = members,
		.depth = link->depth + members,
		.level = link->level + 1,
	};
}

static enum link_kind
relation_of(const struct value *holder)
{
	return bytes_equal(json_text(holder, NAME_RELATION), BYTES("cause")) ? LINK_CAUSE
									     : LINK_CONTEXT;
}

bool
links_next(struct links *links, struct link *link)
{
	if (links->record != NULL) {
		*link = (struct link){ links->record, LINK_RAISED, 0, 0 };
		links->record = NULL;
	} else {
		struct open *open;

		while (links->count > 0 && links->open[links->count - 1].next == NULL)
			links->count--;
		if (links->count == 0)
			return false;
		open = &links->open[links->count - 1];
		*link = (struct link){ open->next,
			open->members ? LINK_MEMBER : relation_of(open->next), open->depth,
			open->level };
		open->next = json_next(open->next);
	}
	open_list(links, link, NAME_CHAIN);
	open_list(links, link, NAME_EXCEPTIONS);
	return true;
}
