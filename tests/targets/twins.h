/* What the programs that tests/twins builds share. */
#ifndef TWINS_H
#define TWINS_H

#include <unistd.h>

extern volatile int zero, sink, standing;

/*
 * If x is below 0, the thread stays in this function for ever. The number makes the code of each function different,
 * since compilers merge functions that do the same.
 */
#define STAND_IF(x, number) \
	if ((x) < 0) { \
		sink = (number); \
		__atomic_add_fetch(&standing, 1, __ATOMIC_SEQ_CST); \
		for (;;) \
			pause(); \
	}

/* An invalid address that no compiler can foresee. */
#define NOWHERE ((void *)(long)zero)

#ifdef __cplusplus
extern "C" {
#endif

typedef int step(int site, int x);

int run(int site, int x); /* goes to a site and crashes there, or with x below 0 stays there */
int count_sites(void);

int shoal_each(step *next, int site, int x), tide_each(step *next, int site, int x);
int shoal_parse(int x), tide_parse(int x);
int shoal_scan(int x), tide_scan(int x);

#ifdef __cplusplus
}
#endif

#endif
