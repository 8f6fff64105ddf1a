#include "pylog/fields.h"

#include "base/words.h"
#include "pylog/carrier/carrying.h"
#include "pylog/heads/token.h"

enum { MOST = 6 }; /* fields */

/* The last of the lines in turn, below `at`, that may be fields. */
static size_t
pass_fields(const struct above *above, size_t first, size_t at)
{
	size_t last = at;

	while (last > first && at - last < MOST &&
	    bytes_find(above_text(above, last - 1), BYTES(": ")) != NULL)
		last--;
	return last;
}

/* The same of those with the English names. */
static size_t
pass_named(const struct above *above, size_t first, size_t at)
{
	static const struct bytes names[] = { BYTES_ROW("Source: "), BYTES_ROW("Integration: "),
		BYTES_ROW("integration: "), BYTES_ROW("First occurred: "),
		BYTES_ROW("Last logged: ") };

	while (at > first && words_start(LIST(names), above_text(above, at - 1)) != WORDS_NONE)
		at--;
	return at;
}

size_t
fields_find(const struct above *above, size_t first, size_t at, struct bytes *logger)
{
	struct bytes name = bytes_trim_end(above_text(above, at));
	size_t last = pass_fields(above, first, at);

	*logger = BYTES_NONE;
	if (!bytes_take(&name, BYTES("Logger: ")) || token_name(name).len != name.len)
		return at;
	*logger = name;
	/* an empty line ends fields of any language */
	return last > first && carrying_is_blank(above_text(above, last - 1))
	    ? last
	    : pass_named(above, first, at);
}
