#include "check.h"
#include "collect/system.h"
#include "collect/targets.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* Checks which process numbers a text adds, in order; NULL: it is refused. */
static void
check_pids(const char *text, const char *wanted)
{
	struct targets targets = { .count = 0 };
	char got[256] = "";

	if (!CHECK(targets_add_pids(&targets, text) == (wanted != NULL)))
		printf("   `%s`\n", text);
	for (size_t i = 0; i < targets.count && wanted != NULL; i++) {
		size_t length = strlen(got);

		snprintf(got + length, sizeof(got) - length, "%s%s", i > 0 ? " " : "",
		    targets_name(&targets.list[i]));
		CHECK(!targets.list[i].found);
	}
	if (wanted != NULL)
		CHECK_TEXT(bytes_of(got), bytes_of(wanted));
	CHECK(targets.error == 0);
	targets_free(&targets);
}

static void
pids(void)
{
	check_pids("812", "812");
	check_pids("812 813\n", "812 813"); /* pidof(1) */
	check_pids("812,813, 814", "812 813 814");
	check_pids(" 812\t813 ", "812 813");
	check_pids("813 812 813", "813 812");
	check_pids("", NULL);
	check_pids(" ,", NULL);
	check_pids("0", NULL);
	check_pids("-1", NULL);
	check_pids("httpd", NULL);
	check_pids("812x", NULL);
	check_pids("812 0x1f", NULL);
}

static void
cores(void)
{
	struct targets targets = { .count = 0 };

	targets_add_core(&targets, "core");
	targets_add_core(&targets, "core.812");
	targets_add_core(&targets, "core");
	CHECK(targets.count == 3 && targets.list[1].pid < 0);
	CHECK_TEXT(bytes_of(targets_name(&targets.list[1])), BYTES("core.812"));
	targets_free(&targets);
}

static bool
has(const struct targets *targets, long long pid)
{
	for (size_t i = 0; i < targets->count; i++)
		if (targets->list[i].pid == pid)
			return true;
	return false;
}

/* A child that starts a child itself, writes its number, and waits. */
static pid_t
start_family(const char *name, pid_t *grandchild)
{
	int ends[2];
	pid_t child = pipe(ends) == -1 ? -1 : fork();

	if (child == 0) {
		pid_t own;

		setpgid(0, 0);
		system_set_name(name);
		own = fork();
		if (own > 0)
			(void)!write(ends[1], &own, sizeof(own));
		for (;;)
			pause();
	}
	close(ends[1]);
	CHECK(system_receive(ends[0], grandchild, sizeof(*grandchild)));
	close(ends[0]);
	return child;
}

/* Finds processes by name, but not by a part of it, and not the caller; and their children. */
static void
family(void)
{
	struct targets named = { .count = 0 }, followed = { .count = 0 };
	pid_t grandchild = 0, child;
	char name[16], number[32];

	snprintf(name, sizeof(name), "st-%ld", (long)getpid());
	snprintf(number, sizeof(number), "%ld", (long)getpid());
	system_set_name(name);
	child = start_family(name, &grandchild);

	CHECK(targets_add_named(&named, name) == 2 && named.count == 2);
	CHECK(has(&named, child) && has(&named, grandchild) && named.list[0].found);
	CHECK(targets_add_named(&named, name) == 2 && named.count == 2);
	name[strlen(name) - 1] = '\0';
	CHECK(targets_add_named(&named, name) == 0 && named.error == 0);
	/* by the executable, which children share */
	CHECK(targets_add_named(&named, "targets_test") >= 2);
	CHECK(!has(&named, getpid()));

	CHECK(targets_add_pids(&followed, number));
	targets_follow(&followed);
	CHECK(followed.count == 3 && has(&followed, child) && has(&followed, grandchild));
	CHECK(!followed.list[0].found && followed.list[1].found && followed.error == 0);

	/* a zombie is no target */
	kill(-child, SIGKILL);
	waitid(P_PID, (id_t)child, &(siginfo_t){ .si_pid = 0 }, WEXITED | WNOWAIT);
	targets_free(&followed);
	followed = (struct targets){ .count = 0 };
	CHECK(targets_add_pids(&followed, number));
	targets_follow(&followed);
	CHECK(!has(&followed, child));
	waitpid(child, NULL, 0);
	targets_free(&named);
	targets_free(&followed);
}

int
main(void)
{
	pids();
	cores();
	family();
	return check_end();
}
