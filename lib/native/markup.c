#include "native/markup.h"

#include "base/ascii.h"
#include "base/words.h"

/* What pages write for other characters. */
static const struct sign {
	struct bytes written, means;
} signs[] = {
	{ BYTES_ROW("&lt;"), BYTES_ROW("<") }, { BYTES_ROW("&gt;"), BYTES_ROW(">") },
	{ BYTES_ROW("&amp;"), BYTES_ROW("&") }, { BYTES_ROW("&quot;"), BYTES_ROW("\"") },
	{ BYTES_ROW("&#34;"), BYTES_ROW("\"") }, { BYTES_ROW("&#39;"), BYTES_ROW("'") },
	{ BYTES_ROW("&#039;"), BYTES_ROW("'") }, { BYTES_ROW("&#x27;"), BYTES_ROW("'") },
	{ BYTES_ROW("&apos;"), BYTES_ROW("'") }, { BYTES_ROW("&#96;"), BYTES_ROW("`") },
	{ BYTES_ROW("&nbsp;"), BYTES_ROW(" ") }, { BYTES_ROW("&#160;"), BYTES_ROW(" ") },
	{ BYTES_ROW("&#8203;"), BYTES_ROW("") }, { BYTES_ROW("&#x200B;"), BYTES_ROW("") },
	{ BYTES_ROW("\xC2\xA0"), BYTES_ROW(" ") },     /* U+00A0 */
	{ BYTES_ROW("\xE2\x80\xAF"), BYTES_ROW(" ") }, /* U+202F */
	{ BYTES_ROW("\xE2\x80\x8B"), BYTES_ROW("") },  /* U+200B */
	{ BYTES_ROW("\xEF\xBB\xBF"), BYTES_ROW("") },  /* U+FEFF */
};

static const struct sign *
sign_at(struct bytes text)
{
	for (size_t i = 0; i < COUNT_OF(signs); i++)
		if (bytes_start(text, signs[i].written))
			return &signs[i];
	return NULL;
}

/* Where the first sign begins that is to be undone; the line's length: there is none. */
static size_t
first_sign(struct bytes line, bool web)
{
	bool quoted = false;

	for (size_t i = 0; i < line.len; i++) {
		char c = line.at[i];

		if (c == '"' && (i == 0 || line.at[i - 1] != '\\'))
			quoted = !quoted;
		else if ((web || !quoted) && (c == '&' || (signed char)c < 0) &&
		    sign_at(bytes_from(line, i)) != NULL)
			return i;
	}
	return line.len;
}

struct bytes
markup_undo(struct bytes line, bool *web, struct buffer *buffer)
{
	struct bytes whole = line;
	size_t first = first_sign(line, *web);

	if (first == line.len)
		return line;
	*web = true;
	buffer_set(buffer, bytes_first(line, first));
	for (line = bytes_from(line, first); line.len > 0;) {
		const struct sign *sign = sign_at(line);

		if (sign == NULL) {
			buffer_byte(buffer, line.at[0]);
			line = bytes_from(line, 1);
		} else {
			buffer_append(buffer, sign->means);
			line = bytes_from(line, sign->written.len);
		}
	}
	return buffer->full ? whole : buffer_bytes(buffer);
}

/* What opens a block: `*` is any text. */
static const char *const opening[] = { "{noformat}", "{noformat:*}", "{code}", "{code:*}",
	"{quote}", "<pre>", "<pre *>", "<code>", "<code *>", "<tt>", "<p>", "<blockquote>",
	"[code]", "[CODE]", "{{{", "```", "~~~", "`" };

static bool
take_opening(struct bytes *line)
{
	for (size_t i = 0; i < COUNT_OF(opening); i++) {
		struct bytes rest = *line;

		if (words_take(opening[i], &rest)) {
			*line = bytes_from(rest, bytes_indent(rest));
			return true;
		}
	}
	return false;
}

/* `#9`, `Thread 9 (`, `Stack trace of thread 9` */
static bool
is_stack(struct bytes text)
{
	static const char *const heads[] = { "#9", "Thread 9", "Stack trace of thread 9" };

	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		struct bytes rest = text;

		if (words_take(heads[i], &rest))
			return true;
	}
	return false;
}

/* The lead, and the line without the backslashes that Markdown wants before its own signs; gdb prints none before these. */
static struct bytes
without_backslashes(struct bytes line, struct bytes lead, struct buffer *buffer)
{
	buffer_set(buffer, lead);
	for (size_t i = 0; i < line.len; i++)
		if (line.at[i] != '\\' || i + 1 == line.len ||
		    memchr("#_<>*[]&~`", line.at[i + 1], 10) == NULL)
			buffer_byte(buffer, line.at[i]);
	return buffer->full ? line : buffer_bytes(buffer);
}

/* `frame \#1: 0x…`, `+ thread \#1: …`: lldb's, and its star for the selected one as a bullet of a list. */
static bool
is_lldbs(struct bytes text, bool *bullet)
{
	*bullet = bytes_take(&text, BYTES("+ ")) || bytes_take(&text, BYTES("\\* ")) ||
	    bytes_take(&text, BYTES("* "));
	return (bytes_take(&text, BYTES("frame ")) || bytes_take(&text, BYTES("thread "))) &&
	    bytes_take(&text, BYTES("\\#")) && ascii_is_digit(bytes_head(text));
}

struct bytes
markup_open(struct bytes line, struct buffer *buffer)
{
	struct bytes rest = bytes_from(line, bytes_indent(line));
	bool found = false, bullet;

	if (is_lldbs(rest, &bullet))
		return bullet ? without_backslashes(
				    bytes_from(rest, bytes_index(rest, ' ')), BYTES("*"), buffer)
			      : without_backslashes(rest, BYTES_NONE, buffer);
	while (take_opening(&rest))
		found = true;
	if (bytes_start(rest, BYTES("\\#")) && is_stack(bytes_from(rest, 1)))
		return without_backslashes(rest, BYTES_NONE, buffer);
	return found && (rest.len == 0 || is_stack(rest)) ? rest : line;
}

struct bytes
markup_close(struct bytes line)
{
	static const struct bytes closing[] = { BYTES_ROW("{noformat}"), BYTES_ROW("{code}"),
		BYTES_ROW("{quote}"), BYTES_ROW("</pre>"), BYTES_ROW("</code>"), BYTES_ROW("</tt>"),
		BYTES_ROW("</p>"), BYTES_ROW("</blockquote>"), BYTES_ROW("<br>"),
		BYTES_ROW("<br/>"), BYTES_ROW("<br />"), BYTES_ROW("[/code]"),
		BYTES_ROW("[/CODE]") };
	struct bytes rest = line, text;
	int mark;

	while ((mark = words_end(LIST(closing), rest)) != WORDS_NONE)
		rest = bytes_trim_end(bytes_first(rest, rest.len - closing[mark].len));
	text = bytes_from(rest, bytes_indent(rest));
	while (bytes_take(&text, BYTES("`"))) /* each line may be code of its own */
		;
	if (is_stack(text))
		while (bytes_take_end(&rest, BYTES("`")))
			rest = bytes_trim_end(rest);
	return rest;
}
