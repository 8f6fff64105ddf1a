#include "collect/tool.h"

#include "base/ascii.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	WORDS_MAX = 80, /* of a command line, with the NULL at its end, but without preloading */
	LINE_MAX_READ = 200,
	OLDEST = 5,
	/* from gdb 10 on, an inferior uses the symbols that another one has read */
	PRELOADS = 1000,
};

#define MARK "st-collect: symbols are read"

const struct bytes tool_mark = BYTES_ROW(MARK "\n");

const char *const tool_names[] = { "gdb", "eu-stack", "pstack", "none", NULL };

static const struct {
	const char *programs[TOOL_STEPS];
	/* the line that tells the version has these words; a wrapper may print others */
	const char *version_mark;
} tools[] = {
	[TOOL_GDB] = { { "gdb" }, "GNU gdb" },
	[TOOL_EU_STACK] = { { "eu-stack" }, "(elfutils)" },
	[TOOL_PSTACK] = { { "pstack", "pldd", "pflags" }, NULL },
	[TOOL_NONE] = { { NULL }, NULL },
};

struct words {
	char **list;
	size_t count;
	struct arena *memory;
};

/*
 * Set before anything is loaded. auto-load: no script of the target's folder runs. debuginfod: no network. The others:
 * nothing is wrapped, paged, coloured or without end. The number is that of the first gdb that knows the setting: 712
 * is 7.12.
 */
static const struct {
	int number;
	const char *word;
} settings[] = {
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

/* Puts an option and its value behind the other words; without an option (NULL), the value alone. */
__attribute__((format(printf, 3, 4))) static void
add(struct words *words, const char *option, const char *format, ...)
{
	va_list values;
	size_t size;
	char *text;

	if (option != NULL)
		add(words, NULL, "%s", option);
	va_start(values, format);
	size = (size_t)vsnprintf(NULL, 0, format, values) + 1;
	va_end(values);
	text = arena_alloc(words->memory, size);
	if (text == NULL)
		return;
	va_start(values, format);
	vsnprintf(text, size, format, values);
	va_end(values);
	words->list[words->count++] = text;
}

static void
find_program(const char *name, char path[TOOL_PATH])
{
	const char *variable = getenv("PATH");
	struct bytes folders = bytes_of(variable == NULL ? "/usr/bin:/bin" : variable), folder;
	struct stat found;

	/* nothing is run from the current folder, or from one that is named relative to it */
	while (bytes_next(&folders, ':', &folder))
		if (bytes_head(folder) == '/' &&
		    snprintf(path, TOOL_PATH, "%.*s/%s", (int)folder.len, folder.at, name) <
			TOOL_PATH &&
		    stat(path, &found) == 0 && S_ISREG(found.st_mode) && access(path, X_OK) == 0)
			return;
	path[0] = '\0';
}

bool
tool_find(struct tool *tool)
{
	tool->number = INT_MAX;
	for (int step = 0; step < TOOL_STEPS; step++)
		if (tools[tool->kind].programs[step] != NULL)
			find_program(tools[tool->kind].programs[step], tool->paths[step]);
	return tool->kind == TOOL_NONE || tool->paths[0][0] != '\0';
}

/* Makes room for the words that all command lines have, and for so many more. False: no memory. */
static bool
begin(struct words *words, struct arena *memory, const char *program, size_t more)
{
	size_t most = WORDS_MAX + more;

	*words = (struct words){ .list = arena_zero(memory, most * sizeof(*words->list)),
		.memory = memory };
	if (words->list != NULL)
		add(words, NULL, "%s", program);
	return words->list != NULL;
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
	if (tool->kind == TOOL_PSTACK || tool->kind == TOOL_NONE ||
	    !begin(&words, memory, tool->paths[0], 0))
		return NULL;
	if (tool->kind == TOOL_GDB)
		add(&words, NULL, "-nx");
	add(&words, NULL, "--version");
	return end(&words);
}

/* Where the first word with a digit first stands, outside of brackets if there is one; the text's length: nowhere. */
static size_t
find_version(struct bytes line)
{
	size_t bracketed = line.len;
	int depth = 0;

	for (size_t i = 0; i < line.len; i++) {
		bool first = i == 0 || line.at[i - 1] == ' ' || line.at[i - 1] == '(';

		if (first && ascii_is_digit(line.at[i]) && depth == 0)
			return i;
		if (first && ascii_is_digit(line.at[i]) && bracketed == line.len)
			bracketed = i;
		depth += line.at[i] == '(' ? 1 : line.at[i] == ')' ? -1 : 0;
	}
	return bracketed;
}

/* 1301 for 13.1. A version that no gdb of today can have counts as newer than all others. */
static int
version_number(const char *version)
{
	char *rest;
	long major = strtol(version, &rest, 10);
	long minor = *rest == '.' ? strtol(rest + 1, NULL, 10) : 0;

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
	const char *mark = tools[tool->kind].version_mark;
	const char *found = mark == NULL ? NULL : bytes_find(said, bytes_of(mark));
	struct bytes line = found == NULL ? BYTES_NONE : bytes_at(said, found);

	line = bytes_first(bytes_first(line, bytes_index(line, '\n')), LINE_MAX_READ);
	line = bytes_from(line, find_version(line));
	line = bytes_first(line, bytes_index(line, ' '));
	line = bytes_first(line, bytes_index(line, ')'));
	snprintf(tool->version, sizeof(tool->version), "%.*s", (int)line.len,
	    line.len == 0 ? "" : line.at);
	tool->number = version_number(tool->version);
}

/* What applies a command to all threads: if it fails for one of them, the next command is run all the same. */
static const char *
apply_all(const struct tool *gdb)
{
	if (gdb->number >= 900)
		return "thread apply all -s -- ";
	return gdb->number >= 803 ? "thread apply all -s " : "thread apply all ";
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
	/* older ones know only -ex */
	const char *early = gdb->number >= 705 ? "-iex" : "-ex";

	add(words, NULL, "-nx");
	add(words, NULL, "-batch");
	for (size_t i = 0; i < COUNT_OF(settings); i++)
		if (gdb->number >= settings[i].number)
			add(words, early, "%s", settings[i].word);
	if (request->options.fast)
		add(words, early, "set debug-file-directory /dev/null");
	if (request->root != NULL)
		add(words, early, "set sysroot %s", request->root);
}

/*
 * Loads libraries for an inferior that never runs: when gdb then attaches, it has their symbols, and need not read them
 * while the process is stopped. Those of the program it reads before that in any case.
 */
static void
add_preloading(struct words *words, const struct preload *preload)
{
	add(words, "-iex", "add-inferior");
	add(words, "-iex", "inferior 2");
	for (size_t i = 0; i < preload->count; i++)
		add(words, "-iex", "add-symbol-file %.*s", (int)preload->files[i].len,
		    preload->files[i].at);
	add(words, "-iex", "inferior 1");
	add(words, "-iex", "echo " MARK "\\n");
	/* with two inferiors there would be threads 1.1, 1.2, and so on */
	add(words, "-ex", "remove-inferiors 2");
}

/*
 * Asks for what the C library printed before abort(3): a pointer to a number and the text behind it. If nothing was
 * printed, gdb says that it cannot read that.
 */
static void
add_abort_message(struct words *words)
{
	add(words, "-ex", "echo __abort_msg:");
	add(words, "-ex", "x/s *(char **)&__abort_msg + 4");
}

/*
 * The limit of frames is an argument: `set backtrace limit` crashes gdb 13.1 if it cuts between inlined frames. Each
 * command has its own -ex: -x FILE would end at the first one that fails.
 */
static void
add_gdb(struct words *words, const struct tool *gdb, const struct tool_request *request)
{
	const struct tool_options *options = &request->options;
	bool wanted = options->full || request->pid <= 0; /* a core file is not kept waiting */
	bool locals = wanted && !options->no_locals && !options->fast;
	const char *backtrace = locals ? "bt full" : "bt";

	add_gdb_settings(words, gdb, request);
	if (request->preload.count > 0 && gdb->number >= PRELOADS)
		add_preloading(words, &request->preload);
	if (!options->plain)
		add_abort_message(words);
	add(words, "-ex", "info sharedlibrary");
	add(words, "-ex", "info threads");
	if (options->max_frames > 0)
		add(words, "-ex", "%s%s %lld", apply_all(gdb), backtrace, options->max_frames);
	else
		add(words, "-ex", "%s%s", apply_all(gdb), backtrace);
	add(words, "-ex", "%sx/i $pc", apply_all(gdb));
	if (request->pid > 0) {
		add(words, "-ex", "detach");
		add(words, "-p", "%lld", request->pid);
	} else {
		add(words, "-c", "%s", request->core);
	}
	if (request->exe != NULL)
		add(words, NULL, "%s", request->exe);
}

static void
add_eu_stack(struct words *words, const struct tool_request *request)
{
	add(words, NULL, "-m");
	add(words, "-n", "%lld", request->options.max_frames);
	if (request->pid > 0)
		add(words, "-p", "%lld", request->pid);
	else
		add(words, "--core", "%s", request->core);
	if (request->pid <= 0 && request->exe != NULL)
		add(words, "-e", "%s", request->exe);
}

char **
tool_arguments(
    const struct tool *tool, int step, const struct tool_request *request, struct arena *memory)
{
	struct words words;

	if (step >= TOOL_STEPS || tool->paths[step][0] == '\0' ||
	    !begin(&words, memory, tool->paths[step], 2 * request->preload.count))
		return NULL;
	if (tool->kind == TOOL_GDB)
		add_gdb(&words, tool, request);
	else if (tool->kind == TOOL_EU_STACK)
		add_eu_stack(&words, request);
	else if (request->pid > 0)
		add(&words, NULL, "%lld", request->pid);
	else
		add(&words, NULL, "%s", request->core);
	return end(&words);
}
