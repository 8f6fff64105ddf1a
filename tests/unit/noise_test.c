#include "native/noise.h"

#include "check.h"

int
main(void)
{
	CHECK(noise_is_source(BYTES("7\t\tg();")));
	CHECK(noise_is_source(BYTES("44\t./nptl/pthread_kill.c: No such file or directory.")));
	/* gdb 14 and later */
	CHECK(noise_is_source(
	    BYTES("warning: 44\t./nptl/pthread_kill.c: No such file or directory")));
	CHECK(!noise_is_source(BYTES("7 g();")));
	CHECK(!noise_is_source(BYTES("\tg();")) && !noise_is_source(BYTES("x\t7")));
	CHECK(!noise_is_source(BYTES("")) && !noise_is_source(BYTES("\t")));
	CHECK(noise_is(BYTES("7\t\tg();")));
	CHECK(noise_is(BYTES("warning: Unable to find libthread_db")));
	CHECK(noise_is(BYTES("[New LWP 7]")) && noise_is(BYTES("(gdb) bt")));
	CHECK(!noise_is(BYTES("    at a.c:7")) && !noise_is(BYTES("")));
	CHECK(!noise_is(BYTES("warnings=3) at a.c:7")));
	return check_end();
}
