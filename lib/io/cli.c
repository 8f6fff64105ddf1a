#define _GNU_SOURCE /* F_SETPIPE_SZ */
#include "io/cli.h"

#include "base/memory.h"
#include "base/nearest.h"
#include "base/shown.h"
#include "io/argument.h"
#include "io/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	HELP_COLUMN = 26,
	OUTPUT_BLOCK = 64 * 1024,
	PIPE_SIZE = 256 * 1024,
	REASON_ROOM = 4096,
	/* where a subject ends in the line at the latest: no path is longer, even if all of it is escaped */
	SUBJECT_END = 17 * 1024,
	LINE_ROOM = 2 * SUBJECT_END,
};

#define DOTS "..."

static const char *program = "stacktraces";
static int status;

/* Appends text, made safe to show, up to the place `end` in the line. What does not fit is cut; dots show that. */
static void
append_cut(struct buffer *line, struct bytes text, size_t end)
{
	size_t fitting = shown_fitting(text, end - line->len);

	shown_append(line, bytes_first(text, fitting));
	if (fitting < text.len)
		buffer_append(line, BYTES(DOTS));
}

/* Takes no memory: it may report that there is none. Writes in one piece: lines of several programs do not mix. */
static void
complain(const char *subject, long long line, const char *format, va_list arguments)
{
	static char room[LINE_ROOM];
	struct buffer message = BUFFER_OVER(room);
	char reason[REASON_ROOM];
	int length = vsnprintf(reason, sizeof(reason), format, arguments);

	if (length >= REASON_ROOM)
		memcpy(reason + sizeof(reason) - sizeof(DOTS), DOTS, sizeof(DOTS));
	buffer_append(&message, bytes_of(program));
	buffer_append(&message, BYTES(": "));
	if (subject != NULL) {
		append_cut(&message, bytes_of(subject), SUBJECT_END);
		if (line > 0) {
			buffer_byte(&message, ':');
			buffer_number(&message, line);
		}
		buffer_append(&message, BYTES(": "));
	}
	append_cut(&message, bytes_of(reason), LINE_ROOM - sizeof(DOTS "\n"));
	buffer_byte(&message, '\n');
	fflush(stdout); /* if both go to the same place, earlier output comes first */
	fwrite(message.at, 1, message.len, stderr);
}

void
cli_say(int exit_status, const char *subject, long long line, const char *format, ...)
{
	/* if only a part was read, it is not known whether a check holds */
	static const int badness[] = { 0, 2, 3, 1 };
	va_list arguments;

	if (badness[status] < badness[exit_status])
		status = exit_status;
	va_start(arguments, format);
	complain(subject, line, format, arguments);
	va_end(arguments);
}

const char *
cli_file_name(const char *file)
{
	return file == NULL ? "standard input" : file;
}

int
cli_status(void)
{
	return status;
}

/* If memory was refused, and nobody has reported what is lost by that, reports that something may be. */
static void
check_memory(void)
{
	if (memory_refused())
		cli_unusable(NULL, "out of memory: some of the output may be missing");
	memory_told();
}

static bool
check_output(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	cli_failure("standard output", "%s", strerror(errno == 0 ? EIO : errno));
	return false;
}

void
cli_flush(void)
{
	check_memory();
	if (!check_output())
		exit(status);
}

int
cli_end(void)
{
	check_memory();
	(void)check_output();
	/* NFS and quotas report a full disk only here. */
	if (status != 2 && fclose(stdout) != 0)
		cli_failure("standard output", "%s", strerror(errno));
	interrupt_die();
	return status;
}

/* Opens /dev/null for closed descriptors, the wrong way round: using them fails, and no file takes their place. */
static void
take_standard_descriptors(void)
{
	static const int modes[] = { O_WRONLY, O_RDONLY, O_WRONLY };

	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) == -1 && errno == EBADF &&
		    open("/dev/null", modes[fd]) != fd)
			exit(2);
}

static void
print_option(const struct cli_option *option)
{
	const char *help = option->help;
	int width = option->letter == 0 ? printf("      --%s", option->name)
					: printf("  -%c, --%s", option->letter, option->name);

	if (option->argument != NULL)
		width += printf(option->kind == CLI_OPTIONAL ? "[=%s]" : " %s", option->argument);
	if (width >= HELP_COLUMN) {
		putchar('\n');
		width = 0;
	}
	printf("%*s%s\n", HELP_COLUMN - width, "", help);
}

/* The options that all programs have; they follow a program's own. */
static const struct cli_option common[] = {
	{ .name = "help", .letter = 'h', .kind = CLI_HELP, .help = "show this and end" },
	{ .name = "version",
	    .letter = 'V',
	    .kind = CLI_VERSION,
	    .help = "show the version and end" },
	CLI_END,
};

/* The option after this one, or the first one after NULL. NULL: there are no more. */
static const struct cli_option *
next_option(const struct cli *cli, const struct cli_option *option)
{
	option = option == NULL ? cli->options : option + 1;
	if (option->name == NULL && option != &common[COUNT_OF(common) - 1])
		option = common;
	return option->name == NULL ? NULL : option;
}

static int
print_help(const struct cli *cli)
{
	const struct cli_option *option = NULL;

	printf("usage: %s [option ...]%s%s\n%s\n\n", cli->program,
	    cli->operands[0] == '\0' ? "" : " ", cli->operands, cli->about);
	while ((option = next_option(cli, option)) != NULL)
		print_option(option);
	return cli_end();
}

#define usage_error(...) cli_usage(NULL, __VA_ARGS__)

static _Noreturn void
end_usage(void)
{
	fprintf(stderr, "try: %s --help\n", program);
	exit(2);
}

void
cli_usage(const char *subject, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	complain(subject, 0, format, arguments);
	va_end(arguments);
	end_usage();
}

void
cli_not_one_of(const char *subject, struct bytes word, struct bytes list)
{
	struct bytes meant = nearest_in(list, word);

	cli_usage(subject, "%.*s: not one of %.*s%s%.*s%s", (int)word.len,
	    word.len == 0 ? "" : word.at, (int)list.len, list.at,
	    meant.len > 0 ? "; did you mean " : "", (int)meant.len, meant.len > 0 ? meant.at : "",
	    meant.len > 0 ? "?" : "");
}

/* The option of that letter. */
static const struct cli_option *
find_letter(const struct cli *cli, char letter)
{
	const struct cli_option *option = NULL;

	while ((option = next_option(cli, option)) != NULL && option->letter != letter)
		;
	return option;
}

/* The option of that name, or else the first one whose name begins so; *other is another one whose name does. */
static const struct cli_option *
find_name(const struct cli *cli, struct bytes name, const struct cli_option **other)
{
	const struct cli_option *option = NULL, *found = NULL;

	*other = NULL;
	while ((option = next_option(cli, option)) != NULL) {
		struct bytes whole = bytes_of(option->name);

		if (bytes_equal(whole, name)) {
			*other = NULL;
			return option;
		}
		if (name.len == 0 || !bytes_start(whole, name))
			continue;
		*(found == NULL ? &found : other) = option;
	}
	return found;
}

/* `word` is the option as it was given, `name` what its name would be. */
static _Noreturn void
unknown_option(const struct cli *cli, const char *word, struct bytes name)
{
	const struct cli_option *option = NULL, *meant = NULL;
	int best = NEAREST_FAR;

	while ((option = next_option(cli, option)) != NULL) {
		int distance = nearest_distance(name, bytes_of(option->name));

		if (distance >= best)
			continue;
		best = distance;
		meant = option;
	}
	usage_error("%s: unknown option%s%s%s", word, meant == NULL ? "" : "; did you mean --",
	    meant == NULL ? "" : meant->name, meant == NULL ? "" : "?");
}

void
cli_free_texts(struct cli_texts *texts)
{
	free(texts->list);
	*texts = (struct cli_texts){ .count = 0 };
}

static void
set_option(const struct cli *cli, const struct cli_option *option, const char *text)
{
	if (option->kind == CLI_HELP)
		exit(print_help(cli));
	if (option->kind == CLI_VERSION) {
		printf("%s %s\n", cli->program, ST_VERSION);
		if (cli->knows != NULL)
			puts(cli->knows);
		exit(cli_end());
	}
	argument_set(option, text);
}

/* This and parse_letters() give how many words of the command line they took. */
static int
parse_long(const struct cli *cli, char *words[])
{
	const char *text = words[0] + 2, *equals = strchr(text, '=');
	struct bytes name = { text, equals == NULL ? strlen(text) : (size_t)(equals - text) };
	const struct cli_option *other, *option = find_name(cli, name, &other);

	if (option == NULL)
		unknown_option(cli, words[0], name);
	if (other != NULL)
		usage_error("%s: --%s or --%s?", words[0], option->name, other->name);
	if (option->argument == NULL && equals != NULL)
		usage_error("--%s: takes no argument", option->name);
	if (option->argument == NULL || option->kind == CLI_OPTIONAL || equals != NULL) {
		set_option(cli, option, equals == NULL ? NULL : equals + 1);
		return 1;
	}
	if (words[1] == NULL)
		usage_error("--%s: wants %s", option->name, option->argument);
	set_option(cli, option, words[1]);
	return 2;
}

static _Noreturn void
unknown_letter(const struct cli *cli, const char *word, char letter)
{
	const struct cli_option *other;

	/* a long name with only one dash */
	if (word[2] != '\0' && find_name(cli, bytes_of(word + 1), &other) != NULL)
		unknown_option(cli, word, bytes_of(word + 1));
	usage_error("-%c: unknown option", letter);
}

static int
parse_letters(const struct cli *cli, char *words[])
{
	for (const char *letter = words[0] + 1; *letter != '\0'; letter++) {
		const struct cli_option *option = find_letter(cli, *letter);

		if (option == NULL)
			unknown_letter(cli, words[0], *letter);
		if (option->argument == NULL) {
			set_option(cli, option, NULL);
			continue;
		}
		if (letter[1] == '\0' && words[1] == NULL)
			usage_error("-%c: wants %s", *letter, option->argument);
		set_option(cli, option, letter[1] != '\0' ? letter + 1 : words[1]);
		return letter[1] != '\0' ? 1 : 2;
	}
	return 1;
}

/*
 * Linux gives a pipe 64 KiB, which is less than a stage writes at once: it would wait for the next stage each time.
 * With more st-parse-pylog and st-annotate take .76 of the time on a dense log. What is no pipe stays as it is.
 */
static void
enlarge_pipe(void)
{
#ifdef F_SETPIPE_SZ
	int size = fcntl(STDOUT_FILENO, F_GETPIPE_SZ);

	if (size > 0 && size < PIPE_SIZE)
		(void)fcntl(STDOUT_FILENO, F_SETPIPE_SZ, PIPE_SIZE);
#endif
}

char **
cli_parse(const struct cli *cli, int argc, char *argv[])
{
	static char output[OUTPUT_BLOCK];
	int operands = 0;

	take_standard_descriptors();
	enlarge_pipe();
	setvbuf(stdout, output, _IOFBF, sizeof(output));
	program = cli->program;
	for (int i = 1; i < argc;) {
		if (strcmp(argv[i], "--") == 0) {
			while (++i < argc)
				argv[operands++] = argv[i];
		} else if (argv[i][0] == '-' && argv[i][1] == '-') {
			i += parse_long(cli, argv + i);
		} else if (argv[i][0] == '-' && argv[i][1] != '\0') {
			i += parse_letters(cli, argv + i);
		} else {
			argv[operands++] = argv[i++];
		}
	}
	argv[operands] = NULL;
	return argv;
}
