#include "io/blocks.h"

#include "base/magic.h"
#include "base/memory.h"
#include "base/shown.h"
#include "base/utf16.h"
#include "io/cli.h"
#include "io/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { UNITS = 64 * 1024 };

struct blocks {
	char **files; /* what is still to be read */
	int fd;       /* -1: none is open */
	bool pipe;    /* the file is one, or a socket */
	pid_t child;  /* the decompressor; -1: none */
	const char *tool;
	const char *file;
	bool interrupted; /* nothing more is to be read */
	bool started;     /* the first bytes have been looked at */
	size_t kept;      /* how many of the first bytes are in `units`: one tells nothing */
	bool wide;        /* the text is UTF-16 */
	struct utf16 utf16;
	char *units; /* the first bytes, or those of UTF-16, as they were read */
	long long done, total;
	bool ended;    /* the last read came to the end of the file */
	bool parts;    /* files are read in parts */
	long long end; /* of the part; below 0: all is read */
	struct timespec begun;
	bool progress;  /* whether to report it */
	double told_at; /* when it was last reported, in seconds since the file was opened */
};

struct blocks *
blocks_open(char **files)
{
	static char dash[] = "-";
	static char *standard_input[] = { dash, NULL };
	struct blocks *blocks = memory_zero(1, sizeof(*blocks));

	if (blocks == NULL)
		return NULL;
	blocks->files = files[0] == NULL ? standard_input : files;
	blocks->fd = -1;
	blocks->child = -1;
	blocks->end = -1;
	blocks->units = memory_take(UNITS);
	if (blocks->units != NULL) {
		interrupt_catch();
		return blocks;
	}
	free(blocks);
	return NULL;
}

/*
 * The decompressor's own message is on standard error already. If the caller did not read to the end, SIGPIPE ended it,
 * which is no fault of the file.
 */
static void
wait_for_child(struct blocks *blocks)
{
	int status;

	if (blocks->child == -1)
		return;
	while (waitpid(blocks->child, &status, 0) == -1 && errno == EINTR)
		;
	blocks->child = -1;
	if (blocks->interrupted)
		return;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		cli_failure(cli_file_name(blocks->file), "cannot run %s", blocks->tool);
	else if (blocks->ended && (!WIFEXITED(status) || WEXITSTATUS(status) != 0))
		cli_unusable(
		    cli_file_name(blocks->file), "%s could not read all of it", blocks->tool);
}

static void
close_file(struct blocks *blocks)
{
	if (blocks->fd > STDERR_FILENO)
		close(blocks->fd);
	blocks->fd = -1;
	wait_for_child(blocks);
}

void
blocks_close(struct blocks *blocks)
{
	if (blocks == NULL)
		return;
	close_file(blocks);
	free(blocks->units);
	free(blocks);
}

/* Reads the file through a decompressor, which gets it as standard input, never by its name. */
static void
decompress(struct blocks *blocks, const char *tool)
{
	int ends[2] = { -1, -1 };
	pid_t child = pipe(ends) == -1 ? -1 : fork();

	if (child == 0) {
		dup2(blocks->fd, STDIN_FILENO);
		dup2(ends[1], STDOUT_FILENO);
		close(blocks->fd);
		close(ends[0]);
		close(ends[1]);
		execlp(tool, tool, "-dc", (char *)NULL);
		_exit(127);
	}
	if (child == -1) {
		cli_failure(cli_file_name(blocks->file), "%s", strerror(errno));
		close(ends[0]);
		close(ends[1]);
		return;
	}
	close(ends[1]);
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	close(blocks->fd);
	blocks->fd = ends[0];
	blocks->child = child;
	blocks->tool = tool;
	blocks->total = 0;
}

static void
look_at_start(struct blocks *blocks)
{
	char start[MAGIC_SIZE];
	ssize_t got = pread(blocks->fd, start, sizeof(start), 0);
	const char *tool =
	    got <= 0 ? NULL : magic_decompressor((struct bytes){ start, (size_t)got });

	if (tool != NULL)
		decompress(blocks, tool);
}

/* Why a file cannot be read in parts; NULL: it can. */
static const char *
whole_because(struct blocks *blocks, bool regular)
{
	ssize_t got;
	struct bytes start;
	bool big;

	if (!regular || blocks->file == NULL)
		return "is no file that can be read in parts, but a pipe or the like";
	got = pread(blocks->fd, blocks->units, UNITS / 2, 0);
	start = (struct bytes){ blocks->units, got > 0 ? (size_t)got : 0 };
	if (magic_decompressor(start) != NULL)
		return "is compressed, which has to be read from its beginning: "
		       "of many such files, give each to a process of its own";
	if (utf16_has_mark(start, &big) || utf16_is_likely(start, &big))
		return "is UTF-16, which is not read in parts";
	return NULL;
}

void
blocks_want_parts(struct blocks *blocks)
{
	blocks->parts = true;
}

long long
blocks_size(const struct blocks *blocks)
{
	return blocks->total;
}

bool
blocks_seek(struct blocks *blocks, long long place, long long end)
{
	if (lseek(blocks->fd, (off_t)place, SEEK_SET) == -1) {
		cli_failure(cli_file_name(blocks->file), "%s", strerror(errno));
		return false;
	}
	blocks->done = place;
	blocks->end = end;
	return true;
}

bool
blocks_next(struct blocks *blocks)
{
	struct stat about = { .st_mode = 0 };
	const char *name, *reason;
	bool regular;

	close_file(blocks);
	while (!blocks->interrupted && (name = *blocks->files) != NULL) {
		blocks->files++;
		blocks->file = strcmp(name, "-") == 0 ? NULL : name;
		blocks->fd = blocks->file == NULL ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
		if (blocks->fd == -1) {
			cli_failure(name, "%s", strerror(errno));
			continue;
		}
		blocks->done = blocks->total = 0;
		blocks->started = blocks->wide = false;
		blocks->kept = 0;
		regular = fstat(blocks->fd, &about) == 0 && S_ISREG(about.st_mode);
		blocks->pipe = S_ISFIFO(about.st_mode) || S_ISSOCK(about.st_mode);
		if (regular)
			blocks->total = about.st_size;
		clock_gettime(CLOCK_MONOTONIC, &blocks->begun);
		reason = blocks->parts ? whole_because(blocks, regular) : NULL;
		if (reason != NULL) {
			cli_failure(cli_file_name(blocks->file), "%s", reason);
			close_file(blocks);
			continue;
		}
		blocks->started = blocks->parts;
		if (regular && blocks->file != NULL && !blocks->parts)
			look_at_start(blocks);
		return true;
	}
	return false;
}

const char *
blocks_file(const struct blocks *blocks)
{
	return blocks->file;
}

/*
 * Waits for bytes or the end of the file. Before it waits, it flushes the output, and lets the writer of a pipe, which may
 * share the processor, write more than the first bytes: four stages on a dense log take .80 of the time with that.
 */
static enum interrupt_wait
wait_for_bytes(const struct blocks *blocks, int milliseconds)
{
	enum interrupt_wait now = interrupt_wait(blocks->fd, blocks->pipe, 0);

	if (now != INTERRUPT_QUIET)
		return now;
	cli_flush();
	if (blocks->pipe)
		sched_yield();
	return interrupt_wait(blocks->fd, blocks->pipe, milliseconds);
}

/* Reports compressed standard input and returns false. */
static bool
is_readable(const struct blocks *blocks, struct bytes start)
{
	const char *tool = magic_decompressor(start);

	if (tool != NULL)
		cli_unusable(cli_file_name(blocks->file),
		    "is compressed; put `%s -dc |` before this command", tool);
	return tool == NULL;
}

/* Reads once: what there is, perhaps nothing. False at the end, or if reading fails. */
static bool
read_some(struct blocks *blocks, char *place, size_t size, size_t *got)
{
	ssize_t count;

	if (blocks->end >= 0 && (long long)size > blocks->end - blocks->done)
		size = blocks->end > blocks->done ? (size_t)(blocks->end - blocks->done) : 0;
	count = read(blocks->fd, place, size);

	*got = count > 0 ? (size_t)count : 0;
	blocks->done += count > 0 ? count : 0;
	if (count == -1 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK))
		return true;
	if (count == -1)
		cli_failure(cli_file_name(blocks->file), "%s", strerror(errno));
	return count > 0;
}

/* The same for UTF-16. A piece may be only half a character, which gives no bytes yet. */
static bool
read_wide(struct blocks *blocks, char *place, size_t size, size_t *got)
{
	size_t most = size / 3 < UNITS ? size / 3 : UNITS, count;
	bool more = read_some(blocks, blocks->units, most, &count);

	*got = more ? utf16_decode(&blocks->utf16, (struct bytes){ blocks->units, count }, place)
		    : utf16_end(&blocks->utf16, place);
	return more || *got > 0;
}

/* Tells by the first bytes what the text is. If only one byte of a mark has come, it is kept until the second. */
static bool
read_first(struct blocks *blocks, char *place, size_t size, size_t *got)
{
	/* decoded, it may be half as long again */
	size_t most = size / 2 < UNITS ? size / 2 : UNITS;
	bool more = read_some(blocks, blocks->units + blocks->kept, most - blocks->kept, got);
	struct bytes text = { blocks->units, blocks->kept + *got };
	bool marked, big;

	if (more && *got == 0)
		return true;
	*got = 0;
	blocks->kept = more && text.len == 1 && (text.at[0] == '\xff' || text.at[0] == '\xfe');
	if (blocks->kept > 0)
		return true;
	blocks->started = true;
	if (blocks->child == -1 && !is_readable(blocks, text))
		return false;
	marked = utf16_has_mark(text, &big);
	blocks->wide = marked || utf16_is_likely(text, &big);
	if (blocks->wide) {
		blocks->utf16 = (struct utf16){ .big = big };
		*got = utf16_decode(&blocks->utf16, bytes_from(text, marked ? 2 : 0), place);
		return true;
	}
	memcpy(place, text.at, text.len);
	*got = text.len;
	return *got > 0;
}

enum blocks_result
blocks_read(struct blocks *blocks, char *place, size_t size, int milliseconds, size_t *got)
{
	bool more = true;

	for (*got = 0; *got == 0 && more;) {
		enum interrupt_wait waited = wait_for_bytes(blocks, milliseconds);

		blocks->ended = blocks->interrupted = waited == INTERRUPT_CAME;
		if (waited != INTERRUPT_READY)
			return waited == INTERRUPT_QUIET ? BLOCKS_QUIET : BLOCKS_END;
		if (!blocks->started)
			more = read_first(blocks, place, size, got);
		else if (blocks->wide)
			more = read_wide(blocks, place, size, got);
		else
			more = read_some(blocks, place, size, got);
	}
	blocks->ended = *got == 0;
	return blocks->ended ? BLOCKS_END : BLOCKS_SOME;
}

void
blocks_show_progress(struct blocks *blocks)
{
	blocks->progress = isatty(STDERR_FILENO) != 0;
}

void
blocks_progress(struct blocks *blocks, const char *more)
{
	double seconds, done = (double)blocks->done;
	struct timespec now;
	struct buffer name = { .at = NULL };

	if (!blocks->progress)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	seconds = (double)(now.tv_sec - blocks->begun.tv_sec) +
	    (double)(now.tv_nsec - blocks->begun.tv_nsec) / 1e9;
	if (seconds >= blocks->told_at && seconds - blocks->told_at < 0.2 && !blocks->ended)
		return;
	blocks->told_at = seconds;
	shown_append(&name, bytes_of(cli_file_name(blocks->file)));
	fprintf(stderr, "\r%.*s: %.1f MB", (int)name.len, name.at, done / 1e6);
	buffer_free(&name);
	if (blocks->total > 0)
		fprintf(stderr, ", %.0f %%", 100.0 * done / (double)blocks->total);
	if (seconds > 0)
		fprintf(stderr, ", %.1f MB/s", done / 1e6 / seconds);
	fprintf(stderr, "%s%s", more, blocks->ended ? "\n" : "   ");
}
