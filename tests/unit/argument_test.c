#include "io/argument.h"

#include "check.h"

#include <limits.h>
#include <sys/wait.h>
#include <unistd.h>

/* True if this argument ends the program with status 2. */
static bool
is_refused(const struct cli_option *option, const char *text)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		close(STDERR_FILENO);
		argument_set(option, text);
		_exit(0);
	}
	CHECK(child > 0 && waitpid(child, &status, 0) == child);
	return WIFEXITED(status) && WEXITSTATUS(status) == 2;
}

static void
test_numbers(void)
{
	long long value = 0;
	struct cli_option option = {
		.name = "n", .kind = CLI_NUMBER, .value = &value, .low = -1, .high = LLONG_MAX
	};

	argument_set(&option, "42");
	CHECK(value == 42);
	argument_set(&option, "-1");
	CHECK(value == -1);
	argument_set(&option, "99999999999999999999");
	CHECK(value == LLONG_MAX);
	CHECK(is_refused(&option, "-2") && is_refused(&option, "") && is_refused(&option, "4x"));
	CHECK(is_refused(&option, "4K"));
	option.kind = CLI_SIZE;
	option.high = 1LL << 40;
	argument_set(&option, "64K");
	CHECK(value == 65536);
	argument_set(&option, "1G");
	CHECK(value == 1073741824);
	CHECK(is_refused(&option, "1T") && is_refused(&option, "2000G"));
}

static void
test_seconds(void)
{
	long long value = 0;
	struct cli_option option = {
		.name = "s", .kind = CLI_SECONDS, .value = &value, .low = 100, .high = 60000
	};

	argument_set(&option, "5");
	CHECK(value == 5000);
	argument_set(&option, "0.25");
	CHECK(value == 250);
	argument_set(&option, ".1");
	CHECK(value == 100);
	argument_set(&option, "60.0");
	CHECK(value == 60000);
	CHECK(
	    is_refused(&option, "0.05") && is_refused(&option, "61") && is_refused(&option, "1."));
	CHECK(is_refused(&option, "1.2345") && is_refused(&option, "1,5") &&
	    is_refused(&option, "."));
}

static void
test_words(void)
{
	static const char *const choices[] = { "auto", "always", "never", NULL };
	struct cli_texts texts = { .count = 0 };
	const char *text = NULL;
	bool flag = false;
	int chosen = 0;
	struct cli_option choice = {
		.name = "c", .kind = CLI_CHOICE, .value = &chosen, .choices = choices
	};

	argument_set(&choice, "never");
	CHECK(chosen == 2);
	CHECK(is_refused(&choice, "nevr"));
	argument_set(&(struct cli_option){ .kind = CLI_FLAG, .value = &flag }, NULL);
	CHECK(flag);
	argument_set(&(struct cli_option){ .kind = CLI_OPTIONAL, .value = &text }, NULL);
	CHECK(text != NULL && text[0] == '\0');
	argument_set(&(struct cli_option){ .kind = CLI_TEXTS, .value = &texts }, "a");
	argument_set(&(struct cli_option){ .kind = CLI_TEXTS, .value = &texts }, "b");
	CHECK(
	    texts.count == 2 && strcmp(texts.list[0], "a") == 0 && strcmp(texts.list[1], "b") == 0);
	cli_free_texts(&texts);
}

int
main(void)
{
	test_numbers();
	test_seconds();
	test_words();
	return check_end();
}
