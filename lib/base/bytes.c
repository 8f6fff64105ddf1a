#define _GNU_SOURCE /* memrchr */
#include "base/bytes.h"

#include "base/ascii.h"
#include "base/lanes.h"

/* The first place from `at` up to `end` where `wanted` stands; its first byte is compared first. */
static const char *
find_among(const char *at, const char *end, struct bytes wanted)
{
	for (; at < end; at++)
		if (*at == wanted.at[0] && memcmp(at, wanted.at, wanted.len) == 0)
			return at;
	return NULL;
}

const char *
bytes_find(struct bytes text, struct bytes wanted)
{
	/* the places where it may begin */
	size_t places = text.len < wanted.len ? 0 : text.len - wanted.len + 1, i = 0;
	const char *found;
	lanes first, last;

	if (places == 0 || wanted.len == 0)
		return places == 0 ? NULL : text.at;
	if (places < LANES)
		return find_among(text.at, text.at + places, wanted);
	first = lanes_of(wanted.at[0]);
	last = lanes_of(wanted.at[wanted.len - 1]);
	/* compares its first and its last byte at many places at once; the last lanes overlap those before */
	for (;;) {
		lanes hits = (lanes_load(text.at + i) == first) &
		    (lanes_load(text.at + i + wanted.len - 1) == last);

		if (lanes_any(hits) &&
		    (found = find_among(text.at + i, text.at + i + LANES, wanted)) != NULL)
			return found;
		if (i + LANES == places)
			return NULL;
		i = i + 2 * LANES <= places ? i + LANES : places - LANES;
	}
}

static bool
split_at(const char *place, struct bytes text, struct bytes mark, struct bytes *before,
    struct bytes *behind)
{
	if (place == NULL)
		return false;
	if (before != NULL)
		*before = bytes_until(text, place);
	if (behind != NULL)
		*behind = bytes_at(text, place + mark.len);
	return true;
}

bool
bytes_split(struct bytes text, struct bytes mark, struct bytes *before, struct bytes *behind)
{
	return split_at(bytes_find(text, mark), text, mark, before, behind);
}

bool
bytes_split_last(struct bytes text, struct bytes mark, struct bytes *before, struct bytes *behind)
{
	const char *last = NULL;
	struct bytes rest = text;

	if (mark.len == 0 || mark.len > text.len)
		return split_at(
		    mark.len == 0 ? text.at + text.len : NULL, text, mark, before, behind);
	rest.len -= mark.len - 1;
	while ((last = bytes_find_last(rest, mark.at[0])) != NULL &&
	    memcmp(last, mark.at, mark.len) != 0)
		rest = bytes_until(rest, last);
	return split_at(last, text, mark, before, behind);
}

const char *
bytes_find_last(struct bytes text, char byte)
{
	return text.len == 0 ? NULL : memrchr(text.at, byte, text.len);
}

/* Counts in lanes of bytes, which compilers turn into vectors, and adds them up before one can overflow. */
static LANES_INLINE size_t
count(struct bytes text, char byte)
{
	enum { WIDTH = 64, ROUNDS = 255 };
	size_t sum = 0, i = 0;

	while (text.len - i >= WIDTH) {
		unsigned char lane[WIDTH] = { 0 };

		for (int round = 0; round < ROUNDS && text.len - i >= WIDTH; round++, i += WIDTH)
			for (size_t j = 0; j < WIDTH; j++)
				lane[j] = (unsigned char)(lane[j] + (text.at[i + j] == byte));
		for (size_t j = 0; j < WIDTH; j++)
			sum += lane[j];
	}
	for (; i < text.len; i++)
		sum += text.at[i] == byte;
	return sum;
}

LANES_WIDE static size_t
count_wide(struct bytes text, char byte)
{
	return count(text, byte);
}

size_t
bytes_count(struct bytes text, char byte)
{
	return lanes_are_wide() ? count_wide(text, byte) : count(text, byte);
}

int
bytes_compare(struct bytes a, struct bytes b)
{
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = shared == 0 ? 0 : memcmp(a.at, b.at, shared);

	return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

bool
bytes_take_number(struct bytes *text, long long *number)
{
	static const long long most = (1LL << 53) - 1;
	enum { DIGITS_MAX = 16 };
	size_t length = text->len <= DIGITS_MAX ? text->len : DIGITS_MAX + 1, i = 0;
	long long n = 0;

	for (; i < length && ascii_is_digit(text->at[i]); i++)
		n = n * 10 + (text->at[i] - '0');
	if (i == 0 || i > DIGITS_MAX || n > most)
		return false;
	*number = n;
	*text = bytes_from(*text, i);
	return true;
}

bool
bytes_number(struct bytes text, long long *number)
{
	long long n;

	if (!bytes_take_number(&text, &n) || text.len > 0)
		return false;
	*number = n;
	return true;
}

long long
bytes_number_behind(struct bytes text, struct bytes words)
{
	long long number;

	if (!bytes_split(text, words, NULL, &text))
		return -1;
	text = bytes_from(text, bytes_indent(text));
	return bytes_take_number(&text, &number) ? number : -1;
}

bool
bytes_hex(struct bytes text, long long *number)
{
	enum { DIGITS_MAX = 13 }; /* 52 bits */
	long long n = 0;

	if (text.len == 0 || text.len > DIGITS_MAX)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (!ascii_is_hex(c) || ascii_is_upper(c))
			return false;
		n = n * 16 + ascii_hex_value(c);
	}
	*number = n;
	return true;
}
