#define _DEFAULT_SOURCE /* truncate */
#include "check.h"
#include "collect/corefile.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Files put together byte by byte after the ELF specification: tests/fuzz/corpus/corefile. */
static int
open_core(const char *name, struct stat *stat)
{
	const char *reason = "";
	char path[256];
	int fd;

	snprintf(path, sizeof(path), "tests/fuzz/corpus/corefile/%s", name);
	fd = corefile_open(path, stat, &reason);
	if (!CHECK(fd != -1))
		printf("   %s: %s\n", path, reason);
	return fd;
}

static struct corefile
parsed(const char *name)
{
	struct corefile core = { .readable = false };
	struct stat stat;
	int fd = open_core(name, &stat);

	if (fd != -1) {
		const struct elf_source source = corefile_source(&fd, (uint64_t)stat.st_size);

		corefile_read(&source, &core);
		close(fd);
	}
	return core;
}

static void
programs(void)
{
	static const char *const good[] = { "wide", "narrow", "no-files" };

	for (size_t i = 0; i < COUNT_OF(good); i++) {
		struct corefile core = parsed(good[i]);

		CHECK(core.readable);
		CHECK_TEXT(bytes_of(core.exe), BYTES("/usr/bin/oven"));
		/* without a list of mapped files, nothing shows where the program begins */
		CHECK_TEXT(bytes_of(core.build_id),
		    i == 2 ? BYTES("") : BYTES("000102030405060708090a0b0c0d0e0f10111213"));
	}
}

static void
rubbish(void)
{
	CHECK(!parsed("header-only").readable);
	CHECK(parsed("cut").readable);
	CHECK_TEXT(bytes_of(parsed("cut").build_id), BYTES(""));
	CHECK_TEXT(bytes_of(parsed("many-files").build_id), BYTES(""));
}

/* A file that is cut meanwhile, before read number `calm`. */
struct shrinking {
	int fd, reads, calm;
};

static size_t
read_shrinking(void *from, uint64_t at, char *to, size_t size)
{
	struct shrinking *file = from;
	ssize_t got;

	if (file->reads++ == file->calm && !CHECK(ftruncate(file->fd, 0) == 0))
		return 0;
	got = pread(file->fd, to, size, (off_t)at);
	return got < 0 ? 0 : (size_t)got;
}

/* A copy whose two segments are far from each other, so that several reads are needed. */
static int
copy_apart(uint64_t *size)
{
	enum { SEGMENTS = 64, SEGMENT = 56, OFFSET = 8, SIZE = 32, APART = 65536 };
	char path[] = "/tmp/corefile_test.XXXXXX", text[1024];
	struct stat stat;
	int fd = mkstemp(path), original = open_core("wide", &stat);
	ssize_t length = read(original, text, sizeof(text));

	unlink(path);
	close(original);
	CHECK(length > SEGMENTS + 2 * SEGMENT);
	for (int i = 0; i < 2; i++) {
		char *segment = text + SEGMENTS + i * SEGMENT;
		uint64_t from, to;

		memcpy(&from, segment + OFFSET, sizeof(from));
		memcpy(size, segment + SIZE, sizeof(*size));
		to = from + (uint64_t)(i + 1) * APART;
		memcpy(segment + OFFSET, &to, sizeof(to));
		CHECK(pwrite(fd, text + from, (size_t)*size, (off_t)to) == (ssize_t)*size);
		*size += to;
	}
	CHECK(pwrite(fd, text, SEGMENTS + 2 * SEGMENT, 0) > 0);
	return fd;
}

/* Whenever the file is cut, the results are right or missing. */
static void
cut_meanwhile(void)
{
	struct corefile core = { .readable = true };
	int reads = 1000;

	for (int calm = 0; calm <= reads; calm++) {
		uint64_t size;
		struct shrinking file = { .fd = copy_apart(&size), .calm = calm };

		corefile_read(&(struct elf_source){ read_shrinking, &file, size }, &core);
		CHECK(core.exe[0] == '\0' || strcmp(core.exe, "/usr/bin/oven") == 0);
		CHECK(core.readable || calm == 0);
		if (file.reads <= calm)
			reads = calm;
		close(file.fd);
	}
	CHECK(reads > 2 && reads < 1000);
	CHECK_TEXT(bytes_of(core.exe), BYTES("/usr/bin/oven"));
}

/* Only regular files are opened: a FIFO would block, and opening a device may have effects. */
static void
other_files(void)
{
	char folder[] = "/tmp/corefile_test.XXXXXX", fifo[64];
	const char *reason = "";
	struct stat stat;

	CHECK(mkdtemp(folder) != NULL);
	snprintf(fifo, sizeof(fifo), "%s/fifo", folder);
	CHECK(mkfifo(fifo, 0600) == 0);
	CHECK(corefile_open(fifo, &stat, &reason) == -1);
	CHECK_TEXT(bytes_of(reason), BYTES("is not a regular file"));
	CHECK(corefile_open("/dev/null", &stat, &reason) == -1);
	CHECK_TEXT(bytes_of(reason), BYTES("is not a regular file"));
	CHECK(corefile_open(folder, &stat, &reason) == -1);
	CHECK_TEXT(bytes_of(reason), BYTES("Is a directory"));
	unlink(fifo);
	CHECK(corefile_open(fifo, &stat, &reason) == -1);
	CHECK_TEXT(bytes_of(reason), BYTES("No such file or directory"));
	rmdir(folder);
}

/* The list of mapped files, in files of 32 and 64 bits. */
static void
modules(void)
{
	static const char *const good[] = { "wide", "narrow" };

	for (size_t i = 0; i < COUNT_OF(good); i++) {
		struct module_map map = { .memory = arena_new(1 << 20) };
		struct stat stat;
		int fd = open_core(good[i], &stat);
		const struct elf_source source = corefile_source(&fd, (uint64_t)stat.st_size);

		corefile_read_modules(&source, &map);
		if (CHECK(map.count == 1)) {
			CHECK_TEXT(map.list[0].path, BYTES("/usr/bin/oven"));
			CHECK(map.list[0].base == 0x400000 && map.list[0].end == 0x402000);
			CHECK_TEXT(map.list[0].build_id,
			    BYTES("000102030405060708090a0b0c0d0e0f10111213"));
		}
		close(fd);
		free(map.list);
		arena_free(map.memory);
	}
}

int
main(void)
{
	programs();
	modules();
	rubbish();
	cut_meanwhile();
	other_files();
	return check_end();
}
