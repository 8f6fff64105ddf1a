#include "rules/packs.h"

#include "check.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char prefix[] = "/tmp/packs-test.XXXXXX";
static char path[4096];

static const char *
within(const char *name)
{
	snprintf(path, sizeof(path), "%s/%s", prefix, name);
	return path;
}

static void
write_file(const char *name, const char *text, size_t length, mode_t mode)
{
	FILE *file = fopen(within(name), "w");

	if (!CHECK(file != NULL))
		exit(1);
	CHECK(fwrite(text, 1, length, file) == length);
	fclose(file);
	CHECK(chmod(path, mode) == 0);
}

/* A copy of this program, which stands where st-annotate would. */
static void
install(void)
{
	FILE *self = fopen("/proc/self/exe", "r");
	struct buffer program = { .at = NULL };
	char piece[4096];

	if (!CHECK(self != NULL))
		exit(1);
	for (size_t n; (n = fread(piece, 1, sizeof(piece), self)) > 0;)
		buffer_append(&program, (struct bytes){ piece, n });
	fclose(self);
	CHECK(mkdir(within("bin"), 0700) == 0);
	write_file("bin/program", program.at, program.len, 0700);
	buffer_free(&program);
}

/* The status of the copy, run with these words on the packs that it has to find. */
static int
run(const char *packs)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		execl(within("bin/program"), "program", prefix, packs, (char *)NULL);
		_exit(127);
	}
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* What the copy does: 0 if it finds these packs, each with a blank behind it; 2 if there is no folder. */
static int
find(const char *where, const char *wanted)
{
	struct packs packs;
	struct buffer names = { .at = NULL };
	bool good = packs_open(&packs);
	int error = errno;
	char file[4096];

	for (int i = 0; i < packs.count; i++) {
		struct bytes name = packs_name(&packs, i);

		buffer_append(&names, name);
		buffer_byte(&names, ' ');
		snprintf(file, sizeof(file), "%s/share/stacktraces/packs/%.*s.json", where,
		    (int)name.len, name.at);
		good = good && strcmp(packs_path(&packs, i), file) == 0;
	}
	good = good && bytes_equal(buffer_bytes(&names), bytes_of(wanted));
	buffer_free(&names);
	packs_close(&packs);
	return packs.count < 0 && error == ENOENT ? 2 : !good;
}

int
main(int argc, char *argv[])
{
	static const char *const files[] = { "b.json", "a.json", "a.b.json", ".hidden.json",
		"README", "json", ".json", "c.json~" };
	char name[100];

	if (argc == 3)
		return find(argv[1], argv[2]);
	if (!CHECK(mkdtemp(prefix) != NULL))
		return check_end();
	install();
	/* beside the program, whatever the prefix that it was built for */
	CHECK(run("") == 2);
	CHECK(mkdir(within("share"), 0700) == 0 && mkdir(within("share/stacktraces"), 0700) == 0 &&
	    mkdir(within("share/stacktraces/packs"), 0700) == 0);
	CHECK(run("") == 0);
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		snprintf(name, sizeof(name), "share/stacktraces/packs/%s", files[i]);
		write_file(name, "{}", 2, 0600);
	}
	/* by their bytes, since a pack that comes first is tried first */
	CHECK(run("a.b a b ") == 0);
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		snprintf(name, sizeof(name), "share/stacktraces/packs/%s", files[i]);
		CHECK(unlink(within(name)) == 0);
	}
	CHECK(unlink(within("bin/program")) == 0 && rmdir(within("bin")) == 0);
	CHECK(rmdir(within("share/stacktraces/packs")) == 0 &&
	    rmdir(within("share/stacktraces")) == 0 && rmdir(within("share")) == 0 &&
	    rmdir(prefix) == 0);
	return check_end();
}
