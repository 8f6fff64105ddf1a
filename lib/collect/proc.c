#include "collect/proc.h"

#include "base/array.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { NAME_SIZE = 128, TEXT_SIZE = 8192 };

bool
proc_is_there(void)
{
	return access("/proc/self/stat", R_OK) == 0;
}

bool
proc_link(const char *link, char *text, size_t size)
{
	ssize_t length = readlink(link, text, size - 1);

	text[length < 0 ? 0 : length] = '\0';
	return length > 0;
}

bool
proc_is_ours(void)
{
	char number[32];

	return proc_link("/proc/self", number, sizeof(number)) &&
	    strtoll(number, NULL, 10) == (long long)getpid();
}

bool
proc_file(long long pid, long long tid, const char *name, char *text, size_t size)
{
	char path[NAME_SIZE];
	ssize_t got = 0;
	size_t length = 0;
	int fd, error;

	if (tid > 0)
		snprintf(path, sizeof(path), "/proc/%lld/task/%lld/%s", pid, tid, name);
	else
		snprintf(path, sizeof(path), "/proc/%lld/%s", pid, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	while (
	    fd != -1 && length < size - 1 && (got = read(fd, text + length, size - 1 - length)) > 0)
		length += (size_t)got;
	error = fd == -1 || got == -1 ? errno : 0;
	if (fd != -1)
		close(fd);
	text[length] = '\0';
	errno = error;
	return length > 0;
}

/* The number behind the first `words` words of the text; 0: there is none. */
static long long
number_behind(const char *text, int words)
{
	for (; words > 0; words--) {
		text += strspn(text, " \t");
		text += strcspn(text, " \t\n");
	}
	return strtoll(text, NULL, 10);
}

/* Reads the line of /proc/PID/stat, in which the name may hold blanks and brackets. */
static bool
read_stat(const char *stat, struct proc *proc)
{
	const char *open = strchr(stat, '('), *close = strrchr(stat, ')');

	if (open == NULL || close == NULL || close < open || strlen(close) < 3)
		return false;
	snprintf(proc->comm, sizeof(proc->comm), "%.*s", (int)(close - open - 1), open + 1);
	proc->state = close[2];
	proc->parent = number_behind(close, 2);
	proc->session = number_behind(close, 4);
	proc->ticks = number_behind(close, 12) + number_behind(close, 13);
	proc->start = number_behind(close, 20); /* field 22, and the bracket ends field 2 */
	return true;
}

/* What follows `Name:` at the start of a line of /proc/PID/status; an empty text: there is no such line. */
static const char *
status_member(const char *status, const char *name)
{
	size_t length = strlen(name);

	for (const char *line = status; line != NULL; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, name, length) == 0 && line[length] == ':')
			return line + length + 1;
	}
	return "";
}

/* The last number of `12 7 1`. */
static long long
last_number(const char *line)
{
	size_t start = strcspn(line, "\n");

	while (start > 0 && line[start - 1] != ' ' && line[start - 1] != '\t')
		start--;
	return strtoll(line + start, NULL, 10);
}

static bool
has_stop(const char *mask)
{
	return (strtoull(mask, NULL, 16) >> (SIGSTOP - 1) & 1) != 0;
}

bool
proc_read(long long pid, long long tid, struct proc *proc)
{
	char text[TEXT_SIZE];

	*proc = (struct proc){ .pid = tid > 0 ? tid : pid };
	if (!proc_file(pid, tid, "stat", text, sizeof(text)) || !read_stat(text, proc))
		return false;
	proc_file(pid, tid, "status", text, sizeof(text));
	proc->tgid = number_behind(status_member(text, "Tgid"), 0);
	proc->tracer = number_behind(status_member(text, "TracerPid"), 0);
	proc->vm_kib = number_behind(status_member(text, "VmSize"), 0);
	proc->ns_pid = last_number(status_member(text, "NSpid"));
	proc->uid = number_behind(status_member(text, "Uid"), 1);
	proc->sleeps = number_behind(status_member(text, "voluntary_ctxt_switches"), 0);
	proc->stop_pending =
	    has_stop(status_member(text, "SigPnd")) || has_stop(status_member(text, "ShdPnd"));
	return true;
}

/*
 * When the system was booted, in seconds since 1970, by the line `btime` of /proc/stat; 0: not known. Not read with
 * fopen(3), which takes memory: nobody would be told that it was refused.
 */
static long long
boot_time(void)
{
	enum { LINE_MAX_LENGTH = 32 };
	static const char name[] = "\nbtime ";
	char text[TEXT_SIZE];
	const char *line = NULL;
	size_t length = 0, kept;
	ssize_t got;
	int fd = open("/proc/stat", O_RDONLY | O_CLOEXEC);

	if (fd == -1)
		return 0;
	while (line == NULL && (got = read(fd, text + length, sizeof(text) - 1 - length)) > 0) {
		length += (size_t)got;
		text[length] = '\0';
		line = strstr(text, name);
		if (line != NULL && strchr(line + 1, '\n') == NULL)
			line = NULL; /* it goes on in the next piece */
		kept = length < LINE_MAX_LENGTH ? length : LINE_MAX_LENGTH;
		if (line == NULL) {
			memmove(text, text + length - kept, kept);
			length = kept;
		}
	}
	close(fd);
	return line == NULL ? 0 : strtoll(line + sizeof(name) - 1, NULL, 10);
}

long long
proc_start_time(const struct proc *proc)
{
	long long booted = boot_time();

	return booted == 0 ? 0 : booted + proc->start / sysconf(_SC_CLK_TCK);
}

bool
proc_exe(long long pid, char path[PROC_PATH])
{
	char link[NAME_SIZE];
	struct bytes exe;

	snprintf(link, sizeof(link), "/proc/%lld/exe", pid);
	if (!proc_link(link, path, PROC_PATH))
		return false;
	exe = bytes_of(path);
	if (bytes_take_end(&exe, BYTES(" (deleted)")) && access(path, F_OK) == -1)
		path[exe.len] = '\0';
	return true;
}

ARRAY_ORDER(compare_numbers, struct proc, pid)

/* Adds one to the list, unless it has ended or may not be seen. False: errno says why else it is missing. */
static bool
add(struct proc_list *list, long long pid, long long tid)
{
	errno = 0;
	if (proc_read(pid, tid, &list->procs[list->count])) {
		list->count++;
		return true;
	}
	return errno == 0 || errno == ENOENT || errno == ESRCH || errno == EACCES || errno == EPERM;
}

bool
proc_list(long long pid, struct proc_list *list)
{
	char path[NAME_SIZE] = "/proc";
	const struct dirent *entry;
	size_t size = 0;
	bool good = true;
	DIR *folder;
	int error;

	if (pid > 0)
		snprintf(path, sizeof(path), "/proc/%lld/task", pid);
	*list = (struct proc_list){ .count = 0 };
	folder = opendir(path);
	if (folder == NULL)
		return false;
	while (good && (entry = readdir(folder)) != NULL) {
		long long number;

		if (!bytes_number(bytes_of(entry->d_name), &number))
			continue;
		good = ARRAY_ROOM(list->procs, list->count, size) &&
		    add(list, pid > 0 ? pid : number, pid > 0 ? number : 0);
	}
	error = errno;
	closedir(folder);
	if (!good)
		proc_free_list(list);
	else if (list->count > 0)
		qsort(list->procs, list->count, sizeof(*list->procs), compare_numbers);
	errno = error;
	return good;
}

void
proc_free_list(struct proc_list *list)
{
	free(list->procs);
	*list = (struct proc_list){ .count = 0 };
}

long long
proc_find(long long pid, bool (*claim)(const struct proc *proc, long long number), long long number)
{
	struct proc_list list;
	long long found = 0;

	if (!proc_list(pid, &list))
		return 0;
	for (size_t i = 0; i < list.count && found == 0; i++)
		if (claim(&list.procs[i], number))
			found = list.procs[i].pid;
	proc_free_list(&list);
	return found;
}
