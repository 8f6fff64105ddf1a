#include "same/normalise.h"

#include "base/ascii.h"

enum { LONGEST = 4096 }; /* bytes of a name whose template arguments are taken off */

/* What compilers append to the name of a clone; a number may follow. */
static const char *const clones[] = { ".isra", ".part", ".constprop", ".cold", ".lto_priv", ".llvm",
	".localalias", ".clone", ".ipa_ra" };

/* The C library's own versions of a function for this or that processor. */
static const char *const processors[] = { "_sse2", "_sse4_2", "_sse42", "_ssse3", "_avx", "_avx2",
	"_avx512", "_evex", "_evex512", "_erms" };

/* Takes `.isra.0` off the end. */
static bool
drop_clone(struct bytes *name)
{
	size_t end = name->len;

	if (end == 0 || memchr(name->at, '.', end) == NULL)
		return false;
	while (end > 0 && ascii_is_digit(name->at[end - 1]))
		end--;
	if (end > 0 && end < name->len && name->at[end - 1] == '.')
		end--;
	else
		end = name->len;
	for (size_t i = 0; i < COUNT_OF(clones); i++) {
		struct bytes clone = bytes_of(clones[i]), stem = bytes_first(*name, end);

		if (stem.len > clone.len && bytes_end(stem, clone)) {
			name->len = stem.len - clone.len;
			return true;
		}
	}
	return false;
}

/* Takes ` [clone .constprop.0]` off the end. */
static bool
drop_clone_mark(struct bytes *name)
{
	const char *mark;

	if (!bytes_end(*name, BYTES("]")))
		return false;
	mark = bytes_find(*name, BYTES(" [clone "));
	if (mark == NULL || mark == name->at)
		return false;
	name->len = (size_t)(mark - name->at);
	return true;
}

static void
drop_version(struct bytes *name)
{
	const char *at = name->len == 0 ? NULL : memchr(name->at, '@', name->len);

	if (at == NULL || at == name->at)
		return;
	name->len = (size_t)(at - name->at);
}

static void
drop_processor(struct bytes *name)
{
	if (!bytes_start(*name, BYTES("__")))
		return;
	for (size_t i = 0; i < COUNT_OF(processors); i++) {
		struct bytes processor = bytes_of(processors[i]);
		const char *at = bytes_find(bytes_from(*name, 3), processor);
		size_t end;

		if (at == NULL)
			continue;
		end = (size_t)(at - name->at) + processor.len;
		if (end == name->len || name->at[end] == '_') {
			name->len = (size_t)(at - name->at);
			return;
		}
	}
}

struct bytes
normalise_clone(struct bytes function)
{
	struct bytes name = function;

	if (bytes_start(name, BYTES("__GI_")) && name.len > 5)
		name = bytes_from(name, 5);
	drop_version(&name);
	while (drop_clone_mark(&name) || drop_clone(&name))
		;
	drop_processor(&name);
	return name.len == 0 ? function : name;
}

/* The place of the `(` that the `)` at the end belongs to; 0: there is none. */
static size_t
open_of_last(struct bytes name)
{
	int depth = 0;

	for (size_t i = name.len; i > 0; i--) {
		if (name.at[i - 1] == ')')
			depth++;
		else if (name.at[i - 1] == '(' && --depth == 0)
			return i - 1;
	}
	return 0;
}

/* `Connection::run(Query const&) const` is Connection::run; `operator()` and `main::{lambda(int)#1}` stay. */
static struct bytes
without_parameters(struct bytes name)
{
	struct bytes stem = name;
	size_t open;

	if (bytes_end(stem, BYTES(" const")))
		stem.len -= 6;
	if (!bytes_end(stem, BYTES(")")))
		return name;
	open = open_of_last(stem);
	if (open == 0 || bytes_equal(bytes_from(stem, open), BYTES("(anonymous namespace)")) ||
	    (stem.len - open == 2 && bytes_end(bytes_first(stem, open), BYTES("operator"))))
		return name;
	return bytes_first(stem, open);
}

/* The place behind the `>` that closes the `<` at `start`; 0 where none does. */
static size_t
close_of(struct bytes name, size_t start)
{
	int depth = 0;

	for (size_t i = start; i < name.len; i++) {
		if (name.at[i] == '<')
			depth++;
		else if (name.at[i] == '>' && name.at[i - (i > 0)] != '-' && --depth == 0)
			return i + 1;
	}
	return 0;
}

/* A `<` that is part of a name: `operator<`, `operator<<`, or a name in brackets (`<lambda()>`). */
static bool
is_name_bracket(struct bytes name, size_t i)
{
	struct bytes before = bytes_first(name, i);

	return i == 0 || bytes_end(before, BYTES("operator")) ||
	    bytes_end(before, BYTES("operator<")) || bytes_end(before, BYTES("::"));
}

struct bytes
normalise_templates(struct bytes function, struct arena *memory)
{
	struct bytes name = function, out;
	char *to;
	size_t length = 0;

	if (name.len == 0 || name.len > LONGEST || memchr(name.at, '<', name.len) == NULL)
		return name;
	out = arena_copy(memory, name);
	to = (char *)(size_t)out.at;
	if (to == NULL)
		return name;
	for (size_t i = 0; i < name.len;) {
		size_t end = name.at[i] == '<' && !is_name_bracket(name, i) ? close_of(name, i) : 0;

		if (end > 0)
			i = end;
		else
			to[length++] = name.at[i++];
	}
	while (length > 0 && to[length - 1] == ' ')
		length--;
	return (struct bytes){ to, length };
}

struct bytes
normalise_name(struct bytes function, struct arena *memory)
{
	struct bytes name = normalise_clone(function);

	if (name.len > 0 && (name.at[0] == '<' || name.at[0] == '?'))
		return name;
	name = normalise_templates(without_parameters(name), memory);
	while (name.len > 1 && name.at[0] == '_')
		name = bytes_from(name, 1);
	if (bytes_end(name, BYTES("_time64")))
		name.len -= 7;
	else if (bytes_end(name, BYTES("64")) && name.len > 2 &&
	    !ascii_is_digit(name.at[name.len - 3]))
		name.len -= 2;
	return name.len == 0 ? function : name;
}
