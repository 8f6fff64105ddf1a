#include "collect/logfile.h"

#include "check.h"
#include "collect/system.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/logfile_test.XXXXXX";

static char *
path_of(const char *name)
{
	static char path[64];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static int
count_entries(void)
{
	DIR *open = opendir(folder);
	const struct dirent *entry;
	int count = 0;

	while ((entry = readdir(open)) != NULL)
		count += entry->d_name[0] != '.';
	closedir(open);
	return count;
}

static void
check_content(const char *wanted)
{
	FILE *file = fopen(path_of("log"), "r");
	char text[64] = "";

	if (!CHECK(file != NULL))
		return;
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	CHECK_TEXT(bytes_of(text), bytes_of(wanted));
	fclose(file);
}

/* The name comes with the last byte; what had it before is replaced then, and its links are not. */
static void
files(void)
{
	struct logfile log;
	struct stat stat;
	int nameless = system_nameless_file(folder);

	CHECK(logfile_open(&log, path_of("log")));
	CHECK(count_entries() == (nameless == -1 ? 1 : 0));
	if (nameless != -1)
		close(nameless);
	CHECK(logfile_write(&log, BYTES("one\n")) && logfile_write(&log, BYTES("two\n")));
	CHECK(access(path_of("log"), F_OK) == -1);
	CHECK(logfile_close(&log) && log.path == NULL);
	check_content("one\ntwo\n");
	CHECK(lstat(path_of("log"), &stat) == 0 && (stat.st_mode & 0777) == 0600);
	CHECK(count_entries() == 1);

	CHECK(logfile_open(&log, path_of("log")) && logfile_write(&log, BYTES("three")));
	check_content("one\ntwo\n");
	logfile_abandon(&log);
	logfile_abandon(&log);
	check_content("one\ntwo\n");
	CHECK(logfile_open(&log, path_of("log")) && logfile_write(&log, BYTES("four")));
	CHECK(logfile_close(&log));
	check_content("four");
	CHECK(count_entries() == 1);
	/* no log is none that could fail */
	CHECK(logfile_close(&log));
}

static void
check_refused(const char *path, const char *reason)
{
	struct logfile log;

	if (CHECK(!logfile_open(&log, path)))
		CHECK_TEXT(bytes_of(log.reason), bytes_of(reason));
	logfile_abandon(&log);
}

static void
refused(void)
{
	struct logfile log;

	check_refused("", "No such file or directory");
	check_refused("/nonexistent/log", "No such file or directory");
	check_refused(folder, "is a directory: name a file in it");
	CHECK(symlink("log", path_of("link")) == 0);
	check_refused(
	    path_of("link"), "is a symbolic link, which is not followed: name the file itself");
	CHECK(mkfifo(path_of("fifo"), 0600) == 0);
	CHECK(!logfile_open(&log, path_of("fifo")) && log.reason != NULL);
	CHECK(!logfile_open(&log, "/dev/null"));
	unlink(path_of("fifo"));
	unlink(path_of("link"));

	/* what comes to have the name meanwhile is looked at, too */
	unlink(path_of("log"));
	CHECK(logfile_open(&log, path_of("log")));
	CHECK(symlink("/dev/null", path_of("log")) == 0);
	CHECK(!logfile_close(&log));
	CHECK_TEXT(bytes_of(log.reason),
	    BYTES("is a symbolic link, which is not followed: name the file itself"));
	CHECK(count_entries() == 1);
	unlink(path_of("log"));
}

static void
check_header(const struct captured *captured, const char *wanted)
{
	struct buffer out = { .at = NULL };

	logfile_header(&out, captured);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
}

/* collect.py's line: a process by its pid, a core file by its path. */
static void
headers(void)
{
	struct captured captured = {
		.process = thread_no_process, .tool = BYTES("gdb"), .sample = -1
	};

	check_header(&captured, "REM st-collect " ST_VERSION " TOOL=gdb  st-collect\n");
	captured.process.exe = BYTES("/usr/sbin/httpd");
	captured.process.pid = 1234;
	captured.process.host = BYTES("h\n");
	captured.tool_version = BYTES("13.1");
	captured.time = BYTES("2026-03-01T09:00:00Z");
	captured.sample = 2;
	captured.max_frames = 256;
	check_header(&captured,
	    "REM st-collect " ST_VERSION
	    " TOOL=gdb  VERSION=13.1 TIME=2026-03-01T09:00:00Z HOST=h\\x0a st-collect "
	    "--exe=/usr/sbin/httpd --pid=1234 --sample=2 --max-frames=256\n");
	captured.process.core = BYTES("core");
	captured.sample = -1;
	captured.max_frames = 0;
	captured.tool_version = captured.time = captured.process.host = BYTES_NONE;
	check_header(&captured,
	    "REM st-collect " ST_VERSION
	    " TOOL=gdb  st-collect --exe=/usr/sbin/httpd --corefile=core\n");
}

int
main(void)
{
	if (!CHECK(mkdtemp(folder) != NULL))
		return check_end();
	files();
	refused();
	headers();
	CHECK(rmdir(folder) == 0);
	return check_end();
}
