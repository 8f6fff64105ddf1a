#include "collect/program.h"

#include "base/magic.h"
#include "collect/corefile.h"
#include "collect/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	PATH_SIZE = 4096,
	CORE_FD = 63, /* scripts use small numbers for themselves */
};

/* A copy that lives as long as the capture; NULL for none. */
static const char *
keep(struct arena *memory, const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = size == 1 ? NULL : arena_alloc(memory, size);

	return copy == NULL ? NULL : memcpy(copy, text, size);
}

/* The path from wherever it is read: by a debugger, and by rules that look at it. Links stay. */
static const char *
whole_path(const char *path, struct arena *memory, struct refusal *refusal)
{
	char folder[PATH_SIZE], whole[2 * PATH_SIZE];

	if (path[0] == '/')
		return path;
	while (path[0] == '.' && path[1] == '/')
		path += 2;
	if (getcwd(folder, sizeof(folder)) == NULL)
		refusal_say(refusal, "the current folder is not known: %s", strerror(errno));
	else if (snprintf(whole, sizeof(whole), "%s/%s", folder, path) >= (int)sizeof(whole))
		refusal_say(refusal, "%s", strerror(ENAMETOOLONG));
	else
		return keep(memory, whole);
	return NULL;
}

/* What is not known is not held against it. */
static bool
is_same_build(const char *one, const char *other)
{
	return one[0] == '\0' || other[0] == '\0' || strcmp(one, other) == 0;
}

/* The executable of a core file. Where that is an ELF, it is one, too. */
static bool
refuses_exe(const struct corefile *core, const char *exe, struct refusal *refusal)
{
	char build_id[COREFILE_ID * 2 + 1];
	const char *unread;
	bool program = corefile_build_id(exe, build_id, &unread);

	if (unread != NULL)
		refusal_say(refusal,
		    "its executable %s cannot be read (%s): name a copy with --exe", exe, unread);
	else if (core->readable && !program)
		refusal_say(refusal,
		    "its executable %s is not a program: name the right one with --exe", exe);
	else if (is_same_build(build_id, core->build_id))
		return false;
	else if (strcmp(exe, core->exe) == 0)
		refusal_say(refusal,
		    "its executable %s has been replaced since: name a copy of the old one with "
		    "--exe",
		    exe);
	else
		refusal_say(refusal, "not a core of this %s but of %s: name that with --exe", exe,
		    core->exe[0] == '\0' ? "another" : core->exe);
	return true;
}

/* What cannot be read here, a debugger may know (macOS has other core files), if it gets a program. */
static bool
refuses_core(const struct corefile *core, const char *exe, struct refusal *refusal)
{
	if (!core->readable && exe == NULL)
		refusal_say(refusal, "not a core file");
	else if (exe == NULL)
		refusal_say(refusal, "does not tell its executable: name it with --exe");
	else if (exe[0] != '/')
		refusal_say(refusal,
		    "the path of its executable, %s, is not absolute: name the program with --exe",
		    exe);
	else
		return refuses_exe(core, exe, refusal);
	return true;
}

/* The file that is open is the one that was looked at, whatever its name leads to meanwhile. */
static const char *
name_core(struct program *program, const char *path, struct arena *memory, struct refusal *refusal)
{
	char name[64];
	int fd;

	if (!proc_is_there())
		return whole_path(path, memory, refusal);
	fd = fcntl(program->core, F_DUPFD_CLOEXEC, CORE_FD);
	if (fd != -1) {
		close(program->core);
		program->core = fd;
	}
	snprintf(name, sizeof(name), "/proc/self/fd/%d", program->core);
	return keep(memory, name);
}

/* The program that decompresses the file; NULL: it is not compressed. */
static const char *
decompressor(int fd)
{
	char start[MAGIC_SIZE];
	ssize_t got = pread(fd, start, sizeof(start), 0);

	return got <= 0 ? NULL : magic_decompressor((struct bytes){ start, (size_t)got });
}

/* False: it cannot be opened, is too large, or compressed. */
static bool
open_core(struct program *program, const char *path, long long max_core, struct stat *stat,
    struct refusal *refusal)
{
	const char *reason, *tool;

	program->core = corefile_open(path, stat, &reason);
	if (program->core == -1)
		refusal_say(refusal, "%s", reason);
	else if (stat->st_size > max_core)
		refusal_say(refusal, "larger than --max-core: it has %lld bytes, not at most %lld",
		    (long long)stat->st_size, max_core);
	else if ((tool = decompressor(program->core)) != NULL)
		refusal_say(refusal, "is compressed: put it through `%s -dc` first", tool);
	else
		return true;
	return false;
}

static void
find_rights(struct program *program, uid_t owner, const struct tool *tool, bool as_root)
{
	struct rights rights = rights_of(owner);

	program->core_owner = (long long)owner;
	program->foreign = !as_root && geteuid() == 0 && owner != 0;
	if (program->foreign &&
	    rights_suffice(&rights, program->core_name,
		program->exe_name == NULL ? "/" : program->exe_name, tool->paths[0]))
		program->rights = rights;
}

static bool
find_for_core(struct program *program, const char *path, const struct tool *tool,
    const struct program_options *options, struct arena *memory, struct refusal *refusal)
{
	struct corefile core;
	struct stat stat;
	const char *exe = options->exe;

	if (!open_core(program, path, options->max_core, &stat, refusal))
		return false;
	corefile_read(program->core, (uint64_t)stat.st_size, &core);
	program->core_size = (uint64_t)stat.st_size;
	program->core_whole = core.whole;
	if (exe != NULL && (exe = whole_path(exe, memory, refusal)) == NULL)
		return false;
	if (exe == NULL && core.exe[0] != '\0' && (exe = keep(memory, core.exe)) == NULL) {
		refusal_say(refusal, "out of memory");
		return false;
	}
	/* pstack finds the program by itself */
	if (tool->kind != TOOL_PSTACK && refuses_core(&core, exe, refusal))
		return false;
	if (exe != NULL && exe[0] != '/')
		exe = NULL;
	program->doubtful = core.build_id[0] == '\0';
	program->exe = bytes_of(exe);
	program->exe_name = exe;
	program->core_name = name_core(program, path, memory, refusal);
	if (program->core_name != NULL)
		find_rights(program, stat.st_uid, tool, options->as_root);
	return program->core_name != NULL;
}

/* The executable by the kernel's own link, which leads to it even where it was deleted. */
static bool
find_for_process(struct program *program, long long pid, const struct program_options *options,
    struct arena *memory, struct refusal *refusal)
{
	char exe[PROC_PATH], link[64], build_id[COREFILE_ID * 2 + 1], own[COREFILE_ID * 2 + 1];
	const char *unread;

	snprintf(link, sizeof(link), "/proc/%lld/exe", pid);
	if (options->exe == NULL) {
		if (proc_exe(pid, exe)) {
			program->exe = bytes_of(keep(memory, exe));
			program->exe_name = keep(memory, link);
		}
		return true;
	}
	program->exe_name = whole_path(options->exe, memory, refusal);
	program->exe = bytes_of(program->exe_name);
	if (program->exe_name == NULL)
		return false;
	if (!corefile_build_id(link, build_id, &unread))
		return true;
	if (!corefile_build_id(program->exe_name, own, &unread))
		refusal_say(refusal, "%s is not a program: leave --exe out", options->exe);
	else if (!is_same_build(own, build_id))
		refusal_say(refusal, "does not run this %s: leave --exe out", options->exe);
	else
		return true;
	return false;
}

bool
program_find(struct program *program, const struct target *target, const struct tool *tool,
    const struct program_options *options, struct arena *memory, struct refusal *refusal)
{
	*program = (struct program){ .core = -1 };
	if (target->pid > 0)
		return find_for_process(program, target->pid, options, memory, refusal);
	return find_for_core(program, target->core, tool, options, memory, refusal);
}

void
program_close(struct program *program)
{
	if (program->core != -1)
		close(program->core);
	program->core = -1;
}
