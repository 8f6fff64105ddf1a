#include "native/carrier.h"

#include "check.h"

/* A line, the carrier of another, and what is left. */
static const struct {
	const char *line, *carrier, *left;
} cases[] = {
	{ "text", "", "text" },
	{ "", "", "" },
	{ "", "app  | ", "" },
	{ "Nov 28 10:00:09 web3 loomd[811]:     #0 0x1",
	    "Nov 27 9:59:10 web3 loomd[9]: ", "#0 0x1" },
	{ "Nov 28 10:00:09 web4 loomd[811]: x", "Nov 27 9:59:10 web3 loomd[9]: ", "x" },
	{ "Nov 28 10:00:09 mail loomd[811]: x",
	    "Nov 27 9:59:10 web3 loomd[9]: ", "Nov 28 10:00:09 mail loomd[811]: x" },
	{ "app  |x", "app | ", "app  |x" },
	{ "app  |\tx", "app | ", "x" },
	{ "app", "app | ", "app" },
	{ "app | ", "app | ", "" },
};

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		CHECK_TEXT(carrier_take_off(bytes_of(cases[i].line), bytes_of(cases[i].carrier)),
		    bytes_of(cases[i].left));
	return check_end();
}
