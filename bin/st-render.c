/* Writes threads, exceptions and groups of them for people and other programs: st-render(1). */
#include "io/cli.h"
#include "io/colour.h"
#include "record/counts.h"
#include "record/names.h"
#include "record/news.h"
#include "render/format.h"

#include <stdio.h>
#include <unistd.h>

enum { KIND_ANY = FORMAT_KINDS }; /* what --of says without a choice: all, or that of the first */

struct showing {
	const struct output *output;
	struct format_options options;
	struct rendering *renderings[FORMAT_KINDS];
	int kind;
	bool any; /* rendering has begun */
};

/* The rendering of a kind, begun where there is none yet; NULL: this output does not show it. */
static struct rendering *
rendering_of(struct showing *showing, int kind)
{
	struct rendering **rendering = &showing->renderings[kind];

	if (showing->output->of[kind] == NULL ||
	    (showing->kind != KIND_ANY && showing->kind != kind))
		return NULL;
	if (!showing->output->together)
		showing->kind = kind;
	if (*rendering == NULL)
		*rendering = format_begin(showing->output->of[kind], &showing->options);
	if (*rendering == NULL)
		cli_failure(NULL, "out of memory");
	showing->any = showing->any || *rendering != NULL;
	return *rendering;
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
		else if (!format_add(rendering, record))
			stream_lost(record, "not shown");
	}
	if (others > 0)
		cli_note(NULL, "%lld record%s of other types not shown%s", others,
		    others == 1 ? "" : "s", captures > 0 ? "; captures are for st-parse-gdb" : "");
}

/* Also of an empty stream there is something to write in some formats: of threads, if not said otherwise. */
static void
end(struct showing *showing)
{
	for (int kind = 0; kind < FORMAT_KINDS && !showing->any; kind++)
		(void)rendering_of(showing, kind);
	for (int kind = 0; kind < FORMAT_KINDS; kind++)
		if (showing->renderings[kind] != NULL)
			format_end(showing->renderings[kind]);
}

int
main(int argc, char *argv[])
{
	int format = 0;
	int colour = COLOUR_AUTO;
	long long detail = 0;
	struct stream_options in = STREAM_OPTIONS;
	struct showing showing = { .kind = KIND_ANY };
	struct news_checks checks = { .fail_on_new = false };
	const struct cli_option options[] = {
		{ .name = "format",
		    .kind = CLI_CHOICE,
		    .value = &format,
		    .argument = "NAME",
		    .help = "text, original, json or original-stacktrace (text)",
		    .choices = format_names },
		{ .name = "infolvl",
		    .letter = 'i',
		    .kind = CLI_NUMBER,
		    .value = &detail,
		    .argument = "N",
		    .help = "how much to show, 0 to 4 (0)",
		    .high = 4 },
		{ .name = "of",
		    .kind = CLI_CHOICE,
		    .value = &showing.kind,
		    .argument = "TYPE",
		    .help = "thread or traceback: show these alone",
		    .choices = format_kinds },
		{ .name = "summary",
		    .kind = CLI_FLAG,
		    .value = &showing.options.summary,
		    .help = "of tracebacks, original: end with what came more than once" },
		COLOUR_OPTION(&colour),
		NEWS_OPTIONS(&checks),
		CLI_RECORD_MAX(&in.record_max, "64M"),
		CLI_PROGRESS(&in.progress),
		CLI_END,
	};
	const struct cli cli = { "st-render", "[file ...]",
		"Show threads, exceptions and groups of them.", options };
	char **files = cli_parse(&cli, argc, argv);
	struct stream *stream = stream_open(files, &in);

	showing.output = &format_outputs[format];
	showing.options.detail = (int)detail;
	showing.options.terminal = isatty(STDOUT_FILENO);
	showing.options.colour = colour_is_wanted(colour);
	showing.options.out = stdout;
	if (stream != NULL)
		show(stream, &showing, &checks);
	end(&showing);
	news_end(&checks);
	stream_close(stream);
	return cli_end();
}
