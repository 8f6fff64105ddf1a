#include "json/unescape.h"

#include "base/ascii.h"
#include "base/utf16.h"
#include "base/utf8.h"

/* The code unit of the `\uHHHH` that the text begins with; 0: it begins with none. */
static unsigned
unit_at(struct bytes text)
{
	unsigned unit = 0;

	if (text.len < 6 || text.at[0] != '\\' || text.at[1] != 'u')
		return 0;
	for (int i = 2; i < 6; i++)
		unit = unit * 16 + ascii_hex_value(text.at[i]);
	return unit;
}

/* The character that a letter behind a backslash stands for. */
static char
plain_escape(char kind)
{
	static const char kinds[] = "bfnrt", meant[] = "\b\f\n\r\t";
	const char *found = memchr(kinds, kind, sizeof(kinds) - 1);

	return found == NULL ? kind : meant[found - kinds];
}

struct bytes
unescape_text(struct bytes written, struct arena *memory)
{
	/* no escape is shorter than what it stands for */
	char *text = arena_alloc(memory, written.len), *to = text;
	size_t units;
	unsigned character;

	if (text == NULL)
		return BYTES_NONE;
	while (written.len > 0) {
		size_t plain = bytes_index(written, '\\');

		memcpy(to, written.at, plain);
		to += plain;
		written = bytes_from(written, plain);
		if (written.len < 2)
			break;
		if (written.at[1] != 'u') {
			*to++ = plain_escape(written.at[1]);
			written = bytes_from(written, 2);
			continue;
		}
		character =
		    utf16_character(unit_at(written), unit_at(bytes_from(written, 6)), &units);
		to = utf8_put(to, character == 0 ? UTF8_REPLACING : character);
		written = bytes_from(written, 6 * units);
	}
	return (struct bytes){ text, (size_t)(to - text) };
}
