#include "same/pool.h"

#include "base/ascii.h"
#include "record/names.h"

enum { COMM_MAX = 15 }; /* bytes of a name that the kernel keeps */

static const char marks[] = "-_#:/. ";

static bool
is_mark(char c)
{
	return c != '\0' && memchr(marks, c, sizeof(marks) - 1) != NULL;
}

/* Takes in the brackets around the number, and then the mark before it: `worker[3]`, `GC Thread#3`. */
static void
widen(struct bytes name, size_t *start, size_t *end)
{
	char before = *start > 0 ? name.at[*start - 1] : '\0';
	char behind = *end < name.len ? name.at[*end] : '\0';

	if ((before == '[' && behind == ']') || (before == '(' && behind == ')')) {
		(*start)--;
		(*end)++;
		before = *start > 0 ? name.at[*start - 1] : '\0';
	}
	if (is_mark(before))
		(*start)--;
	else if (*start == 0 && is_mark(behind))
		(*end)++;
}

struct bytes
pool_of_name(struct bytes name, struct arena *memory)
{
	size_t start, end = name.len;

	while (end > 0 && !ascii_is_digit(name.at[end - 1]))
		end--;
	start = end;
	while (start > 0 && ascii_is_digit(name.at[start - 1]))
		start--;
	if (start == end)
		return BYTES_NONE;
	widen(name, &start, &end);
	if (end == name.len)
		return bytes_first(name, start);
	if (start == 0)
		return bytes_from(name, end);
	return arena_join(
	    memory, arena_copy(memory, bytes_first(name, start)), bytes_from(name, end));
}

/* Whether the name is the program's, which the kernel gives to all threads that did not get one of their own. */
static bool
is_program(struct bytes name, struct bytes exe)
{
	return bytes_equal(bytes_first(bytes_behind_last(exe, '/'), COMM_MAX), name);
}

static struct bytes
numbered(struct bytes name, struct bytes exe, struct arena *memory)
{
	return is_program(name, exe) ? BYTES_NONE : pool_of_name(name, memory);
}

static struct bytes
exe_of(const struct value *record)
{
	return json_text(json_member(record, NAME_PROCESS), NAME_EXE);
}

struct bytes
pool_numbered(const struct value *record, struct arena *memory)
{
	return numbered(json_text(record, NAME_COMM), exe_of(record), memory);
}

struct bytes
pool_of_thread(struct bytes name, struct bytes exe, struct arena *memory)
{
	struct bytes pool = numbered(name, exe, memory);

	return pool.len > 0 ? pool : name;
}

struct bytes
pool_of(const struct value *record, struct arena *memory)
{
	struct bytes pool = json_text(record, NAME_POOL);

	return pool.len > 0 ? pool
			    : pool_of_thread(json_text(record, NAME_COMM), exe_of(record), memory);
}
