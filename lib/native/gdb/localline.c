#include "native/gdb/localline.h"

#include "base/ascii.h"
#include "base/lanes.h"

enum { HALF = LANES / 2 };

/* The last sixteen bytes of the line; of one that has fewer, blanks and the last eight. */
static lanes
load_last(struct bytes line)
{
	const char *end = line.at + line.len;
	char halves[LANES];

	if (line.len >= LANES)
		return lanes_load(end - LANES);
	memcpy(halves, line.at, HALF);
	memcpy(halves + HALF, end - HALF, HALF);
	return lanes_load(halves);
}

/* Looks at all bytes behind the indent, at some twice; false: one of them is no character of ASCII that is printed. */
static bool
look(struct bytes line, struct localline *local)
{
	lanes odd = { 0 }, special = { 0 }, braces = { 0 }, bytes = load_last(line);

	for (size_t at = LOCALLINE_INDENT;; at += LANES) {
		odd |= bytes < ' '; /* they are signed: what is beyond ASCII is, too */
		special |= (bytes == '"') | (bytes == '\\');
		braces |= bytes == '{';
		if (at + LANES >= line.len)
			break;
		bytes = lanes_load(line.at + at);
	}
	local->plain = !lanes_any(special);
	local->braced = lanes_any(braces);
	return !lanes_any(odd);
}

bool
localline_read(struct bytes line, struct localline *local)
{
	static const struct bytes equals = BYTES_ROW(" = ");
	struct bytes text = bytes_from(line, LOCALLINE_INDENT), name;

	if (!bytes_start(line, BYTES("        ")) ||
	    !(ascii_is_lower(bytes_head(text)) || bytes_head(text) == '_'))
		return false;
	name = bytes_first(text, bytes_index(text, ' '));
	if (text.len <= name.len + equals.len ||
	    memcmp(text.at + name.len, equals.at, equals.len) != 0 ||
	    bytes_equal(name, BYTES("at")) || bytes_equal(name, BYTES("from")))
		return false;
	local->text = text;
	local->name = name.len;
	return look(line, local);
}
