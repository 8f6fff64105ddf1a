#include "pylog/carrier/parsed.h"

#include "pylog/carrier/clean.h"
#include "pylog/heads/membernames.h"
#include "pylog/traceback/grammar.h"
#include "pylog/traceback/source.h"

static struct raised *
new_raised(struct arena *arena, struct bytes type, struct bytes message)
{
	struct raised *raised = arena_alloc(arena, sizeof(*raised));

	if (raised == NULL)
		return NULL;
	*raised = traceback_no_exception;
	raised->type = type;
	raised->message = message;
	return raised;
}

/* Adds a frame, which is further in than those before it. */
static void
add_frame(struct raised *raised, const struct traceback_frame *frame, struct arena *arena)
{
	struct traceback_frame *copy = arena_alloc(arena, sizeof(*copy));

	if (copy == NULL)
		return;
	*copy = *frame;
	copy->next = raised->frames;
	raised->frames = copy;
}

static void
add_parts(struct raised *raised, struct bytes file, long long line, struct bytes function,
    struct bytes text, struct arena *arena)
{
	struct traceback_frame frame = traceback_no_frame;

	frame.file = file;
	frame.line = line;
	frame.function = function;
	frame.text = bytes_trim(clean_end(text));
	add_frame(raised, &frame, arena);
}

/* Adds frames as Python prints them; false: the text is a whole traceback. */
static bool
add_printed(struct raised *raised, struct bytes text, struct arena *arena)
{
	struct bytes line;
	struct source source = { .frame = NULL };

	while (bytes_next(&text, '\n', &line)) {
		struct traceback_frame frame;
		long long repeated = grammar_repeated(line);

		if (bytes_start(line, BYTES("Traceback (")))
			return false;
		if (grammar_read_frame(line, &frame))
			add_frame(raised, &frame, arena);
		else if (raised->frames != NULL && repeated >= 0)
			raised->frames->repeated = repeated;
		else if (raised->frames != NULL)
			source_add(&source, raised->frames, line,
			    grammar_is_marks(bytes_from(line, bytes_indent(line))), arena);
	}
	return true;
}

static void
add_member(struct raised *group, struct raised *member)
{
	if (member == NULL)
		return;
	if (group->last_member == NULL)
		group->members = member;
	else
		group->last_member->next = member;
	group->last_member = member;
}

static struct raised *read_stacks(const struct value *list, struct arena *arena, int depth);

/* structlog: `{exc_type, exc_value, exc_notes, syntax_error, is_cause, frames, exceptions}` */
static struct raised *
read_stack(const struct value *stack, struct arena *arena, int depth)
{
	struct raised *raised =
	    new_raised(arena, json_text(stack, "exc_type"), json_text(stack, "exc_value"));
	const struct value *syntax = json_member(stack, "syntax_error"), *part;

	if (raised == NULL)
		return NULL;
	raised->relation = json_flag(stack, "is_cause") ? TRACEBACK_CAUSE : TRACEBACK_CONTEXT;
	if (json_text(syntax, "filename").len > 0) {
		raised->message = json_text(syntax, "msg");
		raised->file = json_text(syntax, "filename");
		raised->line = json_number(syntax, "lineno");
		raised->text = bytes_trim(clean_end(json_text(syntax, "line")));
	}
	part = json_first(json_member(stack, "exc_notes"));
	for (; part != NULL; part = json_next(part)) {
		raised->message = arena_join(arena, raised->message, BYTES("\n"));
		raised->message = arena_join(arena, raised->message, json_string(part));
	}
	part = json_first(json_member(stack, "frames"));
	for (; part != NULL; part = json_next(part))
		add_parts(raised, json_text(part, "filename"), json_number(part, "lineno"),
		    json_text(part, "name"), json_text(part, "line"), arena);
	part = json_first(json_member(stack, "exceptions"));
	for (; part != NULL && depth < TRACEBACK_DEPTH_MAX; part = json_next(part))
		add_member(raised, read_stacks(part, arena, depth + 1));
	for (; part != NULL; part = json_next(part))
		raised->omitted = raised->omitted < 0 ? 1 : raised->omitted + 1;
	return raised;
}

/* Reads a chain, whose last exception comes first; NULL: the value is none. Depth is bounded. */
static struct raised *
read_stacks(const struct value *list, struct arena *arena, int depth)
{
	struct raised *first = NULL, **place = &first;
	const struct value *stack = json_first(list);

	if (json_text(stack, "exc_type").len == 0)
		return NULL;
	for (; stack != NULL; stack = json_next(stack)) {
		*place = read_stack(stack, arena, depth);
		if (*place == NULL)
			break;
		place = &(*place)->behind;
	}
	return first;
}

/* The member of an object that has one of the names; NULL: there is none. */
static const struct value *
find_member(const struct value *object, enum member member)
{
	const char *const *name = membernames_all[member].names;
	const struct value *value = NULL;

	for (; value == NULL && *name != NULL; name++)
		value = json_path(object, bytes_of(*name));
	return value;
}

/* `[file, line, function, source]`: AWS Lambda of Python 2.7 */
static void
add_list(struct raised *raised, const struct value *list, struct arena *arena)
{
	const struct value *parts[4] = { json_first(list) };

	for (int i = 1; i < 4 && parts[i - 1] != NULL; i++)
		parts[i] = json_next(parts[i - 1]);
	if (parts[0] != NULL)
		add_parts(raised, json_string(parts[0]), json_whole(parts[1]),
		    json_string(parts[2]), json_string(parts[3]), arena);
}

/* Reads an exception whose frames are a text or a list, as Python prints them; NULL: they are not Python's. */
static struct raised *
read_printed(const struct value *object, struct arena *arena)
{
	const struct value *stack = find_member(object, MEMBER_STACK), *part = json_first(stack);
	struct bytes type = json_string(find_member(object, MEMBER_TYPE));
	struct raised *raised;
	bool frames = true, none = part == NULL && json_kind(stack) == JSON_ARRAY;

	if (type.len == 0 || stack == NULL)
		return NULL;
	raised = new_raised(arena, type, json_string(find_member(object, MEMBER_REASON)));
	if (raised == NULL)
		return NULL;
	if (json_kind(stack) == JSON_TEXT)
		frames = add_printed(raised, json_string(stack), arena);
	for (; frames && part != NULL; part = json_next(part)) {
		add_list(raised, part, arena);
		frames = add_printed(raised, json_string(part), arena);
	}
	return frames && (none || raised->frames != NULL) ? raised : NULL;
}

struct raised *
parsed_read(const struct value *object, struct arena *arena)
{
	const struct value *member = json_first(object);
	struct raised *raised = NULL;

	for (; raised == NULL && member != NULL; member = json_next(member))
		if (json_kind(member) == JSON_ARRAY)
			raised = read_stacks(member, arena, 0);
	return raised != NULL ? raised : read_printed(object, arena);
}
