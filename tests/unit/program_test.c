#include "check.h"
#include "collect/proc.h"
#include "collect/program.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CORES_MAX = 1 << 20 };

/* Cores put together byte by byte: tests/fuzz/corpus/corefile. */
#define CORES "tests/fuzz/corpus/corefile/"

struct found {
	struct tool tool;
	struct target target;
	struct refusal refusal;
	struct program_options options;
	struct program program;
	bool good;
};

static void
find(struct found *found, int kind, long long pid, const char *core, const char *exe)
{
	found->tool = (struct tool){ .kind = kind };
	found->target = (struct target){ .pid = pid, .core = core };
	found->refusal = (struct refusal){ .target = &found->target, .tool = &found->tool };
	found->options = (struct program_options){ .exe = exe, .max_core = CORES_MAX };
	found->program = (struct program){ .refusal = &found->refusal,
		.options = &found->options,
		.memory = arena_new(1 << 20),
		.core = -1 };
	found->good = program_find(&found->program);
}

static void
give_back(struct found *found)
{
	program_close(&found->program);
	arena_free(found->program.memory);
}

/* Checks that the reason of the refusal has these words; NULL: it is not refused. */
static void
check_core(int kind, const char *core, const char *exe, const char *words)
{
	struct found found;

	find(&found, kind, -1, core, exe);
	CHECK(found.good == (words == NULL));
	if (words != NULL && !CHECK(strstr(found.refusal.reason, words) != NULL))
		printf(
		    "   %s with %s: %s\n", core, exe == NULL ? "none" : exe, found.refusal.reason);
	give_back(&found);
}

static void
write_file(const char *path, const char *text, size_t length)
{
	FILE *file = fopen(path, "w");

	if (CHECK(file != NULL)) {
		CHECK(fwrite(text, 1, length, file) == length);
		fclose(file);
	}
}

/* A core file whose program is gone; with a program of another build, and with none. */
static void
cores(const char *folder)
{
	char script[128], gone[128];

	snprintf(script, sizeof(script), "%s/script", folder);
	snprintf(gone, sizeof(gone), "%s/gone", folder);
	write_file(script, "#!/bin/sh\n", 10);
	check_core(
	    TOOL_GDB, CORES "wide", NULL, "its executable /usr/bin/oven cannot be read (No such");
	check_core(TOOL_GDB, CORES "wide", gone, "cannot be read (No such file or directory)");
	check_core(TOOL_GDB, CORES "wide", folder, "cannot be read (Is a directory)");
	check_core(
	    TOOL_GDB, CORES "wide", script, "is not a program: name the right one with --exe");
	check_core(
	    TOOL_GDB, CORES "wide", "/proc/self/exe", "not a core of this /proc/self/exe but of");
	check_core(TOOL_GDB, CORES "header-only", NULL, "not a core file");
	check_core(TOOL_GDB, CORES "cut", NULL, "does not tell its executable: name it with --exe");
	/* nothing shows which build it is */
	check_core(TOOL_GDB, CORES "no-files", "/proc/self/exe", NULL);
	/* pstack needs no program; a debugger may read core files that are no ELF files */
	check_core(TOOL_PSTACK, CORES "wide", NULL, NULL);
	check_core(TOOL_GDB, script, "/proc/self/exe", NULL);
	check_core(TOOL_GDB, script, NULL, "not a core file");
	check_core(TOOL_GDB, gone, NULL, "No such file or directory");
	check_core(TOOL_GDB, folder, NULL, "Is a directory");
	check_core(TOOL_GDB, "/dev/null", NULL, "is not a regular file");
	unlink(script);
}

/* Core files that are too large or compressed are not given to a debugger. */
static void
unusable(const char *folder)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/core.gz", folder);
	write_file(path, "\x1f\x8b\x08\0", 4);
	check_core(
	    TOOL_GDB, path, "/proc/self/exe", "is compressed: put it through `gzip -dc` first");
	CHECK(truncate(path, CORES_MAX + 1) == 0);
	check_core(TOOL_GDB, path, "/proc/self/exe",
	    "larger than --max-core: it has 1048577 bytes, not at most 1048576");
	unlink(path);
}

/* The debugger gets absolute paths, and the core file that is open, wherever its name leads now. */
static void
paths(void)
{
	char folder[PROC_PATH], name[PROC_PATH + 64];
	struct stat named, open;
	struct found found;

	CHECK(getcwd(folder, sizeof(folder)) != NULL);
	find(&found, TOOL_GDB, -1, CORES "no-files", "/proc/self/exe");
	if (CHECK(found.good)) {
		CHECK_TEXT(found.program.exe, BYTES("/proc/self/exe"));
		CHECK(found.program.doubtful && !found.program.foreign);
		CHECK(stat(CORES "no-files", &named) == 0 &&
		    stat(found.program.request.core, &open) == 0 && named.st_ino == open.st_ino);
		CHECK(found.program.core > 9); /* scripts use smaller numbers */
		CHECK(found.program.core_size == (uint64_t)named.st_size);
		CHECK(found.program.core_owner == (long long)named.st_uid);
	}
	give_back(&found);
	find(&found, TOOL_PSTACK, -1, CORES "wide", "./" CORES "wide");
	snprintf(name, sizeof(name), "%s/" CORES "wide", folder);
	CHECK_TEXT(found.program.exe, bytes_of(name));
	CHECK(!found.program.doubtful);
	give_back(&found);
}

/* The program of a process comes from the kernel; --exe has to name the same one. */
static void
processes(const char *folder)
{
	char exe[PROC_PATH], script[128], link[64];
	const long long own = (long long)getpid();
	struct found found;

	snprintf(link, sizeof(link), "/proc/%lld/exe", own);
	snprintf(script, sizeof(script), "%s/script", folder);
	write_file(script, "#!/bin/sh\n", 10);
	CHECK(proc_link("/proc/self/exe", exe, sizeof(exe)));
	find(&found, TOOL_GDB, own, NULL, NULL);
	CHECK(found.good && found.program.core == -1);
	CHECK_TEXT(found.program.exe, bytes_of(exe));
	CHECK_TEXT(bytes_of(found.program.request.exe), bytes_of(link));
	give_back(&found);
	find(&found, TOOL_GDB, own, NULL, exe);
	CHECK(found.good);
	CHECK_TEXT(bytes_of(found.program.request.exe), bytes_of(exe));
	give_back(&found);
	find(&found, TOOL_GDB, own, NULL, script);
	CHECK(!found.good &&
	    strstr(found.refusal.reason, "is not a program: leave --exe out") != NULL);
	give_back(&found);
	unlink(script);
	find(&found, TOOL_GDB, own, NULL, "/bin/sh");
	CHECK(!found.good &&
	    strcmp(found.refusal.reason, "does not run this /bin/sh: leave --exe out") == 0);
	give_back(&found);
}

int
main(void)
{
	char folder[] = "/tmp/program_test.XXXXXX";

	CHECK(mkdtemp(folder) != NULL);
	cores(folder);
	unusable(folder);
	paths();
	processes(folder);
	CHECK(rmdir(folder) == 0);
	return check_end();
}
