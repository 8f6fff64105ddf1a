#include "collect/logfile.h"

#include "base/memory.h"
#include "base/shown.h"
#include "collect/system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_ROOM = 64, TRIES = 100 };

static bool
fail(struct logfile *log, const char *reason)
{
	snprintf(log->reason, sizeof(log->reason), "%s", reason);
	return false;
}

/* The folder of the path, with its slash; empty for the current one. */
static char *
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t length = slash == NULL ? 0 : (size_t)(slash - path) + 1;
	char *folder = memory_take(length + 1);

	if (folder != NULL) {
		memcpy(folder, path, length);
		folder[length] = '\0';
	}
	return folder;
}

/* A file of another kind would be replaced, not written to: /dev/null, by root. */
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
		return fail(log, "is no ordinary file: use -l - and redirect the output");
	return true;
}

/* Where nothing can be without a name: one that nobody else has. */
static int
open_named(struct logfile *log)
{
	size_t size = strlen(log->folder) + NAME_ROOM;
	int fd = -1;

	log->temporary = memory_take(size);
	for (int i = 0; i < TRIES && fd == -1 && log->temporary != NULL; i++) {
		snprintf(
		    log->temporary, size, "%s.st-collect.%ld.%d", log->folder, (long)getpid(), i);
		fd = open(
		    log->temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (fd == -1 && errno != EEXIST)
			break;
	}
	if (fd == -1) {
		free(log->temporary);
		log->temporary = NULL;
	}
	return fd;
}

bool
logfile_open(struct logfile *log, const char *path)
{
	*log = (struct logfile){ .path = path, .fd = -1 };
	if (!check_path(log))
		return false;
	log->folder = folder_of(path);
	if (log->folder == NULL)
		return fail(log, strerror(ENOMEM));
	log->fd = system_nameless_file(log->folder[0] == '\0' ? "." : log->folder);
	if (log->fd == -1)
		log->fd = open_named(log);
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

/* rename(2) wants a name, and linkat(2) replaces none: for a moment the file has a second one. */
static bool
give_name(struct logfile *log)
{
	char descriptor[NAME_ROOM];
	size_t size = strlen(log->folder) + NAME_ROOM;

	if (log->temporary != NULL)
		return true;
	log->temporary = memory_take(size);
	if (log->temporary == NULL)
		return false;
	snprintf(descriptor, sizeof(descriptor), "/proc/self/fd/%d", log->fd);
	for (int i = 0; i < TRIES; i++) {
		snprintf(
		    log->temporary, size, "%s.st-collect.%ld.%d", log->folder, (long)getpid(), i);
		if (linkat(AT_FDCWD, descriptor, AT_FDCWD, log->temporary, AT_SYMLINK_FOLLOW) == 0)
			return true;
		if (errno != EEXIST)
			break;
	}
	free(log->temporary);
	log->temporary = NULL;
	return false;
}

bool
logfile_close(struct logfile *log)
{
	bool good = true;

	if (log->path == NULL)
		return true;
	/* a disk that is full tells so here at the latest */
	if (fsync(log->fd) == -1 && errno != EINVAL)
		good = fail(log, strerror(errno));
	if (good && (!check_path(log) || !give_name(log)))
		good = log->reason[0] != '\0' ? false : fail(log, strerror(errno));
	if (good && rename(log->temporary, log->path) == -1)
		good = fail(log, strerror(errno));
	if (good) {
		free(log->temporary);
		log->temporary = NULL;
	}
	logfile_abandon(log);
	return good;
}

void
logfile_abandon(struct logfile *log)
{
	if (log->path == NULL)
		return;
	if (log->temporary != NULL)
		unlink(log->temporary);
	free(log->temporary);
	free(log->folder);
	if (log->fd != -1)
		close(log->fd);
	log->path = log->folder = log->temporary = NULL;
	log->fd = -1;
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
