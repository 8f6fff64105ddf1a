#include "group/owncode.h"

#include "base/lanes.h"
#include "record/names.h"

static bool
is_slash(char c)
{
	return c == '/' || c == '\\';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

#define WORD(text) \
	{ \
		(text), sizeof(text) - 1 \
	}

/* Folders of installed packages, and what stands for modules that have no file. */
static const struct bytes packages[] = { WORD("site-packages"), WORD("dist-packages"),
	WORD("eggs") };
static const struct bytes frozen[] = { WORD("<frozen "), WORD("<__array_function__ internals>"),
	WORD("<attrs ") };

/* A part of a path that may lead to modules, with the one behind or before it. */
enum part { ORDINARY, LIB, PYTHON, ROOT };

/* `python3.11` and `python27`, below `lib` or above it: /usr/lib/python3.11/, C:\Python39\lib\ */
static bool
is_python(struct bytes part)
{
	struct bytes rest = part;

	if (bytes_start(part, BYTES("python")) || bytes_start(part, BYTES("Python")))
		rest = bytes_from(part, 6);
	else if (bytes_start(part, BYTES("pypy")))
		rest = bytes_from(part, 4);
	return rest.len < part.len && rest.len > 0 && is_digit(rest.at[0]);
}

static bool
is_lib(struct bytes part)
{
	return bytes_equal(part, BYTES("lib")) || bytes_equal(part, BYTES("lib64")) ||
	    bytes_equal(part, BYTES("Lib"));
}

static bool
is_package(struct bytes part)
{
	for (size_t i = 0; i < sizeof(packages) / sizeof(packages[0]); i++)
		if (bytes_equal(part, packages[i]))
			return true;
	return false;
}

static enum part
kind_of(struct bytes part)
{
	switch (part.len == 0 ? '\0' : part.at[0]) {
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

/* How long the first part of a path is; all of it where no slash follows. */
static size_t
part_length(struct bytes path)
{
	size_t n = 0;

	for (; path.len - n >= LANES; n += LANES) {
		lanes bytes = lanes_load(path.at + n);
		size_t first = lanes_first((bytes == '/') | (bytes == '\\'));

		if (first < LANES)
			return n + first;
	}
	while (n < path.len && !is_slash(path.at[n]))
		n++;
	return n;
}

/* Takes off the front of a path what leads to the modules of a library; false: it is of none. */
static bool
enter_library(struct bytes *path)
{
	struct bytes rest = *path;
	enum part before = ORDINARY, part;
	bool found = false;
	size_t length;

	for (; (length = part_length(rest)) < rest.len; before = part) {
		part = kind_of(bytes_first(rest, length));
		rest = bytes_from(rest, length + 1);
		if (part == ROOT || (before == LIB && part == PYTHON) ||
		    (before == PYTHON && part == LIB)) {
			*path = rest;
			found = true;
		}
	}
	return found;
}

/* How far the path goes before its last part. */
static size_t
last_slash(struct bytes path)
{
	size_t n = path.len;

	while (n > 0 && !is_slash(path.at[n - 1]))
		n--;
	return n;
}

static struct bytes
without_ending(struct bytes path)
{
	static const struct bytes endings[] = { WORD(".py"), WORD(".pyc"), WORD(".pyo"),
		WORD(".pyx") };

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (bytes_end(path, endings[i]))
			return bytes_first(path, path.len - endings[i].len);
	return path;
}

static bool
is_frozen(struct bytes file)
{
	for (size_t i = 0; i < sizeof(frozen) / sizeof(frozen[0]); i++)
		if (bytes_start(file, frozen[i]))
			return true;
	return false;
}

struct owncode
owncode_of(struct bytes file)
{
	struct bytes path = without_ending(file);
	bool library = enter_library(&path);
	size_t slash = last_slash(path);

	if (slash > 1 && bytes_equal(bytes_from(path, slash), BYTES("__init__"))) {
		path = bytes_first(path, slash - 1);
		slash = last_slash(path);
	}
	if (slash > 1)
		slash = last_slash(bytes_first(path, slash - 1));
	return (struct owncode){ .library = library || is_frozen(file),
		.module = path.len == 0 ? file : bytes_from(path, slash) };
}

bool
owncode_any(const struct value *frames)
{
	for (const struct value *frame = read_first(frames); frame != NULL;
	     frame = read_next(frame))
		if (!owncode_of(read_text(frame, NAME_FILE)).library)
			return true;
	return false;
}
