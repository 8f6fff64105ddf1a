#define _XOPEN_SOURCE 700 /* posix_openpt */
#include "io/blocks.h"

#include "child.h"
#include "io/cli.h"

#include <fcntl.h>
#include <stdlib.h>

enum { SIZE = 1024 };

static char folder[] = "/tmp/blocks_test.XXXXXX";

/* The path of a file in the folder, valid during the next few calls. */
static char *
path_of(const char *name)
{
	static char paths[8][64];
	static int next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
	return path;
}

static void
write_file(const char *name, struct bytes text)
{
	FILE *file = fopen(path_of(name), "w");

	if (CHECK(file != NULL)) {
		CHECK(fwrite(text.at, 1, text.len, file) == text.len);
		fclose(file);
	}
}

/* Writes all that is read, each file after its name. */
static int
show(void *of)
{
	struct blocks *blocks = blocks_open(of);
	char block[SIZE];
	size_t got;

	while (blocks_next(blocks)) {
		printf("[%s]",
		    blocks_file(blocks) == NULL ? "" : strrchr(blocks_file(blocks), '/') + 1);
		while (blocks_read(blocks, block, sizeof(block), -1, &got) == BLOCKS_SOME)
			printf("%.*s", (int)got, block);
	}
	blocks_close(blocks);
	return cli_status();
}

/* Reads the first bytes of the first file alone. */
static int
show_first(void *of)
{
	struct blocks *blocks = blocks_open(of);
	char block[SIZE];
	size_t got;

	if (blocks_next(blocks) &&
	    blocks_read(blocks, block, sizeof(block), -1, &got) == BLOCKS_SOME)
		printf("%.1s", block);
	blocks_close(blocks);
	return cli_status();
}

static int
show_parts(void *of)
{
	struct blocks *blocks = blocks_open(of);
	char block[SIZE];
	size_t got;

	blocks_want_parts(blocks);
	while (blocks_next(blocks)) {
		printf("[%lld]", blocks_size(blocks));
		if (!blocks_seek(blocks, 0, 0) ||
		    blocks_read(blocks, block, sizeof(block), -1, &got) != BLOCKS_END)
			return 7;
		for (long long place = 0; place < 6; place += 2) {
			if (!blocks_seek(blocks, place, place + 3))
				return 7;
			while (blocks_read(blocks, block, sizeof(block), -1, &got) == BLOCKS_SOME)
				printf("%.*s,", (int)got, block);
		}
	}
	blocks_close(blocks);
	return cli_status();
}

/* Runs it with a pipe as standard input that has these bytes. */
static int
show_input(void *of)
{
	const struct bytes *text = of;
	char *none[] = { NULL };
	int ends[2];

	if (pipe(ends) == -1 || write(ends[1], text->at, text->len) != (ssize_t)text->len)
		return 7;
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	return show(none);
}

static void
check_input(struct bytes text, const char *wanted)
{
	child_check(show_input, &text, wanted, "", 0);
}

static void
files(void)
{
	char *empty = path_of("empty"), *gone = path_of("gone"), *one = path_of("one");
	char *list[] = { one, gone, empty, NULL }, *directory[] = { folder, NULL };
	char message[256], name[64];

	write_file("one", BYTES("a\nb"));
	write_file("empty", BYTES(""));
	snprintf(
	    message, sizeof(message), "stacktraces: %s/gone: No such file or directory\n", folder);
	child_check(show, list, "[one]a\nb[empty]", message, 2);
	snprintf(message, sizeof(message), "stacktraces: %s: Is a directory\n", folder);
	snprintf(name, sizeof(name), "[%s]", strrchr(folder, '/') + 1);
	child_check(show, directory, name, message, 2);
}

/* The same characters in each encoding: iconv -t UTF-16LE. */
static void
encodings(void)
{
	static const char plain[] = "[]a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\n";

	check_input(BYTES("a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\n"), plain);
	check_input(BYTES("\xff\xfe"
			  "a\0\xe4\0\xac\x20\x3d\xd8\x00\xde\n\0"),
	    plain);
	check_input(BYTES("\xfe\xff"
			  "\0a\0\xe4\x20\xac\xd8\x3d\xde\x00\0\n"),
	    plain);
	/* without a byte order mark, recognised by its NULs */
	check_input(BYTES("T\0r\0a\0c\0e\0b\0a\0c\0k\0 \0m\0o\0s\0t\0 \0r\0e\0c\0"),
	    "[]Traceback most rec");
	check_input(BYTES("\0T\0r\0a\0c\0e\0b\0a\0c\0k\0 \0m\0o\0s\0t\0 \0r\0e\0c"),
	    "[]Traceback most rec");
	/* half a character at the end; half a byte order mark; a text of one byte */
	check_input(BYTES("\xff\xfe"
			  "a\0b"),
	    "[]a\xef\xbf\xbd");
	check_input(BYTES("\xff"
			  "a"),
	    "[]\xff"
	    "a");
	check_input(BYTES("\xfe"), "[]\xfe");
	check_input(BYTES(""), "[]");
}

/* Files that gzip(1) compresses. */
static void
compressed(void)
{
	char *plain = path_of("plain.gz"), *broken = path_of("broken.gz");
	char *list[] = { plain, broken, NULL }, *parts[] = { plain, NULL }, command[256],
	     message[512];
	struct bytes magic = BYTES("\x1f\x8b\x08\0");
	static struct child child;

	snprintf(command, sizeof(command), "printf 'a\\nb\\n' | gzip -c >%s", plain);
	if (!CHECK(system(command) == 0))
		return;
	write_file("broken.gz", magic);
	child_run(&child, show, list);
	CHECK_TEXT(bytes_of(child.out), BYTES("[plain.gz]a\nb\n[broken.gz]"));
	snprintf(
	    message, sizeof(message), "stacktraces: %s: gzip could not read all of it\n", broken);
	CHECK(bytes_end(bytes_of(child.err), bytes_of(message)) && child.status == 1);

	child_check(show_input, &magic, "[]",
	    "stacktraces: standard input: is compressed; put `gzip -dc |` before this command\n",
	    1);
	child_run(&child, show_parts, parts);
	CHECK(strstr(child.err, "is compressed, which has to be read from its beginning") != NULL);
	CHECK_TEXT(bytes_of(child.out), BYTES_NONE);
	CHECK(child.status == 2);
}

/* What a decompressor could not write, because nobody wanted to read it, is no fault of the file. */
static void
compressed_unread(void)
{
	char *large = path_of("large.gz"), *list[] = { large, NULL }, command[256];

	snprintf(command, sizeof(command), "head -c 1000000 /dev/zero | tr '\\0' a | gzip -c >%s",
	    large);
	if (!CHECK(system(command) == 0))
		return;
	child_check(show_first, list, "a", "", 0);
}

static void
parts(void)
{
	char *digits = path_of("digits"), *wide = path_of("wide");
	char dash[] = "-", *list[] = { digits, NULL }, message[256];
	char *refused[] = { wide, dash, NULL };

	write_file("digits", BYTES("0123456"));
	write_file("wide",
	    BYTES("\xff\xfe"
		  "a\0"));
	child_check(show_parts, list, "[7]012,234,456,", "", 0);
	snprintf(message, sizeof(message),
	    "stacktraces: %s: is UTF-16, which is not read in parts\n"
	    "stacktraces: standard input: is no file that can be read in parts, but a pipe or the "
	    "like\n",
	    wide);
	child_check(show_parts, refused, "", message, 2);
}

static int
show_progress(void *of)
{
	char path[64], *list[] = { path, NULL }, block[SIZE];
	struct blocks *blocks;
	enum blocks_result result;
	size_t got;
	const int terminal = *(const int *)of;

	snprintf(path, sizeof(path), "%s", path_of("digits"));
	if (terminal != -1)
		dup2(terminal, STDERR_FILENO);
	blocks = blocks_open(list);
	blocks_show_progress(blocks);
	while (blocks_next(blocks))
		do {
			result = blocks_read(blocks, block, sizeof(block), -1, &got);
			blocks_progress(blocks, ", more");
		} while (result == BLOCKS_SOME);
	blocks_close(blocks);
	return 0;
}

/* On a terminal alone; at the end in any case. */
static void
progress(void)
{
	int none = -1, master = posix_openpt(O_RDWR | O_NOCTTY), terminal = -1;
	char text[256] = "";

	write_file("digits", BYTES("0123456"));
	child_check(show_progress, &none, "", "", 0);
	if (master != -1 && grantpt(master) == 0 && unlockpt(master) == 0)
		terminal = open(ptsname(master), O_RDWR | O_NOCTTY);
	if (terminal == -1)
		return;
	child_check(show_progress, &terminal, "", "", 0);
	CHECK(fcntl(master, F_SETFL, O_NONBLOCK) == 0 && read(master, text, sizeof(text) - 1) > 0);
	CHECK(strstr(text, "/digits: 0.0 MB, 100 %") != NULL && strstr(text, ", more") != NULL);
	close(terminal);
	close(master);
}

/* Nothing comes, then something, then the end. */
static int
wait_for_more(void *of)
{
	char *none[] = { NULL }, block[SIZE];
	struct blocks *blocks;
	int ends[2];
	size_t got;
	bool good;

	if (pipe(ends) == -1)
		return 7;
	dup2(ends[0], STDIN_FILENO);
	blocks = blocks_open(none);
	good = blocks_next(blocks) && blocks_file(blocks) == NULL && blocks_size(blocks) == 0 &&
	    blocks_read(blocks, block, SIZE, 10, &got) == BLOCKS_QUIET && got == 0;
	good = good && write(ends[1], "\xff", 1) == 1 &&
	    blocks_read(blocks, block, SIZE, 10, &got) == BLOCKS_QUIET && got == 0;
	good = good &&
	    write(ends[1],
		"\xfe"
		"a\0",
		3) == 3 &&
	    blocks_read(blocks, block, SIZE, -1, &got) == BLOCKS_SOME && got == 1 &&
	    block[0] == 'a';
	close(ends[1]);
	good = good && blocks_read(blocks, block, SIZE, -1, &got) == BLOCKS_END && got == 0;
	good = good && !blocks_next(blocks);
	blocks_close(blocks);
	blocks_close(NULL);
	return good && of == NULL;
}

int
main(void)
{
	if (!CHECK(mkdtemp(folder) != NULL))
		return check_end();
	files();
	encodings();
	compressed();
	compressed_unread();
	parts();
	progress();
	child_check(wait_for_more, NULL, "", "", 1);
	for (const char *const *name = (const char *const[]){ "one", "empty", "digits", "wide",
		 "plain.gz", "broken.gz", "large.gz", NULL };
	     *name != NULL; name++)
		unlink(path_of(*name));
	CHECK(rmdir(folder) == 0);
	return check_end();
}
