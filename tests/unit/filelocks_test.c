#include "check.h"
#include "collect/filelocks.h"

/* Locks as Linux 6.18 prints them; only the process numbers are invented. */
static const char locks[] = "1: FLOCK  ADVISORY  WRITE 812 00:2b:1313 0 EOF\n"
			    "1: -> FLOCK  ADVISORY  WRITE 900 00:2b:1313 0 EOF\n"
			    "1: -> FLOCK  ADVISORY  READ 901 00:2b:1313 0 EOF\n"
			    "2: POSIX  ADVISORY  WRITE 813 08:02:77 10 19\n"
			    "2:  -> POSIX  ADVISORY  WRITE 900 08:02:77 0 EOF\n"
			    "3: POSIX  ADVISORY  READ 814 08:02:77 30 39\n"
			    "3: -> POSIX  ADVISORY  WRITE 902 08:02:77 0 EOF\n"
			    "4: OFDLCK ADVISORY  WRITE -1 08:02:78 0 EOF\n"
			    "4: -> POSIX  ADVISORY  WRITE 903 08:02:78 0 EOF\n"
			    "5: LEASE  ACTIVE    WRITE 815 08:02:79 0 EOF\n"
			    "6: POSIX  ADVISORY  WRITE 904 08:02:80 0 0\n"
			    "6: -> POSIX  ADVISORY  WRITE 904 08:02:80 0 0\n"
			    "7: POSIX  ADVISORY  WRITE 816 08:02:80 5 5\n"
			    "7: -> POSIX  ADVISORY  WRITE 904 08:02:80 5 5\n"
			    "nothing of the kind\n"
			    "8: ->\n";

static const struct {
	long long pid, inode, owner;
} rows[] = {
	{ 901, 1313, 812 },
	{ 901, 0, 812 },
	{ 900, 1313, 812 },
	{ 900, 77, 813 },
	{ 900, 0, 0 }, /* it may be either of two files */
	{ 900, 78, -1 },
	{ 902, 77, 814 },
	{ 903, 78, 0 }, /* an open file description has it: no process is named */
	{ 904, 80, 0 }, /* two threads, perhaps */
	{ 812, 1313, -1 },
	{ 815, 79, -1 },
	{ 7, 0, -1 },
};

/* 20 and 21 wait for each other, 22 for them, 23 for its own lock, 24 for a process that does not wait. */
static const char circles[] = "1: FLOCK  ADVISORY  WRITE 20 00:2b:1 0 EOF\n"
			      "1: -> FLOCK  ADVISORY  WRITE 21 00:2b:1 0 EOF\n"
			      "2: FLOCK  ADVISORY  WRITE 21 00:2b:2 0 EOF\n"
			      "2: -> FLOCK  ADVISORY  WRITE 20 00:2b:2 0 EOF\n"
			      "2: -> FLOCK  ADVISORY  WRITE 22 00:2b:2 0 EOF\n"
			      "3: FLOCK  ADVISORY  WRITE 23 00:2b:3 0 EOF\n"
			      "3: -> FLOCK  ADVISORY  WRITE 23 00:2b:3 0 EOF\n"
			      "4: FLOCK  ADVISORY  WRITE 22 00:2b:4 0 EOF\n"
			      "4: -> FLOCK  ADVISORY  WRITE 24 00:2b:4 0 EOF\n"
			      "5: FLOCK  ADVISORY  WRITE 25 00:2b:5 0 EOF\n"
			      "5: -> FLOCK  ADVISORY  WRITE 26 00:2b:5 0 EOF\n";

static void
check_circles(void)
{
	static const struct {
		long long pid, inode;
		size_t count;
		long long circle[2];
	} wanted[] = {
		{ 20, 2, 2, { 20, 21 } },
		{ 21, 1, 2, { 21, 20 } },
		{ 21, 0, 2, { 21, 20 } },
		{ 23, 3, 1, { 23 } },
		{ 22, 2, 0, { 0 } },
		{ 24, 4, 0, { 0 } },
		{ 26, 5, 0, { 0 } },
		{ 25, 5, 0, { 0 } },
	};
	long long circle[FILELOCKS_CIRCLE];

	for (size_t i = 0; i < COUNT_OF(wanted); i++) {
		size_t count =
		    filelocks_circle(bytes_of(circles), wanted[i].pid, wanted[i].inode, circle);

		if (!CHECK(count == wanted[i].count))
			printf("   %lld: %zu\n", wanted[i].pid, count);
		for (size_t n = 0; n < count; n++)
			CHECK(circle[n] == wanted[i].circle[n]);
	}
}

int
main(void)
{
	check_circles();
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (!CHECK(filelocks_owner(bytes_of(locks), rows[i].pid, rows[i].inode) ==
			rows[i].owner))
			printf("   %lld\n", rows[i].pid);
	CHECK(filelocks_owner(BYTES_NONE, 7, 0) == -1);
	return check_end();
}
