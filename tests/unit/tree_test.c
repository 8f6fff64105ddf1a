#include "pylog/traceback/tree.h"

#include "check.h"

static struct arena *memory;
static struct tree tree;

static void
begin(void)
{
	arena_reset(memory);
	tree = (struct tree){ .memory = memory };
}

static struct traceback_frame *
add(const char *function)
{
	struct traceback_frame frame = traceback_no_frame;

	frame.function = bytes_of(function);
	return tree_add_frame(&tree, &frame);
}

/* Raises an exception with a frame for each name. */
static struct raised *
raise(const char *type, const char *functions)
{
	struct raised *raised = tree_raise(&tree);
	char name[2] = "";

	for (; *functions != '\0'; functions++) {
		name[0] = *functions;
		add(name);
	}
	tree_name(&tree, bytes_of(type), BYTES(""));
	return raised;
}

/* Checks that the names of its frames, innermost first, are these letters. */
static void
has_frames(const struct raised *raised, const char *functions)
{
	const struct traceback_frame *frame = raised->frames;

	CHECK(raised->frame_count == (long long)strlen(functions));
	for (; frame != NULL && *functions != '\0'; frame = frame->next, functions++)
		CHECK_TEXT(frame->function, bytes_first(bytes_of(functions), 1));
	CHECK(frame == NULL && *functions == '\0');
}

static void
test_frames(void)
{
	char name[] = "f";
	struct traceback_frame frame = traceback_no_frame, *added;

	begin();
	CHECK(tree_newest(&tree) == NULL);
	add(name);
	name[0] = '-'; /* a copy */
	CHECK(tree_newest(&tree) != NULL && tree_raised(&tree) == tree_newest(&tree));
	add("g");
	has_frames(tree_newest(&tree), "gf");
	tree.outwards = true;
	add("m");
	add("n");
	has_frames(tree_newest(&tree), "gfmn");
	CHECK_TEXT(tree_newest(&tree)->last_frame->function, BYTES("n"));
	begin();
	CHECK(tree_newest(&tree) == NULL);
	tree.outwards = true;
	add("m");
	add("n");
	has_frames(tree_newest(&tree), "mn");
	/* all its texts are copies */
	frame.module = frame.file = frame.function = frame.args = frame.text = bytes_of(name);
	added = tree_add_frame(&tree, &frame);
	name[0] = 'x';
	CHECK_TEXT(added->module, BYTES("-"));
	CHECK_TEXT(added->file, BYTES("-"));
	CHECK_TEXT(added->function, BYTES("-"));
	CHECK_TEXT(added->args, BYTES("-"));
	CHECK_TEXT(added->text, BYTES("-"));
}

static void
test_messages(void)
{
	begin();
	tree_name(&tree, BYTES("E"), BYTES("x"));
	tree_add_message(&tree, 0, BYTES("y"));
	tree_add_message(&tree, 2, BYTES("z"));
	CHECK_TEXT(tree_newest(&tree)->message, BYTES("x\ny\n\n\nz"));
	/* before the exception line there is no message to continue */
	begin();
	tree_add_message(&tree, 0, BYTES("y"));
	tree_add_message(&tree, 0, BYTES("z"));
	CHECK_TEXT(tree_newest(&tree)->message, BYTES("y\nz"));
	tree_raise(&tree);
	tree_add_message(&tree, 0, BYTES("u"));
	CHECK_TEXT(tree_newest(&tree)->message, BYTES("u"));
	raise("E", "");
	tree_add_message(&tree, 1, BYTES("w"));
	CHECK_TEXT(tree_newest(&tree)->message, BYTES("\n\nw"));
}

static void
test_chains(void)
{
	struct raised *first, *second, *third;

	begin();
	first = raise("A", "f");
	tree.levels[0].relation = TRACEBACK_CAUSE;
	second = raise("B", "g");
	third = raise("C", "h");
	CHECK(tree_newest(&tree) == third && third->behind == second && second->behind == first);
	CHECK(first->relation == TRACEBACK_CAUSE && second->relation == TRACEBACK_CONTEXT);
	CHECK(third->relation == TRACEBACK_NONE && first->behind == NULL);
}

static void
test_groups(void)
{
	struct raised *group, *first, *second, *inner;

	begin();
	CHECK(!tree_open_member(&tree, 0) && !tree_open_member(&tree, 2) && !tree.too_deep);
	group = raise("Group", "f");
	CHECK(tree_open_member(&tree, 1));
	first = raise("A", "g");
	tree.levels[1].relation = TRACEBACK_CAUSE;
	first = raise("B", "g"); /* a chain stands where its first exception stood */
	CHECK(tree_open_member(&tree, 1));
	second = raise("Group", "h");
	CHECK(tree_open_member(&tree, 2));
	inner = raise("C", "i");
	CHECK(group->members == first && first->next == second && second->next == NULL);
	CHECK(group->last_member == second && second->members == inner);
	CHECK(first->behind != NULL && first->behind->next == NULL);
	tree_close(&tree, 0);
	CHECK(tree_newest(&tree) == group && tree.top == 0);
	CHECK(tree_open_member(&tree, 1));
	first = raise("D", "g");
	CHECK(second->next == first && group->last_member == first);
	/* so deep, and no deeper */
	for (size_t level = 2; level < TREE_LEVELS; level++)
		CHECK(tree_open_member(&tree, level));
	CHECK(!tree.too_deep);
	CHECK(!tree_open_member(&tree, TREE_LEVELS) && tree.too_deep);
	begin();
	CHECK(!tree.too_deep && tree.top == 0);
}

/* A message quotes an exception of another process. */
static void
quote(const char *wrapper, const char *message, const char *quoted)
{
	begin();
	raise("W", wrapper);
	tree_name(&tree, BYTES("W"), bytes_of(message));
	CHECK(tree_open_quote(&tree, false) && tree.top == 1 && tree_ground(&tree) == 1);
	raise("Q", quoted);
	tree_close(&tree, 0);
	CHECK(tree_ground(&tree) == 0);
}

static void
test_quotations(void)
{
	struct raised *raised;

	/* the quoted exception is the cause of the one whose message has it */
	quote("f", "x", "g");
	raised = tree_newest(&tree);
	CHECK_TEXT(raised->type, BYTES("W"));
	CHECK(raised->behind != NULL && raised->behind->relation == TRACEBACK_CAUSE);
	CHECK_TEXT(raised->behind->type, BYTES("Q"));
	/* or replaces it, if that one has nothing of its own */
	quote("", "", "g");
	CHECK_TEXT(tree_newest(&tree)->type, BYTES("Q"));
	CHECK(tree_newest(&tree)->behind == NULL);
	quote("f", "", "fgh"); /* h is the innermost, f the outermost */
	CHECK_TEXT(tree_newest(&tree)->type, BYTES("Q"));
	quote("", "x", "g");
	CHECK_TEXT(tree_newest(&tree)->type, BYTES("W"));
	quote("h", "", "fgh");
	CHECK_TEXT(tree_newest(&tree)->type, BYTES("W"));
	quote("fg", "", "f");
	CHECK_TEXT(tree_newest(&tree)->type, BYTES("W"));
	/* an empty quotation changes nothing */
	begin();
	raised = raise("W", "f");
	CHECK(tree_open_quote(&tree, false));
	tree_close(&tree, 0);
	CHECK(tree_newest(&tree) == raised && raised->behind == NULL);
	/* a group within a quotation belongs to it */
	CHECK(tree_open_quote(&tree, false));
	raise("Group", "f");
	CHECK(tree_open_member(&tree, 2) && tree.top == 2 && tree_ground(&tree) == 1);
	/* and a quotation inside its member is in that group */
	CHECK(tree_is_in_group(&tree));
	CHECK(tree_open_quote(&tree, false) && tree_is_in_group(&tree));
	tree_close(&tree, 1);
	CHECK(!tree_is_in_group(&tree));
	tree_close(&tree, 0);
	raise("Group", "f");
	CHECK(!tree_is_in_group(&tree) && tree_open_member(&tree, 1) && tree_is_in_group(&tree));
	begin();
	for (size_t level = 1; level < TREE_LEVELS; level++)
		CHECK(tree_open_quote(&tree, false));
	CHECK(!tree.too_deep && !tree_open_quote(&tree, false) && tree.too_deep);
}

/* A quotation comes before the exception's own causes. */
static void
test_a_quotation_in_a_chain(void)
{
	struct raised *first, *wrapper;

	begin();
	first = raise("A", "a");
	wrapper = raise("W", "f");
	tree_name(&tree, BYTES("W"), BYTES("x"));
	CHECK(tree_open_quote(&tree, false));
	raise("P", "p");
	raise("Q", "q");
	tree_close(&tree, 0);
	CHECK(tree_newest(&tree) == wrapper);
	CHECK_TEXT(wrapper->behind->type, BYTES("Q"));
	CHECK_TEXT(wrapper->behind->behind->type, BYTES("P"));
	CHECK(wrapper->behind->behind->behind == first && first->behind == NULL);
}

int
main(void)
{
	memory = arena_new(1 << 20);
	if (memory == NULL)
		return 1;
	test_frames();
	test_messages();
	test_chains();
	test_groups();
	test_quotations();
	test_a_quotation_in_a_chain();
	arena_free(memory);
	return check_end();
}
