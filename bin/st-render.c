/* Writes threads, exceptions and groups of them for people and other programs: st-render(1). */
#include "group/order.h"
#include "io/cli.h"
#include "io/colour.h"
#include "record/counts.h"
#include "record/names.h"
#include "record/news.h"
#include "render/column.h"
#include "render/table.h"

#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { KIND_ANY = FORMAT_KINDS }; /* without --of: all kinds, or that of the first record */

struct showing {
	const struct output *output;
	struct format_options options;
	struct rendering *renderings[FORMAT_KINDS];
	int kind;
	bool any;            /* rendering has begun */
	struct order *order; /* kept until all are known; NULL: all are shown as they come */
	long long shown, groups, left_out;
};

/* The rendering of a kind, begun if there is none yet; NULL: this output does not show that kind. */
static struct rendering *
rendering_of(struct showing *showing, int kind)
{
	struct rendering **rendering = showing->renderings;

	if (showing->output->of[kind] == NULL ||
	    (showing->kind != KIND_ANY && showing->kind != kind))
		return NULL;
	for (int same = 0; showing->output->of[same] != showing->output->of[kind]; same++)
		rendering++;
	if (!showing->output->together)
		showing->kind = kind;
	if (*rendering == NULL)
		*rendering = format_begin(showing->output->of[kind], &showing->options);
	if (*rendering == NULL)
		cli_failure(NULL, "out of memory");
	showing->any = showing->any || *rendering != NULL;
	return *rendering;
}

/* Shows a record, unless enough have been shown. False: no memory. */
static bool
show_record(struct showing *showing, struct rendering *rendering, const struct record *record)
{
	long long before = json_number(record->value, NAME_LEFT_OUT);

	bool ranked = showing->output->ranks && showing->order == NULL && stream_is_group(record);

	if (showing->options.top > 0 && showing->shown >= showing->options.top && !ranked) {
		showing->left_out++;
		return true;
	}
	if (before > 0 && showing->shown == 0) /* st-group has left these out */
		showing->left_out += before;
	showing->shown++;
	showing->groups += stream_is_group(record);
	return format_add(rendering, record);
}

/* Shows the records that were kept, in order. */
static void
show_kept(struct showing *showing)
{
	struct arena *memory = arena_new(SIZE_MAX);
	size_t count = order_count(showing->order);

	order_sort(showing->order);
	for (size_t i = 0; i < count; i++) {
		struct record record;
		struct rendering *rendering;

		if (memory == NULL || !order_read(showing->order, i, memory, &record)) {
			cli_unusable(NULL, "out of memory, a record is not shown");
			continue;
		}
		rendering = rendering_of(showing, format_kind(&record));
		if (rendering != NULL && !show_record(showing, rendering, &record))
			stream_lost(&record, "not shown");
	}
	arena_free(memory);
}

/* Whether the record is kept until all are known. Without --sort only groups are. */
static bool
waits(const struct showing *showing, const struct record *record)
{
	return showing->order != NULL && (showing->options.ordered || stream_is_group(record));
}

static void
show(struct stream *stream, struct showing *showing, struct news_checks *checks)
{
	const struct record *record;
	long long others = 0, captures = 0;

	while ((record = stream_read(stream)) != NULL) {
		int kind = format_kind(record);
		struct counts counts;
		const char *wrong = kind < 0 ? NULL : counts_read(record, &counts);
		struct rendering *rendering;

		if (wrong != NULL) {
			cli_unusable_line(record->file, record->number, "%s, skipped", wrong);
			continue;
		}
		if (kind >= 0)
			news_count_record(checks, record);
		rendering = kind < 0 ? NULL : rendering_of(showing, kind);
		captures += bytes_equal(record->type, BYTES(TYPE_CAPTURE));
		if (rendering == NULL)
			others++;
		else if (waits(showing, record) ? !order_add(showing->order, record)
						: !show_record(showing, rendering, record))
			stream_lost(record, "not shown");
	}
	if (showing->order != NULL)
		show_kept(showing);
	if (others > 0)
		cli_note(NULL, "%lld record%s of other types not shown%s", others,
		    others == 1 ? "" : "s", captures > 0 ? "; captures are for st-parse-gdb" : "");
}

/* Ends all renderings. Some formats write something for an empty stream, too: for threads, without --of. */
static void
end(struct showing *showing)
{
	for (int kind = 0; kind < FORMAT_KINDS && !showing->any; kind++)
		(void)rendering_of(showing, kind);
	for (int kind = 0; kind < FORMAT_KINDS; kind++)
		if (showing->renderings[kind] != NULL) {
			showing->renderings[kind]->options.more = showing->left_out;
			showing->left_out += (long long)format_end(showing->renderings[kind]);
		}
	if (showing->options.brief && (showing->output->knows & FORMAT_BRIEF) != 0 &&
	    showing->shown > 0 && showing->groups == 0)
		cli_note("--brief", "not used: there are no groups");
	if (showing->left_out > 0 && showing->output->words)
		printf("and %lld more\n", showing->left_out);
	else if (showing->left_out > 0)
		cli_note(NULL, "%lld more", showing->left_out);
}

/* The terminal's width in columns; 0: the output is no terminal, or one that does not tell. */
static int
terminal_width(void)
{
	struct winsize size;

	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* Options that are not kept elsewhere. */
struct wanted {
	int format, sort, colour;
	long long detail, empty_status;
	bool verbose;
	struct stream_options in;
};

static void
check_columns(const char *columns)
{
	struct bytes wrong;

	if (columns != NULL && !table_has_columns(columns, &wrong))
		cli_not_one_of("--columns", wrong, bytes_of(column_names));
}

/* Gives the operands. */
static char **
read_options(int argc, char *argv[], struct wanted *wanted, struct showing *showing,
    struct news_checks *checks)
{
	const struct cli_option options[] = {
		CLI_ONE_OF("format", &wanted->format, "NAME",
		    "text, table, html, json, … (text): st-render(1) has all", format_names),
		{ .name = "infolvl",
		    .letter = 'i',
		    .kind = CLI_NUMBER,
		    .value = &wanted->detail,
		    .argument = "N",
		    .help = "how much to show, 0 to 4 (0)",
		    .high = 4 },
		CLI_ONE_OF("of", &showing->kind, "TYPE", "thread or traceback: show these alone",
		    format_kinds),
		CLI_ONE_OF("sort", &wanted->sort, "ORDER",
		    "count, first, last or interest: what comes first", order_names),
		{ .name = "top",
		    .letter = 'n',
		    .kind = CLI_NUMBER,
		    .value = &showing->options.top,
		    .argument = "N",
		    .help = "show so many, of groups the most interesting, and count the others",
		    .low = 1,
		    .high = 1LL << 40 },
		{ .name = "verbose",
		    .letter = 'v',
		    .kind = CLI_FLAG,
		    .value = &wanted->verbose,
		    .help = "show everything, as -i 4 does" },
		CLI_WORD("columns", &showing->options.columns, "NAME[,NAME...]",
		    "of the formats table, csv and tsv"),
		CLI_SWITCH("brief", &showing->options.brief, "of groups: show the heads alone"),
		CLI_SWITCH("summary", &showing->options.summary,
		    "of tracebacks, original: end with what came more than once"),
		COLOUR_OPTION(&wanted->colour),
		CLI_WORD("source-root", &showing->options.source_root, "DIR",
		    "exports and html: take this folder off paths"),
		CLI_SWITCH("with-values", &showing->options.values,
		    "exports and html: with command, arguments and local variables"),
		NEWS_OPTIONS(checks),
		{ .name = "empty-status",
		    .kind = CLI_NUMBER,
		    .value = &wanted->empty_status,
		    .argument = "N",
		    .help = "the status where all was handled, and there was nothing to show (0)",
		    .high = 125 },
		CLI_RECORD_MAX(&wanted->in.record_max, "64M"),
		CLI_PROGRESS(&wanted->in.progress),
		CLI_END,
	};
	const struct cli cli = { "st-render", "[file ...]",
		"Show threads, exceptions and groups of them.", options, NULL };
	char **files = cli_parse(&cli, argc, argv);

	check_columns(showing->options.columns);
	return files;
}

/* Notes options that were given but that the output does not use. */
static void
note_unused(const struct showing *showing, const struct wanted *wanted)
{
	const struct format_options *options = &showing->options;
	const struct {
		const char *name;
		bool given;
		unsigned option;
	} all[] = {
		{ "--infolvl", wanted->detail > 0, FORMAT_DETAIL },
		{ "--verbose", wanted->verbose, FORMAT_DETAIL },
		{ "--columns", options->columns != NULL, FORMAT_COLUMNS },
		{ "--brief", options->brief, FORMAT_BRIEF },
		{ "--summary", options->summary, FORMAT_SUMMARY },
		{ "--source-root", options->source_root != NULL, FORMAT_PATHS },
		{ "--with-values", options->values, FORMAT_VALUES },
	};

	for (size_t i = 0; i < COUNT_OF(all); i++)
		if (all[i].given && (showing->output->knows & all[i].option) == 0)
			cli_note(
			    all[i].name, "not used by --format %s", format_names[wanted->format]);
}

static void
prepare(const struct wanted *wanted, struct showing *showing)
{
	struct format_options *options = &showing->options;

	showing->output = &format_outputs[wanted->format];
	options->detail = wanted->verbose ? 4 : (int)wanted->detail;
	options->terminal = isatty(STDOUT_FILENO);
	options->width = terminal_width();
	options->colour = colour_is_wanted((enum colour)wanted->colour);
	options->out = stdout;
	options->ordered = wanted->sort != ORDER_INPUT;
	note_unused(showing, wanted);
}

int
main(int argc, char *argv[])
{
	struct wanted wanted = { .sort = ORDER_INPUT, .colour = COLOUR_AUTO, .in = STREAM_OPTIONS };
	struct showing showing = { .kind = KIND_ANY };
	struct news_checks checks = { .fail_on_new = false };
	char **files = read_options(argc, argv, &wanted, &showing, &checks);
	int status;
	struct stream *stream = stream_open(files, &wanted.in);

	prepare(&wanted, &showing);
	if (wanted.sort == ORDER_INPUT && showing.output->sorts)
		wanted.sort = ORDER_INTEREST;
	if (wanted.sort != ORDER_INPUT &&
	    (showing.order = order_new((enum order_by)wanted.sort)) == NULL)
		cli_failure(NULL, "out of memory");
	else if (stream != NULL)
		show(stream, &showing, &checks);
	end(&showing);
	news_end(&checks);
	order_free(showing.order);
	stream_close(stream);
	status = cli_end();
	return status == 0 && showing.shown == 0 ? (int)wanted.empty_status : status;
}
