#include "pylog/carrier/document.h"

#include "base/buffer.h"
#include "pylog/carrier/entities.h"

/* `      Message:      `, as kubectl describes a container: how far fields are set in. */
static size_t
field_indent(struct bytes before)
{
	struct bytes name = bytes_trim(before);

	return bytes_tail(name) == ':' && !bytes_has(name, ' ') ? bytes_indent(before) : 0;
}

void
document_begin(struct document *document, struct bytes before)
{
	*document = (struct document){ .field = field_indent(before) };
	document->markup = bytes_head(before) == '<' && bytes_tail(before) == '>';
}

void
document_see(struct document *document, struct bytes text)
{
	if (document->cell == DOCUMENT_NO_CELL && bytes_start(text, BYTES("  File \"\"")))
		document->cell = DOCUMENT_CELL;
}

static void
take_markup(struct bytes text, struct buffer *plain)
{
	const char *end = bytes_find(text, BYTES("</"));

	entities_put(end == NULL ? text : bytes_until(text, end), plain);
}

static void
take_cell(struct document *document, struct bytes text, struct buffer *plain)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"' && bytes_head(bytes_from(text, ++i)) != '"') {
			document->cell = DOCUMENT_CELL_ENDED;
			return;
		}
		buffer_byte(plain, text.at[i]);
	}
}

bool
document_take(struct document *document, struct bytes *text, bool whole, struct arena *arena)
{
	struct buffer plain = { .at = NULL };

	if (document->cell == DOCUMENT_CELL_ENDED ||
	    (document->markup && bytes_head(*text) == '<') ||
	    (document->field > 0 && whole && bytes_indent(*text) == document->field))
		return false;
	if (document->markup)
		take_markup(*text, &plain);
	else if (document->cell == DOCUMENT_CELL)
		take_cell(document, *text, &plain);
	else
		return true;
	*text = arena_copy(arena, buffer_bytes(&plain));
	buffer_free(&plain);
	return true;
}
