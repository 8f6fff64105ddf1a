#include "collect/tool.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WORDS_MAX = 80, LINE_MAX_READ = 200, OLDEST = 5 };

const char *const tool_names[] = { "gdb", "eu-stack", "pstack", NULL };

static const char *const programs[][TOOL_STEPS] = {
	[TOOL_GDB] = { "gdb" },
	[TOOL_EU_STACK] = { "eu-stack" },
	[TOOL_PSTACK] = { "pstack", "pldd", "pflags" },
};

/* What is in the line that tells the version; a wrapper may print others. */
static const char *const version_marks[] = {
	[TOOL_GDB] = "GNU gdb",
	[TOOL_EU_STACK] = "(elfutils)",
	[TOOL_PSTACK] = NULL,
};

struct words {
	char **list;
	size_t count;
	struct arena *memory;
};

/* gdb's words that need a gdb of some version: 712 is 7.12. */
struct since {
	int number;
	const char *word;
};

/*
 * Before anything is loaded. auto-load: no script of the target's folder runs. debuginfod: no
 * network. The others: nothing is wrapped, paged, coloured or without end.
 */
static const struct since settings[] = {
	{ 705, "set auto-load no" },
	{ 1200, "set debuginfod enabled off" },
	{ 803, "set style enabled off" },
	{ 702, "set print thread-events off" },
	{ 712, "set max-value-size 65536" },
	{ 0, "set print elements 200" },
	{ 0, "set pagination off" },
	{ 0, "set confirm off" },
	{ 0, "set width 0" },
	{ 0, "set height 0" },
};

static void
add(struct words *words, const char *word)
{
	size_t size = strlen(word) + 1;
	char *copy = arena_alloc(words->memory, size);

	if (copy == NULL || words->count == WORDS_MAX)
		return;
	memcpy(copy, word, size);
	words->list[words->count++] = copy;
}

static bool
is_program(const char *path)
{
	struct stat stat_of;

	return stat(path, &stat_of) == 0 && S_ISREG(stat_of.st_mode) && access(path, X_OK) == 0;
}

static bool
find_program(const char *name, char path[TOOL_PATH])
{
	const char *folders = getenv("PATH");

	if (folders == NULL)
		folders = "/usr/bin:/bin";
	for (;;) {
		size_t length = strcspn(folders, ":");

		/* from the current folder, and whatever is named by it, nothing is run */
		if (folders[0] == '/' &&
		    snprintf(path, TOOL_PATH, "%.*s/%s", (int)length, folders, name) < TOOL_PATH &&
		    is_program(path))
			return true;
		if (folders[length] == '\0')
			break;
		folders += length + 1;
	}
	path[0] = '\0';
	return false;
}

bool
tool_find(struct tool *tool, enum tool_kind kind)
{
	*tool = (struct tool){ .kind = kind, .number = INT_MAX };
	for (int step = 0; step < TOOL_STEPS; step++)
		if (programs[kind][step] != NULL)
			find_program(programs[kind][step], tool->paths[step]);
	return tool->paths[0][0] != '\0';
}

static bool
begin(struct words *words, struct arena *memory, const char *program)
{
	*words = (struct words){ .memory = memory };
	words->list = arena_zero(memory, (WORDS_MAX + 1) * sizeof(*words->list));
	if (words->list == NULL)
		return false;
	add(words, program);
	return true;
}

static char **
end(const struct words *words)
{
	return arena_full(words->memory) ? NULL : words->list;
}

char **
tool_version_arguments(const struct tool *tool, struct arena *memory)
{
	struct words words;

	/* pstack takes no such option */
	if (tool->kind == TOOL_PSTACK || !begin(&words, memory, tool->paths[0]))
		return NULL;
	if (tool->kind == TOOL_GDB)
		add(&words, "-nx");
	add(&words, "--version");
	return end(&words);
}

/* Where the text has a word that begins with a digit, outside of brackets or anywhere. */
static size_t
find_version(struct bytes line, bool in_brackets)
{
	int depth = 0;

	for (size_t i = 0; i < line.len; i++) {
		bool first = i == 0 || line.at[i - 1] == ' ' || line.at[i - 1] == '(';

		if (first && (depth == 0 || in_brackets) && isdigit((unsigned char)line.at[i]))
			return i;
		depth += line.at[i] == '(' ? 1 : line.at[i] == ')' ? -1 : 0;
	}
	return line.len;
}

/* The first line with the mark in it; no bytes where there is none. */
static struct bytes
find_marked(struct bytes said, const char *mark)
{
	while (mark != NULL && said.len > 0) {
		const char *newline = memchr(said.at, '\n', said.len);
		size_t length = newline == NULL ? said.len : (size_t)(newline - said.at);
		const char *found = bytes_find(bytes_first(said, length), bytes_of(mark));

		if (found != NULL)
			return bytes_first(bytes_from(said, (size_t)(found - said.at)),
			    length - (size_t)(found - said.at));
		said = bytes_from(said, length + 1);
	}
	return (struct bytes){ NULL, 0 };
}

/* 1301 for 13.1; above all others where it is no version that a gdb of today can have. */
static int
version_number(const char *version)
{
	char *rest;
	long major, minor = 0;

	if (!isdigit((unsigned char)version[0]))
		return INT_MAX;
	major = strtol(version, &rest, 10);
	if (*rest == '.')
		minor = strtol(rest + 1, NULL, 10);
	if (major < OLDEST || major >= 10000 || minor < 0)
		return INT_MAX;
	return (int)(major * 100 + (minor > 99 ? 99 : minor));
}

/*
 * GNU gdb (Debian 13.1-3) 13.1; GNU gdb (GDB) Red Hat Enterprise Linux 8.2-20.el8; GNU gdb Red
 * Hat Linux (6.0post-0.20040223.17rh); eu-stack (elfutils) 0.188
 */
void
tool_set_version(struct tool *tool, struct bytes said)
{
	struct bytes line =
	    bytes_first(find_marked(said, version_marks[tool->kind]), LINE_MAX_READ);
	size_t start = find_version(line, false), length;

	if (start == line.len)
		start = find_version(line, true);
	line = bytes_from(line, start);
	for (length = 0; length < line.len && line.at[length] != ' ' && line.at[length] != ')';)
		length++;
	snprintf(
	    tool->version, sizeof(tool->version), "%.*s", (int)length, length == 0 ? "" : line.at);
	tool->number = version_number(tool->version);
}

/* How the gdb applies a command to all threads: the next one is not lost where one fails. */
static const char *
apply_all(const struct tool *gdb)
{
	if (gdb->number >= 900)
		return "thread apply all -s -- ";
	return gdb->number >= 803 ? "thread apply all -s " : "thread apply all ";
}

static void
add_command(struct words *words, const char *first, const char *second, long long number)
{
	char command[128];

	add(words, "-ex");
	if (number > 0)
		snprintf(command, sizeof(command), "%s%s %lld", first, second, number);
	else
		snprintf(command, sizeof(command), "%s%s", first, second);
	add(words, command);
}

static void
add_setting(struct words *words, const struct tool *gdb, const char *setting)
{
	/* older ones know -ex alone */
	add(words, gdb->number >= 705 ? "-iex" : "-ex");
	add(words, setting);
}

/*
 * What takes the time is reading debug symbols, those of libc above all, while the process is
 * stopped. Without the files that hold them (fast) a frame has no less than its function. With
 * -readnever it would go no faster, and gdb 13 would lose two frames of three, since it then
 * leaves .eh_frame unread, too.
 */
static void
add_gdb_settings(struct words *words, const struct tool *gdb, const struct tool_request *request)
{
	add(words, "-nx");
	add(words, "-batch");
	for (size_t i = 0; i < COUNT_OF(settings); i++)
		if (gdb->number >= settings[i].number)
			add_setting(words, gdb, settings[i].word);
	if (request->fast)
		add_setting(words, gdb, "set debug-file-directory /dev/null");
}

/*
 * `set backtrace limit` crashes gdb 13.1 where it cuts between inlined frames, so the limit is an
 * argument; -x FILE would end at the first command that fails, so each has its own -ex.
 */
static char **
gdb_arguments(const struct tool *gdb, const struct tool_request *request, struct words *words)
{
	bool full = request->locals && !request->fast;
	char pid[32];

	add_gdb_settings(words, gdb, request);
	add_command(words, "info sharedlibrary", "", 0);
	add_command(words, "info threads", "", 0);
	add_command(words, apply_all(gdb), full ? "bt full" : "bt", request->max_frames);
	add_command(words, apply_all(gdb), "x/i $pc", 0);
	if (request->pid > 0) {
		add_command(words, "detach", "", 0);
		snprintf(pid, sizeof(pid), "%lld", request->pid);
		add(words, "-p");
		add(words, pid);
	} else {
		add(words, "-c");
		add(words, request->core);
	}
	if (request->exe != NULL)
		add(words, request->exe);
	return end(words);
}

static char **
eu_stack_arguments(const struct tool_request *request, struct words *words)
{
	char number[32];

	snprintf(number, sizeof(number), "%lld", request->max_frames);
	add(words, "-m");
	add(words, "-n");
	add(words, number);
	if (request->pid > 0) {
		snprintf(number, sizeof(number), "%lld", request->pid);
		add(words, "-p");
		add(words, number);
		return end(words);
	}
	add(words, "--core");
	add(words, request->core);
	if (request->exe != NULL) {
		add(words, "-e");
		add(words, request->exe);
	}
	return end(words);
}

static char **
pstack_arguments(const struct tool_request *request, struct words *words)
{
	char pid[32];

	snprintf(pid, sizeof(pid), "%lld", request->pid);
	add(words, request->pid > 0 ? pid : request->core);
	return end(words);
}

char **
tool_arguments(
    const struct tool *tool, int step, const struct tool_request *request, struct arena *memory)
{
	struct words words;

	if (step >= TOOL_STEPS || tool->paths[step][0] == '\0' ||
	    !begin(&words, memory, tool->paths[step]))
		return NULL;
	if (tool->kind == TOOL_GDB)
		return gdb_arguments(tool, request, &words);
	if (tool->kind == TOOL_EU_STACK)
		return eu_stack_arguments(request, &words);
	return pstack_arguments(request, &words);
}
