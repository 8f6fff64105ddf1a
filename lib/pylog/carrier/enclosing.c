#include "pylog/carrier/enclosing.h"

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/words.h"
#include "pylog/carrier/entities.h"

/* Takes `:12` or `: 12` off the end. */
static bool
take_end_number(struct bytes *text)
{
	struct bytes rest = *text;

	while (ascii_is_digit(bytes_tail(rest)))
		rest.len--;
	if (rest.len == text->len)
		return false;
	rest = bytes_trim_end(rest);
	*text = bytes_first(rest, rest.len > 0 ? rest.len - 1 : 0);
	return bytes_tail(rest) == ':';
}

bool
enclosing_is_shell(struct bytes line)
{
	struct bytes rest = bytes_trim_end(line), line_number;

	if (bytes_find(line, BYTES("+ CategoryInfo ")) != NULL)
		return true;
	if (!take_end_number(&rest))
		return false;
	line_number =
	    bytes_trim_end(bytes_first(rest, rest.len - bytes_behind_last(rest, ' ').len));
	return line_number.len > 0 && take_end_number(&line_number);
}

void
enclosing_begin(struct enclosing *enclosing, struct bytes before, struct bytes next)
{
	struct bytes name = bytes_trim(before);

	*enclosing = (struct enclosing){ .indent = bytes_indent(before) };
	/* syslog has a number in such brackets */
	if (bytes_head(before) == '<' && bytes_tail(before) == '>' && !ascii_is_digit(before.at[1]))
		enclosing->kind = ENCLOSING_MARKUP;
	/* `      Message:      `, as kubectl describes a container */
	else if (enclosing->indent > 0 && bytes_tail(name) == ':' && !bytes_has(name, ' '))
		enclosing->kind = ENCLOSING_FIELD;
	else if (enclosing_is_shell(next))
		enclosing->kind = ENCLOSING_SHELL;
}

/* Empties the lines that are PowerShell's own. */
static void
take_shell(struct enclosing *enclosing, struct bytes *text)
{
	enum { MOST = 12 };
	bool frame = bytes_start(bytes_trim(*text), BYTES("File \""));

	if (frame || ++enclosing->lines == MOST ||
	    bytes_find(*text, BYTES("+ FullyQualifiedErrorId ")) != NULL)
		enclosing->kind = ENCLOSING_NONE;
	if (!frame)
		text->len = 0;
}

static void
take_markup(struct bytes text, struct buffer *plain)
{
	const char *end = bytes_find(text, BYTES("</"));

	entities_put(end == NULL ? text : bytes_until(text, end), plain);
}

/* `escape` stands before each quote of the text; a quote without it ends the cell. */
static void
take_cell(struct enclosing *enclosing, char escape, struct bytes text, struct buffer *plain)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == escape && bytes_head(bytes_from(text, i + 1)) == '"')
			i++;
		else if (text.at[i] == '"') {
			enclosing->kind = ENCLOSING_CELL_ENDED;
			return;
		}
		buffer_byte(plain, text.at[i]);
	}
}

bool
enclosing_take(struct enclosing *enclosing, struct bytes *text, bool whole, struct arena *arena)
{
	static const struct bytes escaped[] = { BYTES_ROW("  File &quot;"),
		BYTES_ROW("  File &#34;"), BYTES_ROW("  File &#x22;") };
	struct buffer plain = { .at = NULL };

	if (enclosing->kind == ENCLOSING_NONE && bytes_start(*text, BYTES("  File &"))) {
		if (whole || words_start(LIST(escaped), *text) == WORDS_NONE)
			return true;
		enclosing->kind = ENCLOSING_MARKUP;
	}
	if (enclosing->kind == ENCLOSING_NONE && enclosing_has_entity(*text)) {
		if (whole)
			return true;
		enclosing->kind = ENCLOSING_MARKUP;
	}
	if (enclosing->kind == ENCLOSING_NONE)
		enclosing->kind = text->at[7] == '"' ? ENCLOSING_CELL : ENCLOSING_STRING;
	switch (enclosing->kind) {
	case ENCLOSING_MARKUP:
		if (bytes_head(*text) == '<')
			return false;
		take_markup(*text, &plain);
		break;
	case ENCLOSING_FIELD:
		return !whole || bytes_indent(*text) != enclosing->indent;
	case ENCLOSING_SHELL:
		take_shell(enclosing, text);
		return true;
	case ENCLOSING_CELL_ENDED:
		return false;
	default:
		take_cell(enclosing, enclosing->kind == ENCLOSING_CELL ? '"' : '\\', *text, &plain);
	}
	*text = arena_copy(arena, buffer_bytes(&plain));
	buffer_free(&plain);
	return true;
}
