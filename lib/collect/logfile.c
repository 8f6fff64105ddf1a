#include "collect/logfile.h"

#include "base/shown.h"
#include "collect/system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TRIES = 100 };

static bool
fail(struct logfile *log, const char *reason)
{
	log->reason = reason;
	return false;
}

/* Checks what has the path now: rename(2) would replace other kinds of files, too, and by root even /dev/null. */
static bool
check_path(struct logfile *log)
{
	struct stat stat;

	if (log->path[0] == '\0')
		return fail(log, strerror(ENOENT));
	if (lstat(log->path, &stat) == -1)
		return errno == ENOENT || fail(log, strerror(errno));
	if (S_ISDIR(stat.st_mode))
		return fail(log, "is a directory: name a file in it");
	if (S_ISLNK(stat.st_mode))
		return fail(log, "is a symbolic link, which is not followed: name the file itself");
	if (!S_ISREG(stat.st_mode))
		return fail(log, "is not a regular file: use -l - and redirect the output");
	return true;
}

/* How many bytes of the path are its folder and the slash; 0: the current folder. */
static int
folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? 0 : (int)(slash - path) + 1;
}

/* Calls `make` with a name that nobody else has, and gives its result; -1 with errno: it failed. */
static int
take_name(struct logfile *log, int (*make)(const struct logfile *log))
{
	int made = -1;

	for (int i = 0; made == -1 && i < TRIES && (i == 0 || errno == EEXIST); i++) {
		snprintf(log->temporary, sizeof(log->temporary), "%.*s.st-collect.%ld.%d",
		    folder_length(log->path), log->path, (long)getpid(), i);
		made = make(log);
	}
	if (made == -1)
		log->temporary[0] = '\0';
	return made;
}

static int
create_file(const struct logfile *log)
{
	return open(log->temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
}

static int
link_file(const struct logfile *log)
{
	char descriptor[64];

	snprintf(descriptor, sizeof(descriptor), "/proc/self/fd/%d", log->fd);
	return linkat(AT_FDCWD, descriptor, AT_FDCWD, log->temporary, AT_SYMLINK_FOLLOW);
}

bool
logfile_open(struct logfile *log, const char *path)
{
	char folder[LOGFILE_NAME];

	*log = (struct logfile){ .path = path, .fd = -1 };
	if (!check_path(log))
		return false;
	snprintf(folder, sizeof(folder), "%.*s.", folder_length(path), path);
	log->fd = system_nameless_file(folder);
	/* on a file system where each file needs a name */
	if (log->fd == -1)
		log->fd = take_name(log, create_file);
	return log->fd != -1 || fail(log, strerror(errno));
}

bool
logfile_write(struct logfile *log, struct bytes text)
{
	while (text.len > 0) {
		ssize_t written = write(log->fd, text.at, text.len);

		if (written == -1 && errno != EINTR)
			return fail(log, strerror(errno));
		if (written > 0)
			text = bytes_from(text, (size_t)written);
	}
	return true;
}

/* rename(2) needs a name, and linkat(2) does not replace a file: so for a moment the file has another name. */
static bool
publish(struct logfile *log)
{
	/* a full disk is noticed here at the latest */
	if (fsync(log->fd) == -1 && errno != EINVAL)
		return fail(log, strerror(errno));
	if (!check_path(log))
		return false;
	if ((log->temporary[0] == '\0' && take_name(log, link_file) == -1) ||
	    rename(log->temporary, log->path) == -1)
		return fail(log, strerror(errno));
	log->temporary[0] = '\0';
	return true;
}

bool
logfile_close(struct logfile *log)
{
	bool good = log->path == NULL || publish(log);

	logfile_abandon(log);
	return good;
}

void
logfile_abandon(struct logfile *log)
{
	if (log->path == NULL)
		return;
	if (log->temporary[0] != '\0')
		unlink(log->temporary);
	if (log->fd != -1)
		close(log->fd);
	log->path = NULL;
}

static void
add_word(struct buffer *out, const char *name, struct bytes value)
{
	if (value.len == 0)
		return;
	buffer_byte(out, ' ');
	buffer_append(out, bytes_of(name));
	shown_append(out, value);
}

static void
add_number(struct buffer *out, const char *name, long long number)
{
	if (number <= 0)
		return;
	buffer_append(out, bytes_of(name));
	buffer_number(out, number);
}

void
logfile_header(struct buffer *out, const struct captured *captured)
{
	buffer_append(out, BYTES("REM st-collect " ST_VERSION " TOOL="));
	buffer_append(out, captured->tool);
	buffer_byte(out, ' ');
	add_word(out, "VERSION=", captured->tool_version);
	add_word(out, "TIME=", captured->time);
	add_word(out, "HOST=", captured->process.host);
	buffer_append(out, BYTES(" st-collect"));
	add_word(out, "--exe=", captured->process.exe);
	add_word(out, "--corefile=", captured->process.core);
	if (captured->process.core.len == 0)
		add_number(out, " --pid=", captured->process.pid);
	add_number(out, " --sample=", captured->sample);
	add_number(out, " --max-frames=", captured->max_frames);
	buffer_byte(out, '\n');
}
