#include "same/owncode.h"

#include "base/ascii.h"
#include "base/lanes.h"
#include "base/words.h"
#include "record/names.h"

/* What Python prints in place of a path for modules without a file. */
static const struct bytes frozen[] = { BYTES_ROW("<frozen "),
	BYTES_ROW("<__array_function__ internals>"), BYTES_ROW("<attrs ") };

/* Parts of a path that lead to a library's modules: ROOT alone, LIB and PYTHON next to each other. */
enum part { ORDINARY, LIB, PYTHON, ROOT };

/* `python3.11` and `python27`, below `lib` or above it: /usr/lib/python3.11/, C:\Python39\lib\ */
static bool
is_python(struct bytes part)
{
	struct bytes rest = part;

	return (bytes_take(&rest, BYTES("python")) || bytes_take(&rest, BYTES("Python")) ||
		   bytes_take(&rest, BYTES("pypy"))) &&
	    ascii_is_digit(bytes_head(rest));
}

/* These two are asked of nearly every part: unlike words_find(), they mostly compare nothing but lengths. */
static bool
is_package(struct bytes part)
{
	return bytes_equal(part, BYTES("site-packages")) ||
	    bytes_equal(part, BYTES("dist-packages")) || bytes_equal(part, BYTES("eggs"));
}

static bool
is_lib(struct bytes part)
{
	return bytes_equal(part, BYTES("lib")) || bytes_equal(part, BYTES("lib64")) ||
	    bytes_equal(part, BYTES("Lib"));
}

static enum part
kind_of(struct bytes part)
{
	switch (bytes_head(part)) {
	case 's':
	case 'd':
	case 'e':
		return is_package(part) ? ROOT : ORDINARY;
	case 'l':
	case 'L':
		return is_lib(part) ? LIB : ORDINARY;
	case 'p':
	case 'P':
		if (is_python(part))
			return bytes_end(part, BYTES(".zip")) ? ROOT : PYTHON;
	}
	return ORDINARY;
}

/* The place of the next slash, from `from` on; the length of the path if none follows. */
static size_t
next_slash(struct bytes path, size_t from)
{
	size_t n = from;

	for (; path.len - n >= LANES; n += LANES) {
		lanes bytes = lanes_load(path.at + n);
		size_t first = lanes_first((bytes == '/') | (bytes == '\\'));

		if (first < LANES)
			return n + first;
	}
	while (n < path.len && path.at[n] != '/' && path.at[n] != '\\')
		n++;
	return n;
}

/* Where the last three parts of a path begin, the last one first, and where the modules of a library begin. */
struct parts {
	size_t start[3], top;
	bool library;
};

static struct parts
read_parts(struct bytes path)
{
	struct parts parts = { .library = false };
	enum part before = ORDINARY, part;
	size_t end;

	for (; (end = next_slash(path, parts.start[0])) < path.len; before = part) {
		part = kind_of((struct bytes){ path.at + parts.start[0], end - parts.start[0] });
		parts.start[2] = parts.start[1];
		parts.start[1] = parts.start[0];
		parts.start[0] = end + 1;
		if (part == ROOT || (before == LIB && part == PYTHON) ||
		    (before == PYTHON && part == LIB)) {
			parts.start[1] = parts.start[2] = parts.top = end + 1;
			parts.library = true;
		}
	}
	return parts;
}

/* `.py`, `.pyc`, `.pyo` and `.pyx` */
static struct bytes
without_ending(struct bytes path)
{
	struct bytes plain = path;

	if (plain.len > 0 && memchr("cox", bytes_tail(plain), 3) != NULL)
		plain.len--;
	return bytes_take_end(&plain, BYTES(".py")) ? plain : path;
}

/* The module is the last two parts; __init__ stands for its package. */
struct owncode
owncode_of(struct bytes file)
{
	struct bytes path = without_ending(file);
	struct parts parts = read_parts(path);
	size_t *last = parts.start;

	if (*last > parts.top + 1 && bytes_equal(bytes_from(path, *last), BYTES("__init__")))
		path = bytes_first(path, *last++ - 1);
	if (*last > parts.top + 1)
		last++;
	return (struct owncode){ .library =
				     parts.library || words_start(LIST(frozen), file) != WORDS_NONE,
		.module = path.len == parts.top ? file : bytes_from(path, *last) };
}

bool
owncode_any(const struct value *frames)
{
	for (const struct value *frame = json_first(frames); frame != NULL;
	     frame = json_next(frame))
		if (!owncode_of(json_text(frame, NAME_FILE)).library)
			return true;
	return false;
}
