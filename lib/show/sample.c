#include "show/sample.h"

#include "base/magic.h"
#include "base/memory.h"
#include "io/cli.h"
#include "io/interrupt.h"
#include "show/other.h"
#include "show/pipeline.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The bytes that have been read. */
struct head {
	char *at;
	size_t len;
	bool ended;
	bool pipe; /* read from one */
};

static bool
open_head(struct head *head, const char *subject)
{
	*head = (struct head){ .at = memory_take(THING_HEAD) };
	if (head->at == NULL)
		cli_failure(subject, "out of memory");
	return head->at != NULL;
}

/* Reads once; false: it is at the end, or cannot read, which is reported unless `subject` is NULL (a decompressor). */
static bool
read_once(struct head *head, int fd, const char *subject)
{
	ssize_t got = 0;

	if (interrupt_wait(fd, head->pipe, -1) == INTERRUPT_CAME)
		return false;
	got = read(fd, head->at + head->len, THING_HEAD - head->len);
	if (got == -1 && (errno == EINTR || errno == EAGAIN))
		return true;
	if (got == -1 && subject != NULL)
		cli_failure(subject, "%s", strerror(errno));
	head->len += got > 0 ? (size_t)got : 0;
	head->ended = got <= 0;
	return got > 0;
}

/* Reads until it is clear what the bytes are. *tool becomes the program that decompresses them, or NULL. */
static struct thing
read_head(struct head *head, int fd, const char *subject, const char **tool)
{
	*tool = NULL;
	while (head->len < THING_HEAD && read_once(head, fd, subject)) {
		struct bytes text = { head->at, head->len };
		struct thing thing;

		*tool = magic_decompressor(text);
		if (*tool != NULL)
			break;
		thing = thing_of(text, THING_READING);
		if (thing.sure)
			return thing;
	}
	return thing_of(
	    (struct bytes){ head->at, head->len }, head->ended ? THING_WHOLE : THING_LONGER);
}

/* What the bytes are that come from `in`, decompressed; it may be only their beginning. */
static struct thing
read_decompressed(const char *tool, int in)
{
	struct thing thing = { .kind = THING_LOG };
	struct commands commands = { .first = NULL };
	struct command *command = pipeline_add(&commands, tool);
	struct pipeline pipeline = { .sources = commands };
	const char *again;
	struct head head;
	int ends[2], process;

	if (command == NULL || !pipeline_word(command, "-dc") || !open_head(&head, tool))
		return thing;
	if (pipeline_pipe(ends)) {
		process = pipeline_start(command, in, ends[1], -1);
		close(ends[1]);
		thing = read_head(&head, ends[0], NULL, &again);
		close(ends[0]);
		(void)pipeline_wait(process, tool);
	}
	free(head.at);
	pipeline_free(&pipeline);
	return thing;
}

/* What a file holds. If it can be read again, it is left where it was. */
static struct thing
read_file(int fd, const char *subject, const char **tool, struct head *head, off_t begins)
{
	struct thing thing = read_head(head, fd, subject, tool);

	if (begins != -1)
		(void)lseek(fd, begins, SEEK_SET);
	if (*tool != NULL && begins != -1) {
		thing = read_decompressed(*tool, fd);
		(void)lseek(fd, begins, SEEK_SET);
	}
	return thing;
}

/* Finds what the bytes that were read from a pipe are, decompressed. */
static void
look_inside(struct sample *sample, struct bytes text, const char *subject)
{
	int ends[2], process;

	if (!pipeline_pipe(ends))
		return;
	process = pipeline_pump(text, -1, ends, NULL);
	sample->thing = read_decompressed(sample->tool, ends[0]);
	close(ends[0]);
	(void)pipeline_wait(process, subject);
}

/* Makes a new pipe of the bytes that were read from one and all that follows. False: it cannot, which is reported. */
static bool
put_back(struct sample *sample, const struct head *head, int from, const char *subject)
{
	struct bytes text = { head->at, head->len };
	struct other *other = NULL;
	int ends[2], pump;

	if (sample->tool != NULL)
		look_inside(sample, text, subject);
	if (!pipeline_pipe(ends)) {
		cli_failure(subject, "%s", strerror(errno));
		return false;
	}
	if (sample->tool == NULL && !sample->thing.wide)
		other = other_new(sample->thing.kind, subject);
	pump = pipeline_pump(text, from, ends, other);
	sample->looker = other == NULL || pump == -1 ? 0 : pump;
	other_free(other);
	sample->input = ends[0];
	return pump != -1;
}

bool
sample_open(struct sample *sample, int fd, const char *subject)
{
	int failures = cli_status();
	struct stat about = { .st_mode = 0 };
	struct head head;
	bool good = true;

	*sample = (struct sample){ .input = fd, .begins = -1 };
	if (!open_head(&head, subject))
		return false;
	(void)fstat(fd, &about);
	head.pipe = S_ISFIFO(about.st_mode) || S_ISSOCK(about.st_mode);
	if (S_ISREG(about.st_mode))
		sample->begins = lseek(fd, 0, SEEK_CUR);
	sample->thing = read_file(fd, subject, &sample->tool, &head, sample->begins);
	if (!S_ISREG(about.st_mode) && cli_status() == failures)
		good = put_back(sample, &head, fd, subject);
	free(head.at);
	return good && cli_status() == failures;
}

bool
sample_file(struct sample *sample, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat about;

	if (fd == -1 || fstat(fd, &about) == -1) {
		cli_failure(path, "%s", strerror(errno));
		return false;
	}
	if (!sample_open(sample, fd, path))
		return false;
	/* stages open a regular file by its name; all else can be read only once */
	if (S_ISREG(about.st_mode)) {
		close(fd);
		sample->input = -1;
	}
	return true;
}
