#include "pylog/traceback/tree.h"

/* Makes it the newest exception of the level; in a group, it stands behind the members before it. */
static void
place(struct tree_level *level, struct raised *raised)
{
	struct raised *parent = level->parent;

	level->raised = raised;
	if (parent == NULL)
		return;
	if (level->previous == NULL)
		parent->members = raised;
	else
		level->previous->next = raised;
	parent->last_member = raised;
}

struct raised *
tree_raise(struct tree *tree)
{
	struct tree_level *level = &tree->levels[tree->top];
	struct raised *raised = arena_alloc(tree->memory, sizeof(*raised));

	if (raised == NULL)
		return NULL;
	*raised = traceback_no_exception;
	if (level->raised != NULL) {
		level->raised->relation =
		    level->relation == TRACEBACK_NONE ? TRACEBACK_CONTEXT : level->relation;
		raised->behind = level->raised;
	}
	level->relation = TRACEBACK_NONE;
	level->messages = false;
	place(level, raised);
	return raised;
}

struct raised *
tree_raised(struct tree *tree)
{
	struct raised *raised = tree->levels[tree->top].raised;

	return raised != NULL ? raised : tree_raise(tree);
}

struct raised *
tree_newest(const struct tree *tree)
{
	return tree->levels[tree->top].raised;
}

size_t
tree_ground(const struct tree *tree)
{
	size_t level = tree->top;

	while (level > 0 && !tree->levels[level].quoted)
		level--;
	return level;
}

bool
tree_is_in_group(const struct tree *tree)
{
	size_t level = tree->top;

	while (level > 0 && tree->levels[level].parent == NULL)
		level--;
	return level > 0;
}

struct traceback_frame *
tree_put_frame(struct tree *tree, const struct traceback_frame *frame)
{
	struct raised *raised = tree_raised(tree);
	struct traceback_frame **place,
	    *copy = raised == NULL ? NULL : arena_alloc(tree->memory, sizeof(*copy));

	if (copy == NULL)
		return NULL;
	place = tree->outwards && raised->last_frame != NULL ? &raised->last_frame->next
							     : &raised->frames;
	*copy = *frame;
	copy->next = *place;
	*place = copy;
	if (copy->next == NULL)
		raised->last_frame = copy;
	raised->frame_count++;
	return copy;
}

struct traceback_frame *
tree_add_frame(struct tree *tree, const struct traceback_frame *frame)
{
	struct traceback_frame *copy = tree_put_frame(tree, frame);

	if (copy == NULL)
		return NULL;
	copy->module = arena_copy(tree->memory, frame->module);
	copy->file = arena_copy(tree->memory, frame->file);
	copy->function = arena_copy(tree->memory, frame->function);
	copy->args = arena_copy(tree->memory, frame->args);
	copy->text = arena_copy(tree->memory, frame->text);
	return copy;
}

static bool
is_same_place(const struct traceback_frame *a, const struct traceback_frame *b)
{
	return a->line == b->line && bytes_equal(a->function, b->function) &&
	    bytes_equal(a->file, b->file);
}

bool
tree_has_frame(const struct raised *raised, const struct traceback_frame *frame)
{
	const struct traceback_frame *at = raised->frames;

	while (at != NULL && !is_same_place(at, frame))
		at = at->next;
	return at != NULL;
}

void
tree_name(struct tree *tree, struct bytes type, struct bytes message)
{
	struct raised *raised = tree_raised(tree);

	if (raised == NULL)
		return;
	raised->type = arena_copy(tree->memory, type);
	raised->message =
	    arena_copy(tree->memory, tree->padded ? bytes_trim_end(message) : message);
	tree->levels[tree->top].messages = true;
}

void
tree_add_message(struct tree *tree, size_t blanks, struct bytes line)
{
	struct tree_level *level = &tree->levels[tree->top];
	struct raised *raised = tree_raised(tree);

	if (raised == NULL)
		return;
	if (level->messages)
		blanks++;
	level->messages = true;
	for (size_t i = 0; i < blanks; i++)
		raised->message = arena_join(tree->memory, raised->message, BYTES("\n"));
	raised->message =
	    arena_join(tree->memory, raised->message, tree->padded ? bytes_trim_end(line) : line);
}

bool
tree_open_member(struct tree *tree, size_t level)
{
	struct raised *group;

	if (level == 0 || level > tree->top + 1 || level >= TREE_LEVELS) {
		tree->too_deep = tree->too_deep || level >= TREE_LEVELS;
		return false;
	}
	tree_close(tree, level - 1);
	group = tree_raised(tree);
	if (group == NULL)
		return false;
	tree->top = level;
	tree->levels[level] =
	    (struct tree_level){ .parent = group, .previous = group->last_member };
	return true;
}

bool
tree_open_quote(struct tree *tree, bool bare)
{
	if (tree->top + 1 >= TREE_LEVELS) {
		tree->too_deep = true;
		return false;
	}
	tree->levels[++tree->top] = (struct tree_level){ .quoted = true, .bare = bare };
	return true;
}

bool
tree_is_closed(const struct tree *tree)
{
	size_t level = tree->top;

	while (tree->levels[level].bare)
		level--;
	return level == 0;
}

/* Whether the quoted exception has all frames of the wrapper as its outermost ones. */
static bool
shows_the_same(const struct raised *wrapper, const struct raised *quoted)
{
	const struct traceback_frame *a = wrapper->frames, *b = quoted->frames;

	if (wrapper->frame_count > quoted->frame_count)
		return false;
	for (long long i = wrapper->frame_count; i < quoted->frame_count; i++)
		b = b->next;
	while (a != NULL && is_same_place(a, b)) {
		a = a->next;
		b = b->next;
	}
	return a == NULL;
}

/*
 * The quoted exception is the cause of the one that quotes it. But an exception without a message and frames of its own
 * only carries the quotation over from another process: the quoted one takes its place.
 */
static void
put_quoted(struct tree_level *level, struct raised *quoted)
{
	struct raised *wrapper = level->raised, *last = quoted;

	if (wrapper == NULL || quoted == NULL)
		return;
	while (last->behind != NULL)
		last = last->behind;
	last->behind = wrapper->behind;
	if (wrapper->message.len == 0 && shows_the_same(wrapper, quoted)) {
		place(level, quoted);
		return;
	}
	quoted->relation = TRACEBACK_CAUSE;
	wrapper->behind = quoted;
}

void
tree_close(struct tree *tree, size_t level)
{
	while (tree->top > level) {
		const struct tree_level *closed = &tree->levels[tree->top--];

		if (closed->quoted)
			put_quoted(&tree->levels[tree->top], closed->raised);
	}
}
