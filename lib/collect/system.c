#define _GNU_SOURCE /* memfd_create(), O_TMPFILE */
#include "collect/system.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/mman.h>
#include <sys/prctl.h>
#endif

int
system_private_file(void)
{
	char name[] = "/tmp/st-collect.XXXXXX";
	int fd;

#ifdef MFD_ALLOW_SEALING
	fd = memfd_create("st-collect", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (fd != -1)
		return fd;
#endif
	/* mkstemp(3) makes it 0600, and its name is gone before anything is in it */
	fd = mkstemp(name);
	if (fd != -1) {
		unlink(name);
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}

bool
system_seal_file(int fd)
{
#ifdef F_ADD_SEALS
	if (fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) == -1)
		return errno == EINVAL;
#else
	(void)fd;
#endif
	return true;
}

int
system_nameless_file(const char *folder)
{
#ifdef O_TMPFILE
	return open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
#else
	(void)folder;
	errno = ENOTSUP;
	return -1;
#endif
}

bool
system_make_pair(int pair[2])
{
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == -1)
		return false;
	for (int i = 0; i < 2; i++)
		fcntl(pair[i], F_SETFD, FD_CLOEXEC);
	return true;
}

bool
system_receive(int socket, void *to, size_t size)
{
	for (size_t got = 0; got < size;) {
		ssize_t more = read(socket, (char *)to + got, size - got);

		if (more == -1 && errno == EINTR)
			continue;
		if (more <= 0)
			return false;
		got += (size_t)more;
	}
	return true;
}

void
system_adopt_orphans(void)
{
#ifdef PR_SET_CHILD_SUBREAPER
	prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
}

void
system_set_name(const char *name)
{
#ifdef PR_SET_NAME
	prctl(PR_SET_NAME, name);
#else
	(void)name;
#endif
}

long long
system_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
close_other(int fd, const int *kept, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (kept[i] == fd)
			return;
	if (fd > 2)
		close(fd);
}

static void
close_others(const int *kept, size_t count)
{
	enum { MANY = 4096 };
	DIR *folder = opendir("/proc/self/fd");
	const struct dirent *entry;

	for (int fd = 3; folder == NULL && fd < MANY; fd++)
		close_other(fd, kept, count);
	while (folder != NULL && (entry = readdir(folder)) != NULL)
		if (atoi(entry->d_name) != dirfd(folder))
			close_other(atoi(entry->d_name), kept, count);
	if (folder != NULL)
		closedir(folder);
}

void
system_hold_nothing(const int *kept, size_t count)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

	for (int fd = 0; fd <= 2; fd++)
		if (nothing != -1)
			dup2(nothing, fd);
	close_others(kept, count);
}
