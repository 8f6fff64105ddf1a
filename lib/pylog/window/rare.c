#include "pylog/window/rare.h"

enum {
	AHEAD = 8 * 1024,
	FAR = 32 * 1024, /* where the lines before were wanted up to the last one */
};

static const char bytes[RARE_BYTES] = {
	[RARE_RETURN] = '\r',
	[RARE_ESCAPE] = '\033',
	[RARE_BACKSLASH] = '\\',
	[RARE_HASH] = '#',
	[RARE_BRACKET] = '[',
};

/* Where the byte is next. The search goes on far behind the end of the line, so that lines to come need none. */
static size_t
look(struct bytes buffer, size_t from, size_t ahead, size_t end, char byte)
{
	size_t to = from + ahead > end ? from + ahead : end;
	const char *found;

	if (to > buffer.len)
		to = buffer.len;
	found = memchr(buffer.at + from, byte, to - from);
	return found == NULL ? to : (size_t)(found - buffer.at);
}

void
rare_find(struct rare *rare, struct bytes buffer, size_t start, size_t end, bool *has)
{
	memset(has, 0, RARE_BYTES * sizeof(*has));
	if (end <= rare->plain)
		return;
	rare->plain = buffer.len;
	/* the bracket is the last one */
	for (int i = 0; i < RARE_BYTES - !rare->lost; i++) {
		size_t *without = &rare->without[i];

		if (*without < end)
			*without = *without > start ? look(buffer, *without, FAR, end, bytes[i])
						    : look(buffer, start, AHEAD, end, bytes[i]);
		has[i] = *without < end;
		if (*without < rare->plain)
			rare->plain = *without;
	}
}

void
rare_lose(struct rare *rare)
{
	rare->lost = true;
	rare->without[RARE_BRACKET] = rare->plain = 0;
}

void
rare_shift(struct rare *rare, size_t gone)
{
	for (int i = 0; i < RARE_BYTES; i++)
		rare->without[i] = rare->without[i] > gone ? rare->without[i] - gone : 0;
	rare->plain = rare->plain > gone ? rare->plain - gone : 0;
}
