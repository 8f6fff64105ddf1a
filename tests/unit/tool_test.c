#include "check.h"
#include "collect/tool.h"

static struct tool
gdb_of(const char *said)
{
	struct tool tool = { .kind = TOOL_GDB, .paths = { "/usr/bin/gdb" } };

	tool_set_version(&tool, bytes_of(said));
	return tool;
}

enum { UNKNOWN = 1000000 }; /* higher than all versions that exist */

/* First lines of gdb on these systems, some after lines of a wrapper. */
static void
versions(void)
{
	static const struct {
		const char *said, *version;
		int number;
	} rows[] = {
		{ "GNU gdb (Debian 13.1-3) 13.1\nCopyright (C) 2023\n", "13.1", 1301 },
		{ "GNU gdb (GDB) Red Hat Enterprise Linux 8.2-20.el8\n", "8.2-20.el8", 802 },
		{ "GNU gdb (GDB) Fedora Linux 14.2-1.fc39", "14.2-1.fc39", 1402 },
		{ "GNU gdb (Ubuntu 7.7.1-0ubuntu5~14.04.3) 7.7.1\n", "7.7.1", 707 },
		{ "GNU gdb 6.3.50-20050815 (Apple version gdb-1515) (Sat Jan 15 2011)",
		    "6.3.50-20050815", 603 },
		{ "GNU gdb Red Hat Linux (6.0post-0.20040223.17rh)", "6.0post-0.20040223.17rh",
		    600 },
		{ "GNU gdb 6.1.1 [FreeBSD]\n", "6.1.1", 601 },
		{ "GNU gdb (GDB) 7.12.1", "7.12.1", 712 },
		{ "GNU gdb (GDB) 16.0.50.20240901-git", "16.0.50.20240901-git", 1600 },
		{ "Welcome to gdb 6.0\n\nGNU gdb (Debian 13.1-3) 13.1\nCopyright\n", "13.1", 1301 },
		{ "[modules 4.1] GNU gdb (GDB) 12.1", "12.1", 1201 },
		{ "", "", UNKNOWN },
		{ "\n13.1", "", UNKNOWN },
		{ "no version", "", UNKNOWN },
		{ "site wrapper 6.8\n", "", UNKNOWN },
		{ "GNU gdb\n6.8", "", UNKNOWN },
		{ "GNU gdb 99999999999999999999.1", "99999999999999999999.1", UNKNOWN },
		{ "GNU gdb (site wrapper 1.2)", "1.2", UNKNOWN },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct tool tool = gdb_of(rows[i].said);

		CHECK_TEXT(bytes_of(tool.version), bytes_of(rows[i].version));
		if (!CHECK(rows[i].number == UNKNOWN ? tool.number >= UNKNOWN
						     : tool.number == rows[i].number))
			printf("   %s: %d\n", rows[i].said, tool.number);
	}
}

static void
eu_stack_version(void)
{
	struct tool tool = { .kind = TOOL_EU_STACK };

	tool_set_version(&tool, BYTES("eu-stack (elfutils) 0.188\nCopyright (C) 2023\n"));
	CHECK_TEXT(bytes_of(tool.version), BYTES("0.188"));
}

static bool
has_word(char **words, const char *word)
{
	for (; *words != NULL; words++)
		if (strcmp(*words, word) == 0)
			return true;
	return false;
}

/* A gdb of unknown version still gets all options that keep it from running scripts. */
static void
unknown_version(void)
{
	static const char *const wanted[] = { "-nx", "-iex", "set auto-load no",
		"set debuginfod enabled off", "set max-value-size 65536",
		"thread apply all -s -- bt" };
	struct arena *memory = arena_new(1 << 20);
	struct tool gdb = gdb_of("");
	struct tool_request live = { .pid = 7, .exe = "/proc/7/exe" };
	char **words = tool_arguments(&gdb, 0, &live, memory);

	for (size_t i = 0; i < COUNT_OF(wanted); i++)
		CHECK(has_word(words, wanted[i]));
	arena_free(memory);
}

static void
command_lines(void)
{
	struct arena *memory = arena_new(1 << 20);
	struct tool gdb = gdb_of("GNU gdb (GDB) 13.1");
	struct tool_request live = { .pid = 7, .exe = "/proc/7/exe" };
	struct tool_request core = {
		.pid = -1, .core = "/core", .options = { .no_locals = true, .max_frames = 3 }
	};
	char **words = tool_arguments(&gdb, 0, &live, memory);

	CHECK(has_word(words, "thread apply all -s -- bt"));
	live.options.full = true;
	live.root = "/srv/root";
	words = tool_arguments(&gdb, 0, &live, memory);
	CHECK(has_word(words, "set sysroot /srv/root"));
	CHECK(has_word(words, "thread apply all -s -- bt full"));
	CHECK(has_word(words, "detach") && has_word(words, "-p") && has_word(words, "7"));
	words = tool_arguments(&gdb, 0, &core, memory);
	CHECK(has_word(words, "thread apply all -s -- bt 3"));
	CHECK(!has_word(words, "set sysroot /srv/root"));
	CHECK(!has_word(words, "detach") && has_word(words, "-c") && has_word(words, "/core"));
	live.options.fast = true;
	words = tool_arguments(&gdb, 0, &live, memory);
	CHECK(has_word(words, "set debug-file-directory /dev/null"));
	CHECK(has_word(words, "thread apply all -s -- bt"));
	CHECK(tool_arguments(&gdb, 1, &live, memory) == NULL);
	CHECK(tool_arguments(&gdb, TOOL_STEPS, &live, memory) == NULL);
	arena_free(memory);
	memory = arena_new(64);
	CHECK(tool_arguments(&gdb, 0, &live, memory) == NULL);
	arena_free(memory);
}

/* Any number of libraries: each is a separate word. */
static void
preloading(void)
{
	enum { COUNT = 1000 };
	struct arena *memory = arena_new(1 << 20);
	struct tool gdb = gdb_of("GNU gdb (GDB) 10.1"), old = gdb_of("GNU gdb (GDB) 9.2");
	struct bytes files[COUNT];
	struct tool_request live = { .pid = 7, .exe = "/proc/7/exe", .preload = { files, COUNT } };
	char **words;
	size_t found = 0;

	for (size_t i = 0; i < COUNT; i++)
		files[i] = BYTES("/lib/a.so");
	words = tool_arguments(&gdb, 0, &live, memory);
	if (CHECK(words != NULL))
		for (size_t i = 0; words[i] != NULL; i++)
			found += strcmp(words[i], "add-symbol-file /lib/a.so") == 0;
	CHECK(found == COUNT && has_word(words, "/proc/7/exe") &&
	    has_word(words, "remove-inferiors 2"));
	CHECK(!has_word(tool_arguments(&old, 0, &live, memory), "inferior 2"));
	live.preload.count = 0;
	CHECK(!has_word(tool_arguments(&gdb, 0, &live, memory), "inferior 2"));
	arena_free(memory);
}

int
main(void)
{
	preloading();
	versions();
	eu_stack_version();
	unknown_version();
	command_lines();
	return check_end();
}
