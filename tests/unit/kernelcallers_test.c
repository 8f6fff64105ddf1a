#include "native/kernelcallers.h"

#include "check.h"

/* A task and a processor of one number are two callers, and so are those of number 0. */
static void
tells_callers(void)
{
	CHECK(kernelcallers_of(BYTES("[  512.1][  T811] ")) ==
	    kernelcallers_of(BYTES("[  9.1][T811] ")));
	CHECK(kernelcallers_of(BYTES("[  512.1][  T811] ")) !=
	    kernelcallers_of(BYTES("[  512.1][  C811] ")));
	CHECK(kernelcallers_of(BYTES("[  512.1][    T0] ")) !=
	    kernelcallers_of(BYTES("[  512.1][    T1] ")));
	CHECK(kernelcallers_of(BYTES("[  512.1][    C0] ")) !=
	    kernelcallers_of(BYTES("[  512.1][    T0] ")));
	CHECK(kernelcallers_of(BYTES("[  512.1][    C0] ")) != 0);
	CHECK(kernelcallers_of(BYTES("[  512.1] ")) == 0);
	CHECK(kernelcallers_of(BYTES("[  512.1][  T811 ")) == 0);
}

int
main(void)
{
	tells_callers();
	return check_end();
}
