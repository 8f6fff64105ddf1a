#include "base/ipv4.h"

#include "base/ascii.h"

enum { NUMBERS = 4, DIGITS_MAX = 3 };

bool
ipv4_take(struct bytes *text)
{
	struct bytes rest = *text;

	for (int i = 0; i < NUMBERS; i++) {
		size_t digits;

		if (i > 0 && !bytes_take(&rest, BYTES(".")))
			return false;
		digits = ascii_run(rest, ascii_is_digit);
		if (digits == 0 || digits > DIGITS_MAX)
			return false;
		rest = bytes_from(rest, digits);
	}
	*text = rest;
	return true;
}
