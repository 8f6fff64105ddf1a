#include "pylog/carrier/origin.h"

#include "check.h"

static const struct {
	const char *prefix, *origin;
} rows[] = {
	{ "web_1  | ", "web_1" },
	{ "[rank0]: ", "rank0" },
	{ "[pod/shop-7d9f/web] ", "pod/shop-7d9f/web" },
	{ "(Engine pid=811) ERROR ", "Engine pid=811" },
	{ "(A pid=8) (Engine pid=811) ERROR ", "Engine pid=811" },
	{ "(A pid=8) (B pid=811) (Worker pid=812) ", "Worker pid=812" },
	{ "Oct 11 14:32:00 web1 app[321]: ", "web1 app[321]" },
	{ "2023-10-11T14:32:00.1+00:00 app[web.1]: ", "web.1" },
	{ "10:00:00 web.1  | ", "web.1" }, /* foreman */
	{ "0|app  | ", "app" },            /* pm2 */
	{ "[1,2]<stderr>:", "1,2" },       /* mpirun */
	{ "[default0]:", "default0" },     /* torchrun */
	{ "[Rank 3] ", "Rank 3" },
	{ "[node12] ", "node12" },
	{ "(pid=811) ", "pid=811" }, /* Ray */
	{ "(f pid=811, ip=10.0.0.1) ", "f pid=811, ip=10.0.0.1" },
	{ "<34>1 2026-11-24T10:00:00Z web1 app 811 - - ", "web1 app 811" }, /* RFC 5424 */
	{ "shop-7d9f web ", "shop-7d9f web" },                              /* stern */
	{ "web1: ", "web1" },                                               /* pdsh */
	{ "Oct 11 14:32:00 web1 app: ", "" },
	{ "Mär 11 14:32:00 web1 app[321]: ", "web1 app[321]" },
	{ "ERROR1: ", "ERROR1" }, /* no level: a host may be called so */
	{ "[pod/]: ", "pod/" },
	/* they name nobody */
	{ "web: ", "" },
	{ "shop web ", "" },
	{ "ERROR | ", "" },
	{ "[rank]: ", "" },
	{ "[other1]: ", "" },
	{ "(pid=x) ", "" },
	{ "(1,2] ", "" },
	{ "[1,x]<stderr>:", "" },
	{ "x|app  | ", "" },
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

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
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
