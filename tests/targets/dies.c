/*
 * Dies in one way, or waits. What the C library prints about that goes to standard error.
 *
 * usage: dies double-free|overrun|assert|null|call-null|wild|deep|abort|waits
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int *volatile nowhere = NULL;
static void (*volatile nothing)(void) = NULL;

static int
deep(int n)
{
	volatile char room[64];

	room[0] = (char)n;
	return deep(n + 1) + room[0];
}

int
main(int argc, char *argv[])
{
	const char *how = argc == 2 ? argv[1] : "";
	char *block = malloc(24);

	if (strcmp(how, "double-free") == 0) {
		free(block);
		free(block);
	} else if (strcmp(how, "overrun") == 0) {
		memset(block - 8, 1, 8);
		free(block);
	} else if (strcmp(how, "null") == 0) {
		return nowhere[4];
	} else if (strcmp(how, "call-null") == 0) {
		nothing();
	} else if (strcmp(how, "wild") == 0) {
		return *(volatile int *)0x4141414140;
	} else if (strcmp(how, "deep") == 0) {
		return deep(0);
	} else if (strcmp(how, "abort") == 0) {
		abort();
	} else if (strcmp(how, "waits") == 0) {
		pause();
	}
	assert(strcmp(how, "\"so\"") == 0);
	return 0;
}
