/* The library of tests/twins. It is built twice, as libshoal and libtide, with the same code at the same offsets. */
#include "twins.h"

#define JOINED(name, rest) name##rest
#define JOIN(name, rest) JOINED(name, rest)
#define NAME(rest) JOIN(LIBRARY, rest)

#define HIDDEN static __attribute__((noinline))

HIDDEN int
NAME(_walk)(step *next, int site, int x)
{
	int got = next(site, x);

	sink += got;
	return got + 1;
}

int
NAME(_each)(step *next, int site, int x)
{
	int got = NAME(_walk)(next, site, x);

	sink += got;
	return got + 1;
}

HIDDEN int
NAME(_digest)(int x)
{
	STAND_IF(x, 1);
	return *(volatile int *)NOWHERE + x;
}

int
NAME(_parse)(int x)
{
	int got = NAME(_digest)(x);

	sink += got;
	return got + 1;
}

HIDDEN int
NAME(_tally)(int x)
{
	STAND_IF(x, 2);
	sink += x / zero;
	return sink;
}

int
NAME(_scan)(int x)
{
	int got = NAME(_tally)(x);

	sink += got;
	return got + 1;
}
