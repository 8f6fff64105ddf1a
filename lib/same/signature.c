#include "same/signature.h"

#include "base/utf8.h"
#include "same/clibrary.h"

enum { LENGTH_MAX = SIGNATURE_SIZE - 1 };

/* Whether the frame may be named: `abort` would only say that the program ended itself. */
static bool
is_said(const struct called *called)
{
	return called->by != CALLED_BY_TEXT && !called->signal_handler &&
	    !bytes_equal(called->text, BYTES("abort"));
}

/* What a frame adds: its name, or that of its module. */
static struct bytes
part_of(const struct called *called)
{
	return called->by == CALLED_BY_NAME ? called->text : called->module;
}

static void
append(struct buffer *out, struct bytes text)
{
	size_t room = LENGTH_MAX - out->len;

	if (text.len > room)
		text.len = utf8_valid(bytes_first(text, room));
	buffer_append(out, text);
}

static bool
is_last_part(struct bytes written, struct bytes part)
{
	return bytes_take_end(&written, part) &&
	    (written.len == 0 || bytes_end(written, BYTES(" | ")));
}

/* Adds a part, unless it repeats the last one or would leave less than `reserve` bytes free. */
static void
add_part(struct buffer *out, struct bytes part, size_t reserve)
{
	if (part.len == 0 || is_last_part(buffer_bytes(out), part) ||
	    out->len + part.len + 3 + reserve > LENGTH_MAX)
		return;
	if (out->len > 0)
		append(out, BYTES(" | "));
	append(out, part);
}

/* `app/views` and `get` are app.views.get. */
static void
append_python(struct buffer *out, const struct called *called)
{
	size_t start = out->len;

	append(out, called->module);
	for (size_t i = start; i < out->len; i++)
		if (out->at[i] == '/' || out->at[i] == '\\')
			out->at[i] = '.';
	if (out->len > start && called->text.len > 0)
		append(out, BYTES("."));
	append(out, called->text);
}

static void
finish(struct buffer *out)
{
	for (size_t i = 0; i < out->len; i++)
		if ((unsigned char)out->at[i] < ' ')
			out->at[i] = ' ';
	out->at[out->len] = '\0';
}

static void
add_own(struct buffer *out, const struct called *own)
{
	if (out->len > 0 && out->len + 3 < LENGTH_MAX)
		append(out, BYTES(" | "));
	if (own->python)
		append_python(out, own);
	else
		append(out, own->text);
}

void
signature_of_thread(const struct stacknames *names, char signature[SIGNATURE_SIZE])
{
	struct buffer out = { .at = signature, .size = SIGNATURE_SIZE, .fixed = true };
	size_t own = names->own, reserve = 0;

	if (own < names->count)
		reserve = names->list[own].text.len + names->list[own].module.len + 4;
	if (reserve > LENGTH_MAX / 2)
		reserve = LENGTH_MAX / 2;
	for (size_t i = 0; i < own; i++)
		if (is_said(&names->list[i]) && !clibrary_is_root(names->list[i].text))
			add_part(&out, part_of(&names->list[i]), reserve);
	if (own < names->count)
		add_own(&out, &names->list[own]);
	if (own + 1 < names->count &&
	    (names->list[own + 1].by == CALLED_BY_MODULE ||
		names->list[own + 1].by == CALLED_BY_PLACE))
		add_part(&out, part_of(&names->list[own + 1]), 0);
	finish(&out);
}

void
signature_of_exception(
    struct bytes type, const struct stacknames *names, char signature[SIGNATURE_SIZE])
{
	struct buffer out = { .at = signature, .size = SIGNATURE_SIZE, .fixed = true };

	append(&out, type);
	if (names->count > 0) {
		append(&out, BYTES(" in "));
		append_python(&out, &names->list[0]);
	}
	finish(&out);
}
