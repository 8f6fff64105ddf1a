#define _GNU_SOURCE /* linkat(), F_GET_SEALS */
#include "collect/system.h"

#include "child.h"
#include "collect/proc.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

/* It has no name, and once it is sealed, nobody can change it. */
static void
private_file(void)
{
	int fd = system_private_file();
	struct stat stat;
	char text[4] = "";

	CHECK(fd != -1 && fstat(fd, &stat) == 0 && stat.st_nlink <= 1 && S_ISREG(stat.st_mode));
	CHECK((fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
	CHECK(write(fd, "abc", 3) == 3);
	CHECK(system_seal_file(fd));
	if (fcntl(fd, F_GET_SEALS) > 0) {
		CHECK(pwrite(fd, "x", 1, 0) == -1 && errno == EPERM);
		CHECK(ftruncate(fd, 0) == -1 && errno == EPERM);
	}
	CHECK(pread(fd, text, 3, 0) == 3 && strcmp(text, "abc") == 0);
	close(fd);
	/* nothing can be sealed here, and it is known that nobody could write to it either */
	CHECK(system_seal_file(-1) == false);
}

static void
nameless_file(void)
{
	char folder[] = "/tmp/system_test.XXXXXX", link[64], name[64];
	struct stat stat;
	int fd;

	CHECK(mkdtemp(folder) != NULL);
	fd = system_nameless_file(folder);
	if (fd != -1) { /* some file systems have none */
		snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
		snprintf(name, sizeof(name), "%s/name", folder);
		CHECK(write(fd, "abc", 3) == 3);
		CHECK(linkat(AT_FDCWD, link, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0);
		CHECK(
		    lstat(name, &stat) == 0 && stat.st_size == 3 && (stat.st_mode & 0777) == 0600);
		close(fd);
		unlink(name);
	}
	CHECK(system_nameless_file("/nonexistent") == -1);
	CHECK(rmdir(folder) == 0);
}

/* A child whose own parent has ended is the caller's. */
static int
adopt(void *of)
{
	pid_t own = getpid(), child, orphan = 0;
	int ends[2];

	system_adopt_orphans();
	if (pipe(ends) == -1 || (child = fork()) == -1)
		return 7;
	if (child == 0) {
		pid_t grandchild = fork();

		if (grandchild == 0) {
			while (getppid() != own)
				nanosleep(&(struct timespec){ 0, 1000000 }, NULL);
			_exit(3);
		}
		_exit(write(ends[1], &grandchild, sizeof(grandchild)) == -1);
	}
	if (!system_receive(ends[0], &orphan, sizeof(orphan)))
		return 7;
	for (int status = 0, left = 2; left > 0; left--) {
		pid_t pid = wait(&status);

		if (pid == orphan)
			return WIFEXITED(status) && WEXITSTATUS(status) == 3 && of == NULL;
	}
	return 7;
}

static int
set_name(void *of)
{
	struct proc proc;

	system_set_name("a name");
	if (fork() == 0)
		_exit(!(proc_read(getpid(), 0, &proc) && strcmp(proc.comm, "a name") == 0));
	wait(of);
	return *(int *)of != 0;
}

/* How many descriptors are open, but for the one that finds that out; whether the first three are /dev/null. */
static int
hold_nothing(void *of)
{
	int kept[2] = { open("/etc/passwd", O_RDONLY), -1 };
	int count = 0, nothing = 0;
	const struct dirent *entry;
	char link[64], path[64];
	DIR *folder;

	(void)!open("/etc/passwd", O_RDONLY);
	(void)!dup2(kept[0], 100);
	system_hold_nothing(kept, COUNT_OF(kept));
	folder = opendir("/proc/self/fd");
	while ((entry = readdir(folder)) != NULL)
		count += entry->d_name[0] != '.' && atoi(entry->d_name) != dirfd(folder);
	for (int fd = 0; fd <= 2; fd++) {
		snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
		nothing += proc_link(link, path, sizeof(path)) && strcmp(path, "/dev/null") == 0;
	}
	return !(count == 4 && nothing == 3 && fcntl(kept[0], F_GETFD) != -1 && of == NULL);
}

/* What is sent in pieces is received whole; an end before that is none. */
static void
sockets(void)
{
	int pair[2] = { -1, -1 };
	char text[7] = "";
	pid_t child;

	CHECK(system_make_pair(pair));
	CHECK((fcntl(pair[0], F_GETFD) & FD_CLOEXEC) != 0 &&
	    (fcntl(pair[1], F_GETFD) & FD_CLOEXEC) != 0);
	child = fork();
	if (child == 0) {
		close(pair[0]);
		for (const char *at = "abcdefghi"; *at != '\0'; at += 3) {
			(void)!write(pair[1], at, 3);
			nanosleep(&(struct timespec){ 0, 5000000 }, NULL);
		}
		_exit(0);
	}
	close(pair[1]);
	CHECK(system_receive(pair[0], text, 6) && strcmp(text, "abcdef") == 0);
	CHECK(!system_receive(pair[0], text, 6));
	close(pair[0]);
	waitpid(child, NULL, 0);
	CHECK(system_receive(-1, text, 0) && !system_receive(-1, text, 1));
}

static void
clocks(void)
{
	long long before = system_now_ms();

	nanosleep(&(struct timespec){ 0, 30000000 }, NULL);
	CHECK(system_now_ms() - before >= 30 && system_now_ms() - before < 30000);
}

int
main(void)
{
	int status = 0;

	private_file();
	nameless_file();
	sockets();
	clocks();
	child_check(adopt, NULL, "", "", 1);
	child_check(set_name, &status, "", "", 0);
	child_check(hold_nothing, NULL, "", "", 0);
	return check_end();
}
