#define _GNU_SOURCE /* unshare() */
#include "collect/namespace.h"

#include "check.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void
paths(void)
{
	CHECK(namespace_is_plain(BYTES("/usr/lib64/libstdc++.so.6.0.30")));
	CHECK(namespace_is_plain(BYTES("/")));
	CHECK(!namespace_is_plain(BYTES("")));
	CHECK(!namespace_is_plain(BYTES("relative.so")));
	CHECK(!namespace_is_plain(BYTES("/srv/my libs")));
	CHECK(!namespace_is_plain(BYTES("/srv/'x'")));
	CHECK(!namespace_is_plain(BYTES("/srv/a\\b")));
	CHECK(!namespace_is_plain(BYTES("/srv/a\nshell touch owned")));
}

/* This process sees the same files as the caller; about a missing process nothing is known. */
static void
own(void)
{
	char root[NAMESPACE_PATH] = "/x";

	CHECK(namespace_is_own(getpid()));
	CHECK(!namespace_is_own(999999999));
	namespace_find_root(getpid(), BYTES("/usr/bin/true"), root);
	CHECK_TEXT(bytes_of(root), BYTES(""));
	namespace_find_root(999999999, BYTES("/usr/bin/true"), root);
	CHECK_TEXT(bytes_of(root), BYTES(""));
}

/* A child in another root, and with `space` in another mount namespace; it runs until the pipe is closed. */
static pid_t
start(const char *folder, int space, int until[2])
{
	char byte;
	int ready[2];
	pid_t child = pipe(until) == 0 && pipe(ready) == 0 ? fork() : -1;

	if (child == 0) {
		bool good =
		    unshare(CLONE_NEWUSER | space) == 0 && (folder == NULL || chroot(folder) == 0);

		close(until[1]);
		if (write(ready[1], good ? "y" : "n", 1) == 1 && read(until[0], &byte, 1) < 0)
			_exit(1);
		_exit(0);
	}
	close(until[0]);
	if (child > 0 && (read(ready[0], &byte, 1) != 1 || byte != 'y')) {
		close(until[1]);
		waitpid(child, NULL, 0);
		child = -1;
	}
	close(ready[0]);
	close(ready[1]);
	return child;
}

static void
end(pid_t child, int until[2])
{
	close(until[1]);
	waitpid(child, NULL, 0);
}

/* After chroot(2), libraries are looked up in the new root if the program is there. */
static void
chrooted(const char *folder)
{
	char root[NAMESPACE_PATH], exe[NAMESPACE_PATH];
	int until[2];
	pid_t child = start(folder, 0, until);

	if (child == -1) {
		printf("namespace_test: chroot(2) is not permitted here\n");
		return;
	}
	CHECK(namespace_is_own(child));
	snprintf(exe, sizeof(exe), "%s/bin/a", folder);
	namespace_find_root(child, bytes_of(exe), root);
	CHECK_TEXT(bytes_of(root), bytes_of(folder));
	snprintf(exe, sizeof(exe), "%s2/bin/a", folder);
	namespace_find_root(child, bytes_of(exe), root);
	CHECK_TEXT(bytes_of(root), BYTES(""));
	namespace_find_root(child, BYTES("/usr/sbin/sshd"), root);
	CHECK_TEXT(bytes_of(root), BYTES(""));
	end(child, until);
}

/* In another mount namespace the caller needs the kernel's link, unless it is root. */
static void
contained(void)
{
	char root[NAMESPACE_PATH], link[64];
	int until[2];
	pid_t child = start(NULL, CLONE_NEWNS, until);

	if (child == -1) {
		printf("namespace_test: unshare(2) is not permitted here\n");
		return;
	}
	CHECK(!namespace_is_own(child));
	snprintf(link, sizeof(link), "/proc/%d/root", (int)child);
	namespace_find_root(child, BYTES("/bin/a"), root);
	CHECK_TEXT(bytes_of(root), bytes_of(geteuid() == 0 ? "" : link));
	end(child, until);
}

int
main(void)
{
	char folder[] = "/tmp/st-view.XXXXXX";

	paths();
	own();
	if (CHECK(mkdtemp(folder) != NULL))
		chrooted(folder);
	rmdir(folder);
	contained();
	return check_end();
}
