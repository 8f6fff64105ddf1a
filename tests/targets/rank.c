/*
 * A rank of a job that hangs: in MPI_Barrier, except rank NUMBER, which hangs in a write that nobody reads. Prints `ready`
 * before that.
 *
 * usage: rank NUMBER     (SLURM_PROCID is the number of this one)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int MPI_Barrier(void);
int save_result(const char *text, size_t length);

__attribute__((noinline)) int
MPI_Barrier(void)
{
	return pause();
}

__attribute__((noinline)) int
save_result(const char *text, size_t length)
{
	int ends[2];

	if (pipe(ends) == -1)
		return 1;
	while (write(ends[1], text, length) > 0)
		continue;
	return 1;
}

int
main(int argc, char *argv[])
{
	static char result[4096];
	const char *own = getenv("SLURM_PROCID");

	if (argc != 2 || own == NULL)
		return 2;
	alarm(600); /* if nobody ends it */
	puts("ready");
	fflush(stdout);
	return strcmp(own, argv[1]) == 0 ? save_result(result, sizeof(result)) : MPI_Barrier();
}
