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
	CORE_FD = 63, /* scripts use smaller numbers themselves */
};

/* A copy that lives as long as the capture. NULL: out of memory, which is the reason of the refusal. */
static const char *
keep(struct program *program, const char *text)
{
	const char *copy = arena_copy(program->memory, (struct bytes){ text, strlen(text) + 1 }).at;

	if (copy == NULL)
		refusal_say(program->refusal, "out of memory");
	return copy;
}

/* Makes the path absolute: a debugger may read it elsewhere, and rules look at it. Symbolic links stay. */
static const char *
whole_path(struct program *program, const char *path)
{
	char folder[PATH_SIZE], whole[2 * PATH_SIZE];

	if (path[0] == '/')
		return path;
	while (path[0] == '.' && path[1] == '/')
		path += 2;
	if (getcwd(folder, sizeof(folder)) == NULL)
		refusal_say(
		    program->refusal, "the current folder is not known: %s", strerror(errno));
	else if (snprintf(whole, sizeof(whole), "%s/%s", folder, path) >= (int)sizeof(whole))
		refusal_say(program->refusal, "%s", strerror(ENAMETOOLONG));
	else
		return keep(program, whole);
	return NULL;
}

/* Whether two build ids may be the same; one that is not known may be any. */
static bool
is_same_build(const char *one, const char *other)
{
	return one[0] == '\0' || other[0] == '\0' || strcmp(one, other) == 0;
}

/* Checks the executable of a core file. If the core is an ELF file, the executable has to be one, too. */
static bool
check_exe(struct refusal *refusal, const struct corefile *core, const char *exe)
{
	char build_id[ELF_ID_TEXT];
	const char *unread;
	bool program = corefile_build_id(exe, build_id, &unread);

	if (unread != NULL)
		return refusal_say(refusal,
		    "its executable %s cannot be read (%s): name a copy with --exe", exe, unread);
	if (core->readable && !program)
		return refusal_say(refusal,
		    "its executable %s is not a program: name the right one with --exe", exe);
	if (is_same_build(build_id, core->build_id))
		return true;
	if (strcmp(exe, core->exe) == 0)
		return refusal_say(refusal,
		    "its executable %s has been replaced since: name a copy of the old one with "
		    "--exe",
		    exe);
	return refusal_say(refusal, "not a core of this %s but of %s: name that with --exe", exe,
	    core->exe[0] == '\0' ? "another" : core->exe);
}

/* A debugger may know a core that cannot be read here (macOS has other core files), if it gets a program. */
static bool
check_core(struct refusal *refusal, const struct corefile *core, const char *exe)
{
	/* pstack finds the program by itself */
	if (refusal->tool->kind == TOOL_PSTACK)
		return true;
	if (!core->readable && exe == NULL)
		return refusal_say(refusal, "not a core file");
	if (exe == NULL)
		return refusal_say(refusal, "does not tell its executable: name it with --exe");
	if (exe[0] != '/')
		return refusal_say(refusal,
		    "the path of its executable, %s, is not absolute: name the program with --exe",
		    exe);
	return check_exe(refusal, core, exe);
}

/* Names the core by its descriptor: that file was checked, whatever its path leads to by now. NULL: refused. */
static const char *
name_core(struct program *program)
{
	char name[64];
	int fd;

	if (!proc_is_there())
		return whole_path(program, program->refusal->target->core);
	fd = fcntl(program->core, F_DUPFD_CLOEXEC, CORE_FD);
	if (fd != -1) {
		close(program->core);
		program->core = fd;
	}
	snprintf(name, sizeof(name), "/proc/self/fd/%d", program->core);
	return keep(program, name);
}

/* False: it cannot be opened, is too large, or compressed. */
static bool
open_core(struct program *program, struct stat *stat)
{
	struct refusal *refusal = program->refusal;
	long long most = program->options->max_core;
	const char *reason, *tool;
	char start[MAGIC_SIZE];
	ssize_t got;

	program->core = corefile_open(refusal->target->core, stat, &reason);
	if (program->core == -1)
		return refusal_say(refusal, "%s", reason);
	if (stat->st_size > most)
		return refusal_say(refusal,
		    "larger than --max-core: it has %lld bytes, not at most %lld",
		    (long long)stat->st_size, most);
	got = pread(program->core, start, sizeof(start), 0);
	tool = got <= 0 ? NULL : magic_decompressor((struct bytes){ start, (size_t)got });
	return tool == NULL ||
	    refusal_say(refusal, "is compressed: put it through `%s -dc` first", tool);
}

static void
find_rights(struct program *program, uid_t owner)
{
	const struct tool_request *request = &program->request;

	program->core_owner = (long long)owner;
	program->foreign = !program->options->as_root && geteuid() == 0 && owner != 0;
	if (program->foreign)
		program->rights = debugger_rights(owner, request->core,
		    request->exe == NULL ? "/" : request->exe, program->refusal->tool->paths[0]);
}

static bool
find_for_core(struct program *program)
{
	struct corefile core;
	struct elf_source source;
	struct stat stat;
	const char *exe = program->options->exe;

	if (!open_core(program, &stat))
		return false;
	program->core_size = (uint64_t)stat.st_size;
	source = corefile_source(&program->core, program->core_size);
	corefile_read(&source, &core);
	program->core_whole = core.whole;
	program->doubtful = core.build_id[0] == '\0';
	if (exe != NULL && (exe = whole_path(program, exe)) == NULL)
		return false;
	if (exe == NULL && core.exe[0] != '\0' && (exe = keep(program, core.exe)) == NULL)
		return false;
	if (!check_core(program->refusal, &core, exe))
		return false;
	if (exe != NULL && exe[0] == '/') {
		program->exe = bytes_of(exe);
		program->request.exe = exe;
	}
	program->request.core = name_core(program);
	if (program->request.core != NULL)
		find_rights(program, stat.st_uid);
	return program->request.core != NULL;
}

/* Finds the executable by the kernel's own link, which leads to it even if it was deleted. */
static bool
find_for_process(struct program *program, long long pid)
{
	char exe[PROC_PATH], link[64], build_id[ELF_ID_TEXT], own[ELF_ID_TEXT];
	const char *given = program->options->exe, *unread;
	struct refusal *refusal = program->refusal;

	snprintf(link, sizeof(link), "/proc/%lld/exe", pid);
	if (given == NULL && !proc_exe(pid, exe))
		return true;
	if (given == NULL) {
		program->exe = bytes_of(keep(program, exe));
		program->request.exe = keep(program, link);
		return program->exe.len > 0 && program->request.exe != NULL;
	}
	program->request.exe = whole_path(program, given);
	program->exe = bytes_of(program->request.exe);
	if (program->request.exe == NULL)
		return false;
	if (!corefile_build_id(link, build_id, &unread))
		return true;
	if (!corefile_build_id(program->request.exe, own, &unread))
		return refusal_say(refusal, "%s is not a program: leave --exe out", given);
	return is_same_build(own, build_id) ||
	    refusal_say(refusal, "does not run this %s: leave --exe out", given);
}

bool
program_find(struct program *program)
{
	if (program->refusal->target->pid > 0)
		return find_for_process(program, program->refusal->target->pid);
	return find_for_core(program);
}

void
program_close(struct program *program)
{
	if (program->core != -1)
		close(program->core);
}
