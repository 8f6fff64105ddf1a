#include "show/pipeline.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/list.h"
#include "base/memory.h"
#include "io/cli.h"
#include "io/interrupt.h"
#include "show/other.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PUMP_BLOCK = 64 * 1024, NOT_FOUND = 127 };

bool
pipeline_word(struct command *command, const char *word)
{
	char *copy = memory_take(strlen(word) + 1);

	if (copy == NULL)
		return false;
	strcpy(copy, word);
	/* room for the word, and for the NULL behind it */
	if (!ARRAY_ROOM(command->words, command->count, command->size)) {
		free(copy);
		return false;
	}
	command->words[command->count++] = copy;
	if (!ARRAY_ROOM(command->words, command->count, command->size))
		return false;
	command->words[command->count] = NULL;
	return true;
}

struct command *
pipeline_add(struct commands *commands, const char *word)
{
	struct command *command = memory_zero(1, sizeof(*command));

	if (command == NULL)
		return NULL;
	command->input = -1;
	LIST_APPEND(commands, command);
	return pipeline_word(command, word) ? command : NULL;
}

static void
free_all(struct commands *commands)
{
	for (struct command *each = commands->first, *next; each != NULL; each = next) {
		next = each->next;
		for (size_t i = 0; i < each->count; i++)
			free(each->words[i]);
		free(each->words);
		free(each);
	}
	*commands = (struct commands){ .first = NULL };
}

void
pipeline_free(struct pipeline *pipeline)
{
	free_all(&pipeline->sources);
	free_all(&pipeline->filters);
}

static bool
is_plain(char c)
{
	return ascii_is_word(c) || strchr("-./:=,+@%", c) != NULL;
}

/* Appends a word, between quotes if a shell would not take it as it is. */
static void
append_word(struct buffer *out, struct bytes word)
{
	if (word.len > 0 && ascii_run(word, is_plain) == word.len) {
		buffer_append(out, word);
		return;
	}
	buffer_byte(out, '\'');
	for (size_t i = 0; i < word.len; i++)
		buffer_append(
		    out, word.at[i] == '\'' ? BYTES("'\\''") : bytes_first(bytes_from(word, i), 1));
	buffer_byte(out, '\'');
}

static void
append_command(struct buffer *out, const struct command *command)
{
	for (size_t i = 0; i < command->count - command->unsaid; i++) {
		if (i > 0)
			buffer_byte(out, ' ');
		append_word(out, bytes_of(command->words[i]));
	}
}

void
pipeline_append(struct buffer *out, const struct pipeline *pipeline)
{
	const struct command *first = pipeline->sources.first;
	bool several = false;

	for (const struct command *each = first; each != NULL; each = each->next)
		several = several || (!each->piped && each->next != NULL);
	if (several)
		buffer_append(out, BYTES("{ "));
	for (const struct command *each = first; each != NULL; each = each->next) {
		append_command(out, each);
		if (each->piped || (each->next == NULL && !several))
			buffer_append(out, BYTES(" | "));
		else
			buffer_append(out, BYTES("; "));
	}
	if (several)
		buffer_append(out, BYTES("} | "));
	for (const struct command *each = pipeline->filters.first; each != NULL;
	     each = each->next) {
		append_command(out, each);
		if (each->next != NULL)
			buffer_append(out, BYTES(" | "));
	}
}

/* Becomes the program of that name beside this one; if there is none, or its folder is not known, that of PATH. */
static void
execute(const struct command *command)
{
	char path[PATH_MAX + NAME_MAX];
	ssize_t length = readlink("/proc/self/exe", path, PATH_MAX);

	while (length > 0 && path[length - 1] != '/')
		length--;
	if (length > 0 && strlen(command->words[0]) < NAME_MAX) {
		strcpy(path + length, command->words[0]);
		execv(path, command->words);
	}
	execvp(command->words[0], command->words);
}

/* In the child: makes the descriptor the one of that number. */
static void
take(int fd, int number)
{
	if (fd == -1)
		fd = open("/dev/null", number == STDIN_FILENO ? O_RDONLY : O_WRONLY);
	if (fd != number)
		dup2(fd, number);
}

/* fork(2); -1: it failed, which is reported. */
static int
split(const char *name)
{
	int process;

	fflush(stdout);
	process = (int)fork();
	if (process == -1)
		cli_failure(name, "%s", strerror(errno));
	return process;
}

int
pipeline_start(const struct command *command, int in, int out, int err)
{
	int process = split(command->words[0]);

	if (process != 0)
		return process;
	take(in, STDIN_FILENO);
	take(out, STDOUT_FILENO);
	take(err, STDERR_FILENO);
	execute(command);
	_exit(NOT_FOUND);
}

static bool
write_all(int to, const char *at, size_t length)
{
	while (length > 0) {
		ssize_t written = write(to, at, length);

		if (written == -1 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		at += written;
		length -= (size_t)written;
	}
	return true;
}

/* In the child: what pipeline_pump() promises. */
static _Noreturn void
pump(struct bytes bytes, int from, int to, struct other *other)
{
	static char block[PUMP_BLOCK];
	struct stat about;
	bool pipe = from != -1 && fstat(from, &about) == 0 &&
	    (S_ISFIFO(about.st_mode) || S_ISSOCK(about.st_mode));
	ssize_t got = 0;

	signal(SIGPIPE, SIG_DFL);
	if (!write_all(to, bytes.at, bytes.len))
		_exit(0);
	if (other != NULL)
		other_feed(other, bytes);
	while (from != -1 && interrupt_wait(from, pipe, -1) == INTERRUPT_READY) {
		got = read(from, block, sizeof(block));
		if (got == -1 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (got <= 0 || !write_all(to, block, (size_t)got))
			break;
		if (other != NULL)
			other_feed(other, (struct bytes){ block, (size_t)got });
	}
	if (other != NULL && other_tell(other))
		_exit(PIPELINE_OTHER);
	_exit(got == -1);
}

int
pipeline_pump(struct bytes bytes, int from, int ends[2], struct other *other)
{
	int process = split("standard input");

	if (process != 0) {
		close(ends[1]);
		return process;
	}
	/* or else this process, with its own end open, would never see that nobody reads any more */
	close(ends[0]);
	pump(bytes, from, ends[1], other);
}

int
pipeline_wait(int process, const char *name)
{
	int status, number;

	if (process == -1)
		return 2;
	while (waitpid(process, &status, 0) == -1)
		if (errno != EINTR)
			return 2;
	if (WIFEXITED(status)) {
		if (WEXITSTATUS(status) == NOT_FOUND)
			cli_failure(name, "cannot be run");
		return WEXITSTATUS(status) == NOT_FOUND ? 2 : WEXITSTATUS(status);
	}
	number = WTERMSIG(status);
	/* the reader, or the user, had enough */
	if (number == SIGPIPE || number == SIGINT || number == SIGTERM)
		return 0;
	cli_failure(name, "died of signal %d", number);
	return 2;
}

/* A status that no command gives, as after an abort, counts as 2. */
static int
known_status(int status)
{
	return status > 3 && status != PIPELINE_EMPTY ? 2 : status;
}

int
pipeline_worse(int one, int other)
{
	static const int order[] = { 0, PIPELINE_EMPTY, 3, 1, 2 };
	int worst = 0;

	for (size_t i = 0; i < COUNT_OF(order); i++)
		if (known_status(one) == order[i] || known_status(other) == order[i])
			worst = order[i];
	return worst;
}

bool
pipeline_pipe(int ends[2])
{
	return pipe(ends) == 0 && fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 &&
	    fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0;
}

static bool
make_pipe(int ends[2])
{
	if (pipeline_pipe(ends))
		return true;
	cli_failure(NULL, "%s", strerror(errno));
	ends[0] = ends[1] = -1;
	return false;
}

enum { CHAIN_MAX = 8 };

/* Running commands, each of which reads what the one before it writes. */
struct chain {
	int processes[CHAIN_MAX];
	const char *names[CHAIN_MAX];
	size_t count;
};

static void
close_fd(int fd)
{
	if (fd > STDERR_FILENO)
		close(fd);
}

/* Starts the commands from this one on, up to one that is not `piped`, or with `all` to the last. Gives the one behind it. */
static const struct command *
start_chain(struct chain *chain, const struct command *command, int in, int out, bool all)
{
	bool more = true;

	chain->count = 0;
	for (; command != NULL && more && chain->count < CHAIN_MAX; command = command->next) {
		int ends[2] = { -1, out };

		more = command->next != NULL && (all || command->piped);
		if (more && !make_pipe(ends))
			ends[1] = -1;
		chain->names[chain->count] = command->words[0];
		chain->processes[chain->count++] =
		    pipeline_start(command, in, ends[1], STDERR_FILENO);
		close_fd(in);
		if (more)
			close_fd(ends[1]);
		in = ends[0];
	}
	return command;
}

static int
wait_chain(const struct chain *chain, int status)
{
	for (size_t i = 0; i < chain->count; i++)
		status =
		    pipeline_worse(status, pipeline_wait(chain->processes[i], chain->names[i]));
	return status;
}

int
pipeline_run(const struct pipeline *pipeline, bool *empty)
{
	const struct command *next = pipeline->sources.first;
	struct chain filters, source;
	int ends[2] = { pipeline->filters.first->input, -1 }, status = 0, filtered;

	if (next != NULL && !make_pipe(ends))
		return 2;
	(void)start_chain(&filters, pipeline->filters.first, ends[0], STDOUT_FILENO, true);
	while (next != NULL) {
		next = start_chain(&source, next, next->input, ends[1], false);
		status = wait_chain(&source, status);
	}
	close_fd(ends[1]);
	filtered = wait_chain(&filters, 0);
	*empty = filtered == PIPELINE_EMPTY;
	return pipeline_worse(status, filtered);
}
