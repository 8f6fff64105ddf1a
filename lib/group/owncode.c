#include "group/owncode.h"

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

/* Folders of installed packages, and what stands for modules that have no file. */
static const char *const packages[] = { "site-packages", "dist-packages", "eggs" };
static const char *const frozen[] = { "<frozen ", "<__array_function__ internals>", "<attrs " };

/* `python3.11` and `python27` below `lib`: /usr/lib/python3.11/, C:\Python39\lib\ */
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

/* Takes a part of the path off the front, with the slash behind it. False: the rest is the file. */
static bool
take_part(struct bytes *path, struct bytes *part)
{
	for (size_t i = 0; i < path->len; i++) {
		if (!is_slash(path->at[i]))
			continue;
		*part = bytes_first(*path, i);
		*path = bytes_from(*path, i + 1);
		return true;
	}
	return false;
}

/* Whether modules stand below a folder and the one before it. */
static bool
is_root(struct bytes before, struct bytes part)
{
	if ((is_lib(before) && is_python(part)) || (is_python(before) && is_lib(part)) ||
	    (bytes_end(part, BYTES(".zip")) && is_python(part)))
		return true;
	for (size_t i = 0; i < sizeof(packages) / sizeof(packages[0]); i++)
		if (bytes_equal(part, bytes_of(packages[i])))
			return true;
	return false;
}

/* Takes off the front of a path what leads to the modules of a library; false: it is of none. */
static bool
enter_library(struct bytes *path)
{
	struct bytes rest = *path, part, before = { NULL, 0 };
	bool found = false;

	for (; take_part(&rest, &part); before = part) {
		if (!is_root(before, part))
			continue;
		*path = rest;
		found = true;
	}
	return found;
}

bool
owncode_is_library(struct bytes file)
{
	for (size_t i = 0; i < sizeof(frozen) / sizeof(frozen[0]); i++)
		if (bytes_start(file, bytes_of(frozen[i])))
			return true;
	return enter_library(&file);
}

bool
owncode_any(const struct value *frames)
{
	for (const struct value *frame = read_first(frames); frame != NULL;
	     frame = read_next(frame))
		if (!owncode_is_library(read_text(frame, NAME_FILE)))
			return true;
	return false;
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
	static const char *const endings[] = { ".py", ".pyc", ".pyo", ".pyx" };

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (bytes_end(path, bytes_of(endings[i])))
			return bytes_first(path, path.len - strlen(endings[i]));
	return path;
}

struct bytes
owncode_module(struct bytes file)
{
	struct bytes path = without_ending(file);
	size_t slash;

	enter_library(&path);
	slash = last_slash(path);
	if (slash > 1 && bytes_equal(bytes_from(path, slash), BYTES("__init__"))) {
		path = bytes_first(path, slash - 1);
		slash = last_slash(path);
	}
	if (slash > 1)
		slash = last_slash(bytes_first(path, slash - 1));
	return path.len == 0 ? file : bytes_from(path, slash);
}
