#include "pylog/carrier/entities.h"

#include "base/ascii.h"
#include "base/utf8.h"

enum { NUMBER_MAX = 0x10FFFF }; /* the last character */

static const struct {
	struct bytes name;
	unsigned means;
} names[] = {
	{ BYTES_ROW("&lt;"), '<' },
	{ BYTES_ROW("&gt;"), '>' },
	{ BYTES_ROW("&amp;"), '&' },
	{ BYTES_ROW("&quot;"), '"' },
	{ BYTES_ROW("&apos;"), '\'' },
	{ BYTES_ROW("&nbsp;"), ' ' },
};

/* `&#10;`, `&#xA;` */
static bool
take_number(struct bytes *text, unsigned *means)
{
	enum { DIGITS = 8 };
	struct bytes rest = *text;
	char digits[DIGITS];
	size_t length = 0;
	long long number = 0;
	bool hex;

	if (!bytes_take(&rest, BYTES("&#")))
		return false;
	hex = bytes_take(&rest, BYTES("x")) || bytes_take(&rest, BYTES("X"));
	for (; length < rest.len && length < DIGITS && rest.at[length] != ';'; length++)
		digits[length] = ascii_lower(rest.at[length]);
	rest = bytes_from(rest, length);
	if (!bytes_take(&rest, BYTES(";")) ||
	    !(hex ? bytes_hex : bytes_number)((struct bytes){ digits, length }, &number) ||
	    number == 0 || number > NUMBER_MAX)
		return false;
	*means = (unsigned)number;
	*text = rest;
	return true;
}

/* Takes an entity off the text; false where it begins with none. */
static bool
take(struct bytes *text, unsigned *means)
{
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (bytes_take(text, names[i].name)) {
			*means = names[i].means;
			return true;
		}
	return take_number(text, means);
}

void
entities_put(struct bytes text, struct buffer *out)
{
	while (text.len > 0) {
		size_t plain = bytes_index(text, '&');
		unsigned means;
		char place[4];

		buffer_append(out, bytes_first(text, plain));
		text = bytes_from(text, plain);
		if (text.len == 0)
			return;
		if (!take(&text, &means)) {
			buffer_byte(out, '&');
			text = bytes_from(text, 1);
		} else if (means != '\r') {
			buffer_append(
			    out, (struct bytes){ place, (size_t)(utf8_put(place, means) - place) });
		}
	}
}

bool
entities_ends_line(struct bytes text)
{
	unsigned means;

	return take(&text, &means) && (means == '\n' || means == '\r');
}
