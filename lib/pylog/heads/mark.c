#include "pylog/heads/mark.h"

#include "base/ascii.h"

static char
kind_of(char byte)
{
	return ascii_is_digit(byte) ? '0' : ascii_is_letter(byte) ? 'a' : byte;
}

struct mark
mark_of(struct bytes text)
{
	struct mark mark = { .len = 0 };

	if (text.len < 2 || text.at[0] != '[')
		return mark;
	for (size_t i = 0; i < text.len && mark.len < MARK_MAX; i++) {
		char kind = kind_of(text.at[i]);

		if (mark.len == 0 || mark.shape[mark.len - 1] != kind ||
		    (kind != '0' && kind != 'a'))
			mark.shape[mark.len++] = kind;
		if (kind == ']')
			return mark;
	}
	mark.len = 0;
	return mark;
}

bool
mark_begins(const struct mark *mark, struct bytes text)
{
	struct mark other;

	if (mark->len == 0)
		return false;
	other = mark_of(text);
	return other.len == mark->len && memcmp(other.shape, mark->shape, mark->len) == 0;
}
