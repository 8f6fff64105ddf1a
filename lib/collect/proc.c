#include "collect/proc.h"

#include "base/array.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { PATH_SIZE = 128, TEXT_SIZE = 8192 };

bool
proc_is_there(void)
{
	return access("/proc/self/stat", R_OK) == 0;
}

bool
proc_is_ours(void)
{
	char link[32];
	ssize_t length = readlink("/proc/self", link, sizeof(link) - 1);

	if (length <= 0)
		return false;
	link[length] = '\0';
	return strtoll(link, NULL, 10) == (long long)getpid();
}

struct bytes
proc_file(long long pid, long long tid, const char *name, char *text, size_t size)
{
	char path[PATH_SIZE];
	ssize_t got;
	size_t length = 0;
	int fd;

	if (tid > 0)
		snprintf(path, sizeof(path), "/proc/%lld/task/%lld/%s", pid, tid, name);
	else
		snprintf(path, sizeof(path), "/proc/%lld/%s", pid, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd == -1)
		return (struct bytes){ NULL, 0 };
	while (length < size && (got = read(fd, text + length, size - length)) > 0)
		length += (size_t)got;
	close(fd);
	return (struct bytes){ text, length };
}

/* What follows `Name:` in /proc/PID/status; no bytes where there is no such line. */
static struct bytes
status_member(struct bytes status, const char *name)
{
	struct bytes wanted = bytes_of(name), rest = status;

	while (rest.len > 0) {
		const char *newline = memchr(rest.at, '\n', rest.len);
		size_t length = newline == NULL ? rest.len : (size_t)(newline - rest.at);
		struct bytes line = bytes_first(rest, length);

		if (bytes_start(line, wanted) && line.len > wanted.len &&
		    line.at[wanted.len] == ':')
			return bytes_trim(bytes_from(line, wanted.len + 1));
		rest = bytes_from(rest, length + 1);
	}
	return (struct bytes){ NULL, 0 };
}

/* The number that the text has in this place, places divided by blanks and tabs; 0 for none. */
static long long
number_at(struct bytes text, int place)
{
	long long number = 0;

	for (; place > 0 && text.len > 0; place--) {
		while (text.len > 0 && !isspace((unsigned char)text.at[0]))
			text = bytes_from(text, 1);
		text = bytes_from(text, bytes_indent(text));
	}
	while (text.len > 0 && isdigit((unsigned char)text.at[0]) && number < 1LL << 52) {
		number = number * 10 + (text.at[0] - '0');
		text = bytes_from(text, 1);
	}
	return number;
}

/* The last number of `12 7 1`. */
static long long
last_number(struct bytes text)
{
	size_t start = text.len;

	while (start > 0 && isdigit((unsigned char)text.at[start - 1]))
		start--;
	return number_at(bytes_from(text, start), 0);
}

/* The line of /proc/PID/stat: the name in it may hold blanks and brackets. */
static bool
read_stat(struct bytes stat, struct proc *proc)
{
	const char *open = stat.len == 0 ? NULL : memchr(stat.at, '(', stat.len);
	size_t close = stat.len, start;

	while (close > 0 && stat.at[close - 1] != ')')
		close--;
	if (open == NULL || close < 2)
		return false;
	start = (size_t)(open - stat.at) + 1;
	snprintf(proc->comm, sizeof(proc->comm), "%.*s", (int)(close - 1 - start), open + 1);
	stat = bytes_from(stat, close + 1);
	if (stat.len == 0)
		return false;
	proc->state = stat.at[0];
	proc->parent = number_at(stat, 1);
	proc->session = number_at(stat, 3);
	proc->start = number_at(stat, 19); /* field 22, and this text begins with field 3 */
	return true;
}

static bool
has_stop(struct bytes mask)
{
	char digits[32];

	snprintf(digits, sizeof(digits), "%.*s", (int)mask.len, mask.len == 0 ? "" : mask.at);
	return (strtoull(digits, NULL, 16) >> (SIGSTOP - 1) & 1) != 0;
}

bool
proc_read(long long pid, long long tid, struct proc *proc)
{
	char text[TEXT_SIZE];
	struct bytes status;

	*proc = (struct proc){ .pid = tid > 0 ? tid : pid };
	if (!read_stat(proc_file(pid, tid, "stat", text, sizeof(text)), proc))
		return false;
	status = proc_file(pid, tid, "status", text, sizeof(text));
	proc->tgid = number_at(status_member(status, "Tgid"), 0);
	proc->tracer = number_at(status_member(status, "TracerPid"), 0);
	proc->vm_kib = number_at(status_member(status, "VmSize"), 0);
	proc->ns_pid = last_number(status_member(status, "NSpid"));
	proc->uid = number_at(status_member(status, "Uid"), 1);
	proc->stop_pending =
	    has_stop(status_member(status, "SigPnd")) || has_stop(status_member(status, "ShdPnd"));
	return true;
}

bool
proc_is_stopped(long long pid)
{
	struct proc_list threads;
	bool stopped = false;

	if (!proc_list_threads(pid, &threads))
		return false;
	for (size_t i = 0; i < threads.count && !stopped; i++) {
		struct proc thread;

		if (proc_read(pid, threads.numbers[i], &thread) && thread.tracer == 0)
			stopped = thread.state == 'T' || thread.state == 't' || thread.stop_pending;
	}
	proc_free_list(&threads);
	return stopped;
}

struct bytes
proc_exe(long long pid, char *text, size_t size)
{
	static const struct bytes deleted = { " (deleted)", 10 };
	char path[PATH_SIZE];
	ssize_t length;
	struct bytes exe;

	snprintf(path, sizeof(path), "/proc/%lld/exe", pid);
	length = readlink(path, text, size - 1);
	if (length <= 0)
		return (struct bytes){ NULL, 0 };
	text[length] = '\0';
	exe = (struct bytes){ text, (size_t)length };
	if (bytes_end(exe, deleted) && access(text, F_OK) == -1) {
		exe.len -= deleted.len;
		text[exe.len] = '\0';
	}
	return exe;
}

static bool
add_number(struct proc_list *list, size_t *size, long long number)
{
	if (!ARRAY_ROOM(list->numbers, list->count, *size))
		return false;
	list->numbers[list->count++] = number;
	return true;
}

static int
compare_numbers(const void *a, const void *b)
{
	const long long *one = a, *other = b;

	return (*one > *other) - (*one < *other);
}

static bool
list_folder(const char *path, struct proc_list *list)
{
	DIR *folder = opendir(path);
	const struct dirent *entry;
	size_t size = 0;
	bool good = folder != NULL;

	*list = (struct proc_list){ .count = 0 };
	while (good && (entry = readdir(folder)) != NULL) {
		long long number;

		if (bytes_number(bytes_of(entry->d_name), &number))
			good = add_number(list, &size, number);
	}
	if (folder != NULL)
		closedir(folder);
	if (!good)
		proc_free_list(list);
	else if (list->count > 0)
		qsort(list->numbers, list->count, sizeof(*list->numbers), compare_numbers);
	return good;
}

bool
proc_list_all(struct proc_list *list)
{
	return list_folder("/proc", list);
}

bool
proc_list_threads(long long pid, struct proc_list *list)
{
	char path[PATH_SIZE];

	snprintf(path, sizeof(path), "/proc/%lld/task", pid);
	return list_folder(path, list);
}

void
proc_free_list(struct proc_list *list)
{
	free(list->numbers);
	*list = (struct proc_list){ .count = 0 };
}
