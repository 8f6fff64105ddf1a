#include "render/recursion.h"

#include "record/names.h"
#include "render/format.h"

enum {
	PERIOD_MAX = 8,  /* functions that call each other in turn */
	TIMES_LEAST = 4, /* so often they have to come to be folded */
};

const struct recursion recursion_none = { 1, 1, 1 };

const struct value **
recursion_list(const struct value *frames, struct arena *memory, size_t *count)
{
	const struct value *first = json_first(frames), **list;

	*count = json_count(frames);
	list = *count == 0 ? NULL : arena_alloc(memory, *count * sizeof(*list));
	if (list == NULL) {
		*count = 0;
		return NULL;
	}
	for (size_t i = 0; i < *count; i++, first = json_next(first))
		list[i] = first;
	return list;
}

static bool
is_same(const struct value *a, const struct value *b, const char *name)
{
	return bytes_equal(json_text(a, name), json_text(b, name));
}

/*
 * Whether two frames are in the same place: by their lines, since one line may have several addresses; without lines, by
 * their addresses or offsets. Frames that the interpreter folded differently are not the same.
 */
static bool
is_same_place(const struct value *a, const struct value *b)
{
	long long line;

	if (!is_same(a, b, NAME_FUNCTION))
		return false; /* nearly always */
	line = json_number(a, NAME_LINE);
	return line == json_number(b, NAME_LINE) && is_same(a, b, NAME_MODULE) &&
	    is_same(a, b, NAME_FILE) &&
	    (line >= 0 ||
		(is_same(a, b, NAME_ADDRESS) &&
		    json_number(a, NAME_MODULE_OFFSET) == json_number(b, NAME_MODULE_OFFSET))) &&
	    json_number(a, NAME_REPEATED) == json_number(b, NAME_REPEATED);
}

/* How many frames are left out between the two, which stand so far from each other in the list. */
static size_t
left_out(const struct value *inner, const struct value *outer, size_t distance)
{
	long long from = json_number(inner, NAME_LEVEL), to = json_number(outer, NAME_LEVEL);

	return from >= 0 && to > from && (size_t)(to - from) > distance
	    ? (size_t)(to - from) - distance
	    : 0;
}

size_t
recursion_gap(const struct value *inner, const struct value *outer)
{
	return left_out(inner, outer, 1);
}

struct recursion
recursion_of(const struct value **frames, size_t count)
{
	size_t longest = count / TIMES_LEAST;

	for (size_t period = 1; period <= PERIOD_MAX && period <= longest; period++) {
		size_t i = period;

		while (i < count && is_same_place(frames[i], frames[i - period]))
			i++;
		if (i / period >= TIMES_LEAST) {
			size_t list = i / period * period;
			size_t more = left_out(frames[0], frames[list - 1], list - 1);

			return (struct recursion){ period, (list + more) / period, list };
		}
	}
	return recursion_none;
}

void
recursion_append(struct buffer *out, size_t margin, struct recursion recursion)
{
	if (recursion.times == 1)
		return;
	buffer_blanks(out, margin);
	if (recursion.period == 1)
		buffer_append(out, BYTES("the same "));
	else
		format_append_number(out, "these ", (long long)recursion.period, " ");
	format_append_number(out, "", (long long)recursion.times - 1, " times more\n");
}
