#include "base/ipv4.h"

#include "check.h"

/* What is left of the text; NULL: it begins with no address. */
static void
taken(const char *text, const char *left)
{
	struct bytes rest = bytes_of(text);
	bool address = ipv4_take(&rest);

	if (!CHECK(address == (left != NULL)))
		printf("   %s\n", text);
	CHECK_TEXT(rest, bytes_of(left == NULL ? text : left));
}

int
main(void)
{
	taken("127.0.0.1", "");
	taken("10.20.30.40:8080", ":8080");
	taken("10.0.0.1 x", " x");
	taken("10.0.0.1.5", ".5");
	taken("", NULL);
	taken("10.0.0", NULL);
	taken("10.0.0.", NULL);
	taken("10.0.0.1234", NULL);
	taken("2026.11.28", NULL);
	taken("10..0.1", NULL);
	taken("v10.0.0.1", NULL);
	return check_end();
}
