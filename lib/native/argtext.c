#include "native/argtext.h"

#include "base/ascii.h"
#include "base/buffer.h"

enum { TEXT_MAX = 4096 };

/* Takes the rest of an escape of C, behind its backslash, off the text, and returns the byte that it stands for. */
static char
unescape(struct bytes *text)
{
	static const char letters[] = "n\nt\tr\rb\bf\fv\va\ae\033";
	char byte = bytes_head(*text);
	unsigned number = 0;
	size_t digits = 0;

	for (;
	     digits < 3 && digits < text->len && text->at[digits] >= '0' && text->at[digits] <= '7';
	     digits++)
		number = number * 8 + (unsigned)(text->at[digits] - '0');
	*text = bytes_from(*text, digits > 0 ? digits : 1);
	if (digits > 0)
		return (char)number;
	for (size_t i = 0; i + 1 < sizeof(letters); i += 2)
		if (letters[i] == byte)
			return letters[i + 1];
	return byte;
}

struct bytes
argtext_unescape(struct bytes text, struct arena *memory)
{
	char room[TEXT_MAX];
	struct buffer plain = BUFFER_OVER(room);

	text = bytes_first(text, sizeof(room));
	while (text.len > 0) {
		size_t escape = bytes_index(text, '\\');

		buffer_append(&plain, bytes_first(text, escape));
		text = bytes_from(text, escape + 1);
		if (text.len > 0)
			buffer_byte(&plain, unescape(&text));
	}
	return arena_copy(memory, buffer_bytes(&plain));
}

struct bytes
argtext_find(struct bytes args, struct bytes name)
{
	struct bytes before, value, entry;
	const char *place = args.at;

	while ((place = bytes_find(bytes_at(args, place), name)) != NULL) {
		before = bytes_until(args, place);
		value = bytes_from(bytes_at(args, place), name.len);
		place++;
		if (before.len > 0 && !bytes_end(before, BYTES("(")) &&
		    !bytes_end(before, BYTES(" ")))
			continue;
		if (bytes_take(&value, BYTES("@entry=")))
			return value;
		if (!bytes_take(&value, BYTES("=")))
			continue;
		entry = value;
		return bytes_take(&entry, name) && bytes_take(&entry, BYTES("@entry=")) ? entry
											: value;
	}
	return BYTES_NONE;
}

/* Takes `0x55d0 ` or `0x55d0 <name> ` off the front. */
static void
take_address(struct bytes *value)
{
	struct bytes rest = *value;

	if (!bytes_take(&rest, BYTES("0x")))
		return;
	rest = bytes_from(rest, ascii_run(rest, ascii_is_hex));
	if (bytes_start(rest, BYTES(" <")) && !bytes_split(rest, BYTES(">"), NULL, &rest))
		return;
	if (bytes_take(&rest, BYTES(" ")))
		*value = rest;
}

struct bytes
argtext_read(struct bytes value, struct arena *memory)
{
	size_t end = 0;

	take_address(&value);
	if (!bytes_take(&value, BYTES("\"")))
		return BYTES_NONE;
	for (; end < value.len && value.at[end] != '"'; end++)
		end += value.at[end] == '\\';
	return end < value.len ? argtext_unescape(bytes_first(value, end), memory) : BYTES_NONE;
}
