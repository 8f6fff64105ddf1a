#include "io/cli.h"

#include "base/memory.h"
#include "child.h"

#include <fcntl.h>
#include <stdlib.h>

/* Makes AddressSanitizer's malloc() return NULL, too. */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

static bool loud;
static const char *name = "", *optional = "none";
static long long total;
static struct cli_texts words;

static const struct cli_option options[] = {
	{ .name = "verbose", .letter = 'v', .kind = CLI_FLAG, .value = &loud, .help = "say more" },
	{ .name = "name",
	    .letter = 'n',
	    .kind = CLI_TEXT,
	    .value = &name,
	    .argument = "NAME",
	    .help = "what it is called" },
	{ .name = "to",
	    .kind = CLI_TEXTS,
	    .value = &words,
	    .argument = "PLACE",
	    .help = "where to" },
	{ .name = "total",
	    .kind = CLI_NUMBER,
	    .value = &total,
	    .argument = "NUMBER-OF-THINGS",
	    .help = "how many",
	    .low = 1,
	    .high = 9 },
	{ .name = "mark",
	    .letter = 'm',
	    .kind = CLI_OPTIONAL,
	    .value = &optional,
	    .argument = "MARK",
	    .help = "mark them" },
	CLI_END,
};

static const struct cli cli = { "oven", "[file ...]", "Bakes what it gets.", options,
	"knows bread" };

/* Reads a command line, and writes the result. */
static int
parse(void *of)
{
	char line[256], *argv[16] = { line };
	int argc = 1;

	snprintf(line, sizeof(line), "oven %s", (const char *)of);
	for (char *at = line; (at = strchr(at, ' ')) != NULL && argc < 15;) {
		*at++ = '\0';
		argv[argc++] = at;
	}
	argv[argc] = NULL;
	for (char **operand = cli_parse(&cli, argc, argv); *operand != NULL; operand++)
		printf("[%s]", *operand);
	printf(" %d %s %lld %s", loud, name, total, optional);
	for (size_t i = 0; i < words.count; i++)
		printf(" %s", words.list[i]);
	cli_free_texts(&words);
	return cli_end();
}

static void
check_line(const char *line, const char *wanted)
{
	char text[256];

	snprintf(text, sizeof(text), "%s", line);
	child_check(parse, text, wanted, "", 0);
}

static void
check_wrong(const char *line, const char *reason)
{
	char text[256], wanted[512];

	snprintf(text, sizeof(text), "%s", line);
	snprintf(wanted, sizeof(wanted), "oven: %s\ntry: oven --help\n", reason);
	child_check(parse, text, "", wanted, 2);
}

static void
lines(void)
{
	check_line("a b", "[a][b] 0  0 none");
	check_line("a -v b", "[a][b] 1  0 none");
	check_line("--verbose - -- -v --", "[-][-v][--] 1  0 none");
	check_line("-n x", " 0 x 0 none");
	check_line("-nx a", "[a] 0 x 0 none");
	check_line("-vnx --name=y", " 1 y 0 none");
	check_line("-vn x a", "[a] 1 x 0 none");
	check_line("--name -v", " 0 -v 0 none");
	check_line("--name=", " 0  0 none");
	/* shortened as long as it is unambiguous, which a whole name always is */
	check_line("--verb --na x --tot 3", " 1 x 3 none");
	check_line("--to a --to=b", " 0  0 none a b");
	/* its argument has to follow `=` */
	check_line("--mark a", "[a] 0  0 ");
	check_line("--mark=a", " 0  0 a");

	check_wrong("--ver", "--ver: --verbose or --version?");
	check_wrong("--verbose=x", "--verbose: takes no argument");
	check_wrong("--name", "--name: wants NAME");
	check_wrong("-n", "-n: wants NAME");
	check_wrong("--total=0", "--total: 0: not from 1 to 9");
	check_wrong("--nmae=x", "--nmae=x: unknown option; did you mean --name?");
	check_wrong("--zzzzzz", "--zzzzzz: unknown option");
	check_wrong("-z", "-z: unknown option");
	check_wrong("-total", "-total: unknown option; did you mean --total?");
	check_wrong("-vz", "-z: unknown option");
}

static void
about(void)
{
	check_line("--version", "oven " ST_VERSION "\nknows bread\n");
	check_line("a -hV",
	    "usage: oven [option ...] [file ...]\n"
	    "Bakes what it gets.\n"
	    "\n"
	    "  -v, --verbose           say more\n"
	    "  -n, --name NAME         what it is called\n"
	    "      --to PLACE          where to\n"
	    "      --total NUMBER-OF-THINGS\n"
	    "                          how many\n"
	    "  -m, --mark[=MARK]       mark them\n"
	    "  -h, --help              show this and end\n"
	    "  -V, --version           show the version and end\n");
}

/* Runs main() of a program called without arguments. */
static void
begin(void)
{
	char program[] = "oven", *argv[] = { program, NULL };

	cli_parse(&cli, 1, argv);
}

static int
say(void *of)
{
	begin();
	for (const char *status = of; *status != '\0'; status++)
		cli_say(*status - '0', NULL, 0, "x");
	return cli_end();
}

/* The worst status counts: wrong usage, then unusable input, then a failed check. */
static void
statuses(void)
{
	static const struct {
		const char *said;
		int status;
	} rows[] = { { "", 0 }, { "0", 0 }, { "3", 3 }, { "03", 3 }, { "30", 3 }, { "1", 1 },
		{ "13", 1 }, { "31", 1 }, { "12", 2 }, { "21", 2 }, { "23", 2 }, { "132", 2 } };
	static struct child child;
	char said[8];

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		snprintf(said, sizeof(said), "%s", rows[i].said);
		child_run(&child, say, said);
		if (!CHECK(child.status == rows[i].status))
			printf("   %s: %d\n", said, child.status);
	}
}

static int
complain(void *of)
{
	begin();
	puts("before");
	cli_note("a\033b", "it is %d", 7);
	cli_note_line(NULL, 3, "a\nb");
	cli_unusable_line("a.log", 0, "%s", "");
	cli_note(NULL, "none");
	return cli_end() + (of != NULL);
}

static int
complain_long(void *of)
{
	static char subject[20000], reason[5000];

	begin();
	memset(subject, 's', sizeof(subject) - 1);
	memset(reason, 'r', sizeof(reason) - 1);
	cli_note(subject, "%s", reason);
	return of == NULL;
}

static void
messages(void)
{
	static struct child child;

	child_check(complain, NULL, "before\n",
	    "oven: a\\x1bb: it is 7\noven: standard input:3: a\\x0ab\noven: a.log: \noven: none\n",
	    1);
	/* long subjects and reasons are cut, with dots */
	child_run(&child, complain_long, &child);
	CHECK(bytes_start(bytes_of(child.err), BYTES("oven: sssss")));
	CHECK(strstr(child.err, "sss...: rrr") != NULL);
	CHECK(bytes_end(bytes_of(child.err), BYTES("rrr...\n")));
	CHECK(strlen(child.err) < 34816); /* one write(2) to a pipe of 64 KiB */
}

static int
choose(void *of)
{
	begin();
	cli_not_one_of("--by", bytes_of(of), BYTES("colour, size"));
}

static void
choices(void)
{
	char near[] = "clour", far[] = "z";

	child_check(choose, near, "",
	    "oven: --by: clour: not one of colour, size; did you mean colour?\ntry: oven --help\n",
	    2);
	child_check(
	    choose, far, "", "oven: --by: z: not one of colour, size\ntry: oven --help\n", 2);
}

static int
write_full(void *of)
{
	int full = open("/dev/full", O_WRONLY);

	begin();
	dup2(full, STDOUT_FILENO);
	puts("lost");
	if (of != NULL)
		cli_flush(); /* ends the program */
	return of != NULL ? 7 : cli_end();
}

static int
lose_memory(void *of)
{
	volatile size_t much = (size_t)-1 / 4;

	begin();
	free(memory_take(much));
	if (of != NULL)
		memory_told();
	return cli_end();
}

/* If standard input is closed, the next file that is opened is not taken for it. */
static int
open_file(void *of)
{
	close(STDIN_FILENO);
	begin();
	printf("%d", open("/dev/null", O_RDONLY) > STDERR_FILENO && read(0, of, 1) == -1);
	return cli_end();
}

static void
ends(void)
{
	static const char full[] = "oven: standard output: No space left on device\n";
	static struct child child;
	char byte;

	child_check(write_full, NULL, "", full, 2);
	child_check(write_full, &byte, "", full, 2);
	/* AddressSanitizer has something to say of its own */
	child_run(&child, lose_memory, NULL);
	CHECK(bytes_end(bytes_of(child.err),
		  BYTES("oven: out of memory: some of the output may be missing\n")) &&
	    child.status == 1);
	child_run(&child, lose_memory, &byte);
	CHECK(strstr(child.err, "oven") == NULL && child.status == 0);
	child_check(open_file, &byte, "1", "", 0);
}

int
main(void)
{
	lines();
	about();
	statuses();
	messages();
	choices();
	ends();
	CHECK_TEXT(bytes_of(cli_file_name(NULL)), BYTES("standard input"));
	CHECK_TEXT(bytes_of(cli_file_name("a")), BYTES("a"));
	return check_end();
}
