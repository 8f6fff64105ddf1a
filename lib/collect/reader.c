#include "collect/reader.h"

#include "collect/interrupts.h"
#include "collect/proc.h"
#include "collect/system.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	PATIENCE_MS = 500,
	BUSY_LOOKS =
	    60, /* half a minute, on a machine so busy that the child does not get to run */
	PIECE = 64 * 1024,
	PATH_SIZE = 256,
};

static const char *const names[READER_FILES] = { "cmdline", "maps", "mem" };

struct request {
	uint64_t at;
	uint32_t size;
	enum reader_file file;
};

struct reply {
	int error;
	uint32_t size; /* so many bytes follow */
};

static bool
give(int socket, const void *from, size_t size)
{
	for (size_t sent = 0; sent < size;) {
		ssize_t more = send(socket, (const char *)from + sent, size - sent, MSG_NOSIGNAL);

		if (more == -1 && errno == EINTR)
			continue;
		if (more <= 0)
			return false;
		sent += (size_t)more;
	}
	return true;
}

/* What the child does until nobody asks any more. */
static _Noreturn void
answer(int socket, const char *folder)
{
	static char piece[PIECE];
	int files[READER_FILES] = { -1, -1, -1 };
	char path[PATH_SIZE];
	struct request request;

	/* the child must not hold pipes of its parent: if it never ends, their readers would wait for it */
	system_hold_nothing(&socket, 1);
	while (system_receive(socket, &request, sizeof(request))) {
		int *file = &files[request.file];
		ssize_t got = -1;
		struct reply reply = { .error = 0 };

		snprintf(path, sizeof(path), "%s/%s", folder, names[request.file]);
		if (*file == -1)
			*file = open(path, O_RDONLY | O_CLOEXEC);
		if (*file != -1)
			got = pread(*file, piece, request.size, (off_t)request.at);
		if (got == -1)
			reply.error = errno;
		else
			reply.size = (uint32_t)got;
		if (!give(socket, &reply, sizeof(reply)) || !give(socket, piece, reply.size))
			break;
	}
	_exit(0);
}

void
reader_open(struct reader *reader, const char *folder)
{
	int pair[2];

	*reader = (struct reader){ .socket = -1 };
	if (!system_make_pair(pair)) {
		reader->error = errno;
		return;
	}
	reader->child = fork();
	if (reader->child == 0) {
		close(pair[0]);
		answer(pair[1], folder);
	}
	if (reader->child == -1)
		reader->error = errno;
	close(pair[1]);
	reader->socket = pair[0];
	if (reader->error != 0)
		reader_close(reader);
}

/* Nothing more is read. A child that cannot even be killed is left to itself. */
static void
give_up(struct reader *reader, int error)
{
	reader->error = error;
	kill(reader->child, SIGKILL);
	close(reader->socket);
	reader->socket = -1;
	waitpid(reader->child, NULL, error == ETIMEDOUT ? WNOHANG : 0);
}

void
reader_close(struct reader *reader)
{
	if (reader->socket == -1)
		return;
	close(reader->socket);
	reader->socket = -1;
	while (reader->child > 0 && waitpid(reader->child, NULL, 0) == -1 && errno == EINTR)
		;
}

/* Waits for the answer. Gives errno, or 0. A child that is about to run does not hang: the machine is busy. */
static int
await(const struct reader *reader)
{
	struct pollfd answer = { .fd = reader->socket, .events = POLLIN };
	struct proc child;
	int count;

	for (int look = 0; look < BUSY_LOOKS; look++) {
		count = poll(&answer, 1, PATIENCE_MS);
		if (count > 0)
			return 0;
		if (interrupts_came() != 0)
			return EINTR;
		if (count == 0 && (!proc_read(reader->child, 0, &child) || child.state != 'R'))
			break;
	}
	return ETIMEDOUT;
}

static ssize_t
read_piece(struct reader *reader, enum reader_file file, uint64_t at, char *to, size_t size)
{
	const struct request request = {
		.file = file, .at = at, .size = size < PIECE ? (uint32_t)size : PIECE
	};
	struct reply reply = { .error = 0 };
	int error = give(reader->socket, &request, sizeof(request)) ? await(reader) : EPIPE;

	if (error == 0 &&
	    (!system_receive(reader->socket, &reply, sizeof(reply)) || reply.size > request.size ||
		!system_receive(reader->socket, to, reply.size)))
		error = EPIPE;
	if (error != 0)
		give_up(reader, error);
	errno = error != 0 ? error : reply.error;
	return errno != 0 ? -1 : (ssize_t)reply.size;
}

ssize_t
reader_read(struct reader *reader, enum reader_file file, uint64_t at, char *to, size_t size)
{
	if (reader->socket != -1)
		return read_piece(reader, file, at, to, size);
	errno = reader->error;
	return -1;
}

static size_t
read_memory(void *from, uint64_t at, char *to, size_t size)
{
	ssize_t got = reader_read(from, READER_MEM, at, to, size);

	return got < 0 ? 0 : (size_t)got;
}

struct elf_source
reader_memory(struct reader *reader)
{
	return (struct elf_source){ read_memory, reader, UINT64_MAX };
}
