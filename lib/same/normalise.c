#include "same/normalise.h"

#include "base/ascii.h"
#include "base/words.h"
#include "same/qualified.h"

enum { LONGEST = 4096 }; /* bytes of a name whose template arguments are taken off */

/* What compilers append to the name of a clone; a number may follow. */
static const struct bytes clones[] = { BYTES_ROW(".isra"), BYTES_ROW(".part"),
	BYTES_ROW(".constprop"), BYTES_ROW(".cold"), BYTES_ROW(".lto_priv"), BYTES_ROW(".llvm"),
	BYTES_ROW(".localalias"), BYTES_ROW(".clone"), BYTES_ROW(".ipa_ra") };

/* The same in brackets: binutils writes ` [clone .part.0]`, gdb 13.1 `[cold]` and `[part.0]`. */
static const struct bytes clone_marks[] = { BYTES_ROW("clone "), BYTES_ROW("cold]"),
	BYTES_ROW("part."), BYTES_ROW("isra."), BYTES_ROW("constprop."), BYTES_ROW("lto_priv."),
	BYTES_ROW("llvm.") };

/* The C library's own versions of a function for this or that processor. */
static const struct bytes processors[] = { BYTES_ROW("_sse2"), BYTES_ROW("_sse4_2"),
	BYTES_ROW("_sse42"), BYTES_ROW("_ssse3"), BYTES_ROW("_avx"), BYTES_ROW("_avx2"),
	BYTES_ROW("_avx512"), BYTES_ROW("_evex"), BYTES_ROW("_evex512"), BYTES_ROW("_erms") };

/* Takes `.isra.0` off the end. */
static bool
drop_clone(struct bytes *name)
{
	struct bytes stem = *name;
	int clone;

	if (!bytes_has(stem, '.'))
		return false;
	while (ascii_is_digit(bytes_tail(stem)))
		stem.len--;
	if (stem.len == name->len || !bytes_take_end(&stem, BYTES(".")))
		stem = *name;
	clone = words_end(LIST(clones), stem);
	if (clone == WORDS_NONE || stem.len == clones[clone].len)
		return false;
	name->len = stem.len - clones[clone].len;
	return true;
}

/* Takes ` [clone .constprop.0]`, `[cold]` or `[part.0]` off the end. */
static bool
drop_clone_mark(struct bytes *name)
{
	struct bytes before, mark;

	if (!bytes_end(*name, BYTES("]")) || !bytes_split_last(*name, BYTES("["), &before, &mark) ||
	    words_start(LIST(clone_marks), mark) == WORDS_NONE)
		return false;
	before = bytes_trim_end(before);
	if (before.len == 0)
		return false;
	*name = before;
	return true;
}

/* Whether the name may have one of `processors`: it has `_a`, `_e` or `_s`, from the fourth byte on. */
static bool
may_name_processor(struct bytes name)
{
	for (size_t i = 3; i + 4 < name.len; i++)
		if (name.at[i] == '_' &&
		    (name.at[i + 1] == 'a' || name.at[i + 1] == 'e' || name.at[i + 1] == 's'))
			return true;
	return false;
}

static void
drop_processor(struct bytes *name)
{
	if (!bytes_start(*name, BYTES("__")) || !may_name_processor(*name))
		return;
	for (size_t i = 0; i < COUNT_OF(processors); i++) {
		struct bytes before, behind;

		if (bytes_split(bytes_from(*name, 3), processors[i], &before, &behind) &&
		    (behind.len == 0 || behind.at[0] == '_')) {
			name->len = 3 + before.len;
			return;
		}
	}
}

/* What the C library puts around the names of its own versions. */
static void
drop_prefix(struct bytes *name)
{
	if (bytes_head(*name) != '_')
		return;
	if (name->len > 5)
		(void)bytes_take(name, BYTES("__GI_"));
	drop_processor(name);
}

struct bytes
normalise_clone(struct bytes function)
{
	struct bytes name = function;
	size_t version;

	if (name.len > 5)
		(void)bytes_take(&name, BYTES("__GI_"));
	version = bytes_index(name, '@');
	if (version > 0)
		name.len = version;
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

struct bytes
normalise_parameters(struct bytes function)
{
	struct bytes stem = function;
	size_t open;

	while (bytes_take_end(&stem, BYTES(" const")) || bytes_take_end(&stem, BYTES(" volatile")))
		;
	if (!bytes_end(stem, BYTES(")")))
		return function;
	open = open_of_last(stem);
	if (open == 0 || bytes_equal(bytes_from(stem, open), BYTES("(anonymous namespace)")) ||
	    (stem.len - open == 2 && bytes_end(bytes_first(stem, open), BYTES("operator"))))
		return function;
	return bytes_first(stem, open);
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

	if (name.len > LONGEST || !bytes_has(name, '<'))
		return name;
	out = arena_copy(memory, name);
	to = (char *)(size_t)out.at;
	if (to == NULL)
		return name;
	for (size_t i = 0; i < name.len;) {
		size_t gone = name.at[i] == '<' && !is_name_bracket(name, i)
		    ? qualified_bracket_length(bytes_from(name, i))
		    : 0;

		i += gone;
		if (gone == 0)
			to[length++] = name.at[i++];
	}
	while (length > 0 && to[length - 1] == ' ')
		length--;
	return (struct bytes){ to, length };
}

/* Demanglers write the returned type before the name of a template, `void ns::run<int>(int)`, but of no other function. */
static struct bytes
without_arguments(struct bytes name, struct arena *memory)
{
	bool template = bytes_end(name, BYTES(">"));
	struct bytes plain = name;

	if (bytes_head(name) == '<')
		return name;
	plain = normalise_templates(name, memory);
	return template && bytes_has(plain, ' ') ? qualified_without_type(plain) : plain;
}

/* A name of C: letters, digits and underscores, without a mark of a clone or a version. */
static bool
is_plain(struct bytes name)
{
	return ascii_run(name, ascii_is_word) == name.len;
}

/* The same as normalise_name(), but for leading underscores and endings, of a name that is not plain. */
static struct bytes
normalise_marked(struct bytes function, struct arena *memory)
{
	struct bytes name = normalise_clone(function);

	if (bytes_head(name) == '?')
		return name;
	return qualified_plain(without_arguments(normalise_parameters(name), memory), memory);
}

struct bytes
normalise_name(struct bytes function, struct arena *memory)
{
	struct bytes name = function;

	if (is_plain(name))
		drop_prefix(&name);
	else
		name = normalise_marked(name, memory);
	if (bytes_head(name) == '<' || bytes_head(name) == '?')
		return name;
	while (name.len > 1 && name.at[0] == '_')
		name = bytes_from(name, 1);
	if (!bytes_take_end(&name, BYTES("_time64")) && name.len > 2 &&
	    !ascii_is_digit(name.at[name.len - 3]))
		(void)bytes_take_end(&name, BYTES("64"));
	return name.len == 0 ? function : name;
}
