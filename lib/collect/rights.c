#define _DEFAULT_SOURCE /* setgroups(), fgetpwent() */
#include "collect/rights.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NO_GROUP = 65534 };

/* By the file and not by getpwuid(3), which loads other code: this program is linked statically. */
static gid_t
primary_group(uid_t uid)
{
	FILE *file = fopen("/etc/passwd", "re");
	const struct passwd *entry;

	if (file == NULL)
		return NO_GROUP;
	while ((entry = fgetpwent(file)) != NULL && entry->pw_uid != uid)
		;
	fclose(file);
	return entry == NULL ? NO_GROUP : entry->pw_gid;
}

bool
rights_take(const struct rights *rights)
{
	if (!rights->dropped)
		return true;
	if (setgroups(0, NULL) == -1 || setgid(rights->gid) == -1 || setuid(rights->uid) == -1)
		return false;
	errno = EPERM;
	return getuid() == rights->uid && geteuid() == rights->uid &&
	    (rights->uid == 0 || setuid(0) == -1);
}

struct rights
rights_of(uid_t uid, const char *file, const char *other, const char *program)
{
	const struct rights rights = { .dropped = true, .uid = uid, .gid = primary_group(uid) };
	pid_t child = fork();
	int status = 0;

	if (child == 0)
		_exit(!rights_take(&rights) || access(file, R_OK) == -1 ||
		    access(other, R_OK) == -1 || access(program, X_OK) == -1);
	while (child != -1 && waitpid(child, &status, 0) == -1 && errno == EINTR)
		;
	/* where there was no answer they are taken as sufficient: whoever owns the core may kill the child that has them */
	if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
		return (struct rights){ .dropped = false };
	return rights;
}
