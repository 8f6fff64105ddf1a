#include "pylog/carrier/origin.h"

#include "check.h"

static const struct {
	const char *prefix, *origin;
} rows[] = {
	{ "web_1  | ", "web_1" },
	{ "[rank0]: ", "rank0" },
	{ "[pod/shop-7d9f/web] ", "pod/shop-7d9f/web" },
	{ "(Engine pid=811) ERROR ", "Engine pid=811" },
	{ "Oct 11 14:32:00 web1 app[321]: ", "web1 app[321]" },
	{ "2023-10-11T14:32:00.1+00:00 app[web.1]: ", "web.1" },
	/* they name nobody */
	{ "shop.worker | ERROR | ", "" },
	{ "[811] ", "" },
	{ "(Engine pid=x) ", "" },
	{ "rank: ", "" },
	{ "2023-10-11T14:32:00.1Z stderr F ", "" },
	{ "", "" },
};

int
main(void)
{
	struct prefix prefix;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		prefix_set(&prefix, bytes_of(rows[i].prefix));
		CHECK_TEXT(origin_of(&prefix), bytes_of(rows[i].origin));
	}
	/* a number that counts lines */
	prefix_set(&prefix, BYTES("7: "));
	CHECK_TEXT(origin_of(&prefix), BYTES("7"));
	prefix.counter = 1;
	CHECK_TEXT(origin_of(&prefix), BYTES(""));
	return check_end();
}
