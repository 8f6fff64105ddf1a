#include "base/ascii.h"

#include "check.h"

#include <ctype.h>
#include <stdlib.h>

/* Against the C library, which has the locale C unless it is told otherwise. */
static void
kinds(void)
{
	for (int i = 0; i < 256; i++) {
		const char c = (char)i, text[] = { c, '\0' };
		bool good = ascii_is_digit(c) == (isdigit(i) != 0) &&
		    ascii_is_lower(c) == (islower(i) != 0) &&
		    ascii_is_upper(c) == (isupper(i) != 0) &&
		    ascii_is_letter(c) == (isalpha(i) != 0) &&
		    ascii_is_hex(c) == (isxdigit(i) != 0) &&
		    ascii_is_word(c) == (isalnum(i) != 0 || i == '_') &&
		    ascii_is_name(c) == (isalnum(i) != 0 || i == '_' || i >= 0x80) &&
		    ascii_lower(c) == (char)tolower(i);

		if (!CHECK(good))
			printf("   %d\n", i);
		if (isxdigit(i))
			CHECK(ascii_hex_value(c) == strtoul(text, NULL, 16));
	}
}

/* Runs of each length, behind which each byte stands. */
static void
runs(void)
{
	static const char digits[] = "0123456789abcdefABCDEF0123456789abcdefABCDEF";
	char text[sizeof(digits) + 1];

	for (size_t length = 0; length < sizeof(digits); length++) {
		bool good = true;

		for (int i = 0; i < 256; i++) {
			struct bytes run = { text, length + 1 };

			memcpy(text, digits, length);
			text[length] = (char)i;
			if (isxdigit(i))
				run.len = length;
			good = good && ascii_run_hex(run) == length &&
			    ascii_run(run, ascii_is_hex) == length;
		}
		if (!CHECK(good))
			printf("   %zu\n", length);
	}
	CHECK(ascii_run_hex(BYTES_NONE) == 0 && ascii_run(BYTES_NONE, ascii_is_hex) == 0);
	CHECK(ascii_run(BYTES("ab1"), ascii_is_letter) == 2);
}

int
main(void)
{
	kinds();
	runs();
	return check_end();
}
