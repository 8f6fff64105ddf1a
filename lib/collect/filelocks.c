#include "collect/filelocks.h"

#include "collect/proc.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	LOCKS_MAX = 16 * 1024 * 1024,
	READ_SIZE = 64 * 1024,
	/* fcntl(2)'s commands that wait, the same on all machines of 64 bits */
	COMMAND_SETLKW = 7,
	COMMAND_OFD_SETLKW = 38,
};

/*
 * A line of /proc/locks: `1: -> POSIX ADVISORY WRITE 812 08:02:1313 0 EOF`. Processes that wait (`->`) follow the one
 * that holds the lock, under the same number.
 */
struct row {
	long long number, pid, inode;
	bool waits;
};

static bool
parse_row(struct bytes line, struct row *row)
{
	struct bytes word = bytes_take_word(&line), inode;

	*row = (struct row){ .pid = -1 };
	if (!bytes_take_end(&word, BYTES(":")) || !bytes_number(word, &row->number))
		return false;
	word = bytes_take_word(&line);
	row->waits = bytes_equal(word, BYTES("->"));
	for (int words = row->waits ? 3 : 2; words > 0; words--) /* POSIX ADVISORY WRITE */
		(void)bytes_take_word(&line);
	(void)bytes_number(bytes_take_word(&line), &row->pid); /* of an open file description: -1 */
	word = bytes_take_word(&line);
	return bytes_split_last(word, BYTES(":"), NULL, &inode) && bytes_number(inode, &row->inode);
}

long long
filelocks_owner(struct bytes locks, long long pid, long long inode)
{
	struct row row, holder = { .number = -1 };
	long long owner = -1;
	struct bytes line;

	while (bytes_next(&locks, '\n', &line)) {
		if (!parse_row(line, &row))
			continue;
		if (!row.waits)
			holder = row;
		else if (row.pid == pid && (inode == 0 || row.inode == inode) &&
		    row.number == holder.number)
			owner =
			    (owner == -1 || owner == holder.pid) && holder.pid > 0 ? holder.pid : 0;
	}
	return owner;
}

size_t
filelocks_circle(
    struct bytes locks, long long pid, long long inode, long long circle[FILELOCKS_CIRCLE])
{
	long long at = pid;
	size_t count = 0;

	do {
		circle[count++] = at;
		at = filelocks_owner(locks, at, at == pid ? inode : 0);
	} while (at > 0 && at != pid && count < FILELOCKS_CIRCLE);
	return at == pid ? count : 0;
}

/* The arguments are hexadecimal, with blanks between. */
static long long
argument(const struct observed *observed, int number)
{
	struct bytes rest = observed->syscall_args, word = BYTES_NONE;
	long long value;

	for (; number >= 0; number--)
		word = bytes_take_word(&rest);
	return bytes_take(&word, BYTES("0x")) && bytes_hex(word, &value) ? value : -1;
}

static bool
may_wait(const struct observed *observed)
{
	long long command;

	if (bytes_equal(observed->syscall, BYTES("flock")))
		return true;
	if (!bytes_equal(observed->syscall, BYTES("fcntl")))
		return false;
	command = argument(observed, 1);
	return command == COMMAND_SETLKW || command == COMMAND_OFD_SETLKW;
}

/* 0: not known; kernels before Linux 5.14 do not say it. */
static long long
inode_of(long long pid, long long descriptor)
{
	char name[64], text[4096];
	const char *line;

	snprintf(name, sizeof(name), "fdinfo/%lld", descriptor);
	if (!proc_file(pid, 0, name, text, sizeof(text)))
		return 0;
	line = strstr(text, "\nino:");
	return line == NULL ? 0 : strtoll(line + strlen("\nino:"), NULL, 10);
}

static struct bytes
path_of(long long pid, long long descriptor, struct arena *memory)
{
	char link[64], path[PROC_PATH];

	snprintf(link, sizeof(link), "/proc/%lld/fd/%lld", pid, descriptor);
	(void)proc_link(link, path, sizeof(path));
	return arena_copy(memory, bytes_of(path));
}

static void
read_locks(struct buffer *text)
{
	int file = open("/proc/locks", O_RDONLY | O_CLOEXEC);
	ssize_t got = 1;
	char *place;

	while (file != -1 && got > 0 && (place = buffer_reserve(text, READ_SIZE)) != NULL) {
		got = read(file, place, READ_SIZE);
		if (got > 0)
			text->len += (size_t)got;
	}
	if (file != -1)
		close(file);
}

/* With several threads it may be no deadlock: another one might release what the process holds. */
static bool
has_one_thread(long long pid)
{
	struct proc_list threads;
	bool one;

	if (!proc_list(pid, &threads))
		return false;
	one = threads.count == 1;
	proc_free_list(&threads);
	return one;
}

/* As JSON; no bytes: no deadlock. The locks are read once more: in a healthy program they have changed by then. */
static struct bytes
find_deadlock(struct bytes locks, long long pid, long long inode, struct arena *memory)
{
	long long circle[FILELOCKS_CIRCLE], again[FILELOCKS_CIRCLE];
	size_t count = filelocks_circle(locks, pid, inode, circle);
	struct buffer now = { .ceiling = LOCKS_MAX }, text = { .at = NULL };
	struct bytes deadlock = BYTES_NONE;

	for (size_t i = 0; i < count; i++) {
		buffer_byte(&text, i == 0 ? '[' : ',');
		buffer_number(&text, circle[i]);
		if (!has_one_thread(circle[i]))
			count = 0;
	}
	buffer_byte(&text, ']');
	if (count > 0)
		read_locks(&now);
	if (count > 0 && !text.full &&
	    filelocks_circle(buffer_bytes(&now), pid, inode, again) == count &&
	    memcmp(circle, again, count * sizeof(*circle)) == 0)
		deadlock = arena_copy(memory, buffer_bytes(&text));
	buffer_free(&now);
	buffer_free(&text);
	return deadlock;
}

void
filelocks_find(struct captured_thread *threads, size_t count, long long pid, struct arena *memory)
{
	struct buffer locks = { .ceiling = LOCKS_MAX };
	struct proc holder;

	for (size_t i = 0; i < count; i++) {
		struct observed *observed = &threads[i].observed;
		long long descriptor, inode, owner;

		if (!may_wait(observed))
			continue;
		if (locks.len == 0)
			read_locks(&locks);
		descriptor = argument(observed, 0);
		inode = inode_of(pid, descriptor);
		owner = filelocks_owner(buffer_bytes(&locks), pid, inode);
		if (owner == -1)
			continue;
		observed->waits_for = (struct waits_for){
			.kind = BYTES("file-lock"),
			.file = path_of(pid, descriptor, memory),
			/* a lock outlives the process that took it if a child has the file open, too */
			.owner = owner > 0 && proc_read(owner, 0, &holder) ? owner : -1,
		};
		observed->deadlock = find_deadlock(buffer_bytes(&locks), pid, inode, memory);
	}
	buffer_free(&locks);
}
