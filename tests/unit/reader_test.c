#include "check.h"
#include "collect/reader.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char secret[] = "what stands in the memory of this very process";

static bool
write_file(const char *path, struct bytes text)
{
	FILE *file = fopen(path, "w");

	return file != NULL && fwrite(text.at, 1, text.len, file) == text.len && fclose(file) == 0;
}

/* The files of this process; the answer to each question is known here. */
static void
itself(void)
{
	struct reader reader;
	char folder[32], got[100000];
	ssize_t length;

	snprintf(folder, sizeof(folder), "/proc/%d", (int)getpid());
	reader_open(&reader, folder);
	length = reader_read(&reader, READER_MEM, (uint64_t)(uintptr_t)secret, got, sizeof(secret));
	CHECK(length == sizeof(secret) && memcmp(got, secret, sizeof(secret)) == 0);
	CHECK(reader_read(&reader, READER_MEM, 0, got, 8) == -1 && errno == EIO);
	/* the same place again, after one that cannot be read, and less than there is */
	length = reader_read(&reader, READER_MEM, (uint64_t)(uintptr_t)secret, got, 4);
	CHECK(length == 4 && memcmp(got, secret, 4) == 0);
	CHECK(reader_read(&reader, READER_CMDLINE, 0, got, sizeof(got)) > 0);
	CHECK(reader_read(&reader, READER_CMDLINE, 1 << 20, got, sizeof(got)) == 0);
	reader_close(&reader);
	CHECK(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
	CHECK(reader_read(&reader, READER_CMDLINE, 0, got, 1) == -1);
}

/* Files larger than a piece, and files that do not exist. */
static void
files(const char *folder)
{
	static char large[200000], got[sizeof(large)];
	char path[256];
	struct reader reader;
	size_t length = 0;
	ssize_t more = 1;

	for (size_t i = 0; i < sizeof(large); i++)
		large[i] = (char)('a' + i % 23);
	snprintf(path, sizeof(path), "%s/maps", folder);
	CHECK(write_file(path, (struct bytes){ large, sizeof(large) }));
	reader_open(&reader, folder);
	for (; more > 0; length += more > 0 ? (size_t)more : 0)
		more =
		    reader_read(&reader, READER_MAPS, length, got + length, sizeof(got) - length);
	CHECK(length == sizeof(large) && memcmp(got, large, sizeof(large)) == 0);
	CHECK(reader_read(&reader, READER_CMDLINE, 0, got, 1) == -1 && errno == ENOENT);
	reader_close(&reader);
}

/* Nobody writes to the FIFO, so to open it for reading takes for ever. */
static void
without_an_answer(const char *folder)
{
	char path[256], got[8];
	struct reader reader;

	snprintf(path, sizeof(path), "%s/mem", folder);
	CHECK(mkfifo(path, 0600) == 0);
	reader_open(&reader, folder);
	CHECK(reader_read(&reader, READER_MAPS, 0, got, 4) == 4);
	CHECK(reader_read(&reader, READER_MEM, 0, got, 4) == -1 && errno == ETIMEDOUT);
	/* after that, no other file is waited for */
	CHECK(reader_read(&reader, READER_MAPS, 0, got, 4) == -1 && errno == ETIMEDOUT);
	CHECK(reader.error == ETIMEDOUT);
	reader_close(&reader);
	while (waitpid(-1, NULL, 0) > 0)
		;
}

static void
killed(const char *folder)
{
	char got[8];
	struct reader reader;

	reader_open(&reader, folder);
	kill(reader.child, SIGKILL);
	CHECK(reader_read(&reader, READER_MAPS, 0, got, 4) == -1 && errno == EPIPE);
	CHECK(reader.error == EPIPE && waitpid(-1, NULL, 0) == -1);
	reader_close(&reader);
}

int
main(void)
{
	char folder[] = "/tmp/reader_test.XXXXXX", path[256];

	itself();
	if (CHECK(mkdtemp(folder) != NULL)) {
		files(folder);
		without_an_answer(folder);
		killed(folder);
		snprintf(path, sizeof(path), "%s/maps", folder);
		unlink(path);
		snprintf(path, sizeof(path), "%s/mem", folder);
		unlink(path);
		rmdir(folder);
	}
	return check_end();
}
