/*
 * What all commands have in common: options from one table (which serves parsing and --help, and tests compare
 * manuals and completions with it), diagnostics, exit status.
 */
#ifndef ST_IO_CLI_H
#define ST_IO_CLI_H

#include "base/bytes.h"

#include <stddef.h>

enum cli_kind {
	CLI_FLAG,     /* bool: set where the option is given */
	CLI_TEXT,     /* const char *: the last one given counts */
	CLI_TEXTS,    /* struct cli_texts: each one given counts */
	CLI_OPTIONAL, /* const char *: what stands behind `=`; empty where the option has no `=` */
	CLI_NUMBER,   /* long long, from low to high */
	CLI_SIZE,     /* the same in bytes; K, M and G behind the number are powers of 1024 */
	CLI_SECONDS,  /* the same in milliseconds, low and high too; written in seconds: 5, 0.25 */
	CLI_CHOICE,   /* int: the place of the word given in choices */
	CLI_HELP,     /* every program has these two */
	CLI_VERSION,
};

struct cli_texts {
	const char **list; /* to be given back with cli_free_texts() */
	size_t count;
};

struct cli_option {
	const char *name; /* without the dashes; NULL ends the table */
	char letter;      /* 0: none */
	enum cli_kind kind;
	void *value;                /* of the type that `kind` says; holds the default at first */
	const char *argument;       /* what --help calls the argument; NULL for a flag */
	const char *help;           /* one line */
	long long low, high;        /* CLI_NUMBER, CLI_SIZE, CLI_SECONDS */
	const char *const *choices; /* CLI_CHOICE; NULL ends the list */
};

#define CLI_END \
	{ \
		.name = NULL \
	}

/* Options by their kind: what they are called, where their value goes, the argument's name, the line of help. */
#define CLI_SWITCH(option, flag, words) \
	{ \
		.name = (option), .kind = CLI_FLAG, .value = (flag), .help = (words) \
	}
#define CLI_WORD(option, text, what, words) \
	{ \
		.name = (option), .kind = CLI_TEXT, .value = (text), .argument = (what), \
		.help = (words) \
	}
#define CLI_WORDS(option, texts, what, words) \
	{ \
		.name = (option), .kind = CLI_TEXTS, .value = (texts), .argument = (what), \
		.help = (words) \
	}
#define CLI_ONE_OF(option, place, what, words, list) \
	{ \
		.name = (option), .kind = CLI_CHOICE, .value = (place), .argument = (what), \
		.help = (words), .choices = (list) \
	}
#define CLI_COUNT(option, number, what, words, least, most) \
	{ \
		.name = (option), .kind = CLI_NUMBER, .value = (number), .argument = (what), \
		.help = (words), .low = (least), .high = (most) \
	}

/* Options that several commands have. */
#define CLI_LINE_MAX(number) \
	{ \
		.name = "max-line", .kind = CLI_SIZE, .value = (number), .argument = "SIZE", \
		.help = "longest line of text (16M)", .low = 80, .high = 1LL << 40 \
	}
#define CLI_RECORD_MAX(number, standard) \
	{ \
		.name = "max-record", .kind = CLI_SIZE, .value = (number), .argument = "SIZE", \
		.help = "largest record (" standard ")", .low = 80, .high = 1LL << 40 \
	}
#define CLI_PROGRESS(flag) \
	{ \
		.name = "progress", .kind = CLI_FLAG, .value = (flag), \
		.help = "show how far it is, on a terminal" \
	}

struct cli {
	const char *program;
	const char *operands; /* as the usage line shows them */
	const char *about;    /* one line */
	const struct cli_option *options;
	const char *knows; /* what this version knows: a further line of --version; NULL: none */
};

/*
 * Reads the command line and gives the operands, ended by NULL. Ends the program on --help and
 * --version (status 0) and on wrong usage (status 2). The name of an option may be shortened as long
 * as it is unambiguous. main() calls this first: if one of the file descriptors 0 to 2 is closed, it is
 * opened here, so that no other file gets its number.
 */
char **cli_parse(const struct cli *cli, int argc, char *argv[]);

void cli_free_texts(struct cli_texts *texts);

/* Wrong usage: prints what is wrong and how to get help, and ends the program with status 2. */
_Noreturn void cli_usage(const char *subject, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same for a word that is not in a list, `a, b, c`: if one in the list is near, asks whether that was meant. */
_Noreturn void cli_not_one_of(const char *subject, struct bytes word, struct bytes list);

/*
 * Diagnostics on standard error, `program: subject: reason`, shown as base/shown.h has it. A NULL
 * subject is left out.
 */

/* A note, which changes no exit status. */
#define cli_note(subject, ...) cli_say(0, (subject), 0, __VA_ARGS__)
/* The same for a line of a file, as the others below; line 0 is the file as a whole, a NULL file standard input. */
#define cli_note_line(file, line, ...) cli_say(0, cli_file_name(file), (line), __VA_ARGS__)
/* Some input was unusable; the exit status is 1 at least. */
#define cli_unusable(subject, ...) cli_say(1, (subject), 0, __VA_ARGS__)
#define cli_unusable_line(file, line, ...) cli_say(1, cli_file_name(file), (line), __VA_ARGS__)
/* A check that was asked for does not hold; the exit status is 3, unless it is 1 or 2 for another reason. */
#define cli_unmet(subject, ...) cli_say(3, (subject), 0, __VA_ARGS__)
/* Usage or environment; the exit status will be 2. */
#define cli_failure(subject, ...) cli_say(2, (subject), 0, __VA_ARGS__)
#define cli_failure_line(file, line, ...) cli_say(2, cli_file_name(file), (line), __VA_ARGS__)

/* Prints a diagnostic, and sets the exit status unless that is worse already: 2 is worst, then 1, 3, 0. */
void cli_say(int exit_status, const char *subject, long long line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* What a file is called in diagnostics; NULL is standard input. */
const char *cli_file_name(const char *file);

/* The exit status so far. */
int cli_status(void);

/* Flushes standard output; where that fails, ends the program as cli_end() would. */
void cli_flush(void);

/* Flushes and checks standard output and gives the exit status: the last thing that main() does. */
int cli_end(void);

#endif
