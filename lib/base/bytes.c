#define _GNU_SOURCE /* memmem */
#include "base/bytes.h"

const char *
bytes_find(struct bytes text, struct bytes wanted)
{
	if (text.len == 0)
		return NULL;
	return memmem(text.at, text.len, wanted.at, wanted.len);
}

const char *
bytes_find_last(struct bytes text, char byte)
{
	return text.len == 0 ? NULL : memrchr(text.at, byte, text.len);
}

size_t
bytes_count(struct bytes text, char byte)
{
	enum { LANES = 64, ROUNDS = 255 };
	size_t count = 0, i = 0;

	/* in lanes of bytes, which compilers turn into vectors; a lane is read before it overflows */
	while (text.len - i >= LANES) {
		unsigned char lanes[LANES] = { 0 };

		for (int round = 0; round < ROUNDS && text.len - i >= LANES; round++, i += LANES)
			for (int lane = 0; lane < LANES; lane++)
				lanes[lane] = (unsigned char)(lanes[lane] +
				    (text.at[i + (size_t)lane] == byte));
		for (int lane = 0; lane < LANES; lane++)
			count += lanes[lane];
	}
	for (; i < text.len; i++)
		count += text.at[i] == byte;
	return count;
}

int
bytes_compare(struct bytes a, struct bytes b)
{
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = shared == 0 ? 0 : memcmp(a.at, b.at, shared);

	return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

bool
bytes_number(struct bytes text, long long *number)
{
	long long n = 0;

	if (text.len == 0 || text.len > 16)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
		n = n * 10 + (text.at[i] - '0');
	}
	*number = n;
	return n <= (1LL << 53) - 1;
}

bool
bytes_take_number(struct bytes *text, long long *number)
{
	size_t n = 0;

	while (n < text->len && text->at[n] >= '0' && text->at[n] <= '9')
		n++;
	if (!bytes_number(bytes_first(*text, n), number))
		return false;
	*text = bytes_from(*text, n);
	return true;
}

bool
bytes_hex(struct bytes text, long long *number)
{
	static const char digits[] = "0123456789abcdef";
	long long n = 0;

	if (text.len == 0 || text.len > 13)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		const char *digit = memchr(digits, text.at[i], sizeof(digits) - 1);

		if (digit == NULL)
			return false;
		n = n * 16 + (digit - digits);
	}
	*number = n;
	return true;
}
