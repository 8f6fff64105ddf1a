/* Labels records and trims their frames, by rules: st-annotate(1). */
#include "base/memory.h"
#include "base/shown.h"
#include "io/cli.h"
#include "record/names.h"
#include "rules/packs.h"
#include "rules/rewrite.h"

#include <errno.h>
#include <stdio.h>

/* The rules, in the order in which they apply. */
struct ruleset {
	struct rulefile *first, **last;
	char **packs; /* the paths of the packs, which the rules refer to */
};

static struct rulefile *
load(struct ruleset *rules, const char *path)
{
	struct rulefile_error error;
	struct rulefile *loaded = rulefile_load(path, &error);

	if (loaded == NULL) {
		cli_failure_line(path, error.line, "%s", error.text);
		return NULL;
	}
	*rules->last = loaded;
	rules->last = &loaded->next;
	return loaded;
}

static void
load_files(struct ruleset *rules, const struct cli_texts *paths)
{
	for (size_t i = 0; i < paths->count; i++) {
		struct rulefile *loaded = load(rules, paths->list[i]);

		if (loaded != NULL)
			loaded->always = loaded->exe == NULL && loaded->needs_count == 0;
	}
}

static bool
is_asked_for(const struct cli_texts *names, const char *path)
{
	for (size_t i = 0; i < names->count; i++)
		if (bytes_equal(packs_name(path), bytes_of(names->list[i])))
			return true;
	return false;
}

static void
check_names(const struct cli_texts *names, char **paths)
{
	for (size_t i = 0; i < names->count; i++) {
		bool found = strcmp(names->list[i], "none") == 0;

		for (size_t p = 0; paths[p] != NULL; p++)
			found =
			    found || bytes_equal(packs_name(paths[p]), bytes_of(names->list[i]));
		if (!found)
			cli_failure(names->list[i], "no such pack (st-annotate --list shows all)");
	}
}

/* All packs, or those asked for. */
static void
load_packs(struct ruleset *rules, const struct cli_texts *names)
{
	struct buffer folder = { .at = NULL };
	struct rulefile **first = rules->last;

	packs_folder(&folder);
	buffer_byte(&folder, '\0');
	if (folder.full)
		cli_failure(NULL, "out of memory");
	else if ((rules->packs = packs_list(folder.at)) == NULL)
		cli_failure(folder.at, "%s", strerror(errno));
	buffer_free(&folder);
	if (rules->packs == NULL)
		return;
	check_names(names, rules->packs);
	for (size_t i = 0; rules->packs[i] != NULL; i++) {
		struct rulefile *loaded;

		if (names->count > 0 && !is_asked_for(names, rules->packs[i]))
			continue;
		loaded = load(rules, rules->packs[i]);
		if (loaded != NULL)
			loaded->always = names->count > 0;
	}
	packs_order(first);
}

/* That a pattern takes too long is said with its rule: the first time, and when that is too often. */
static void
report_given_up(struct ruleset *rules)
{
	static const char once[] =
	    "a pattern took too long on a record: the rule is passed over there";
	static const char often[] =
	    "a pattern took too long on ten records: the rule is not tried again";
	const struct rule *rule;

	for (struct rulefile *each = rules->first; each != NULL; each = each->next)
		while ((rule = annotate_next_given_up(each)) != NULL)
			cli_unusable_line(
			    each->path, rule->line, "%s", rule->said == 1 ? once : often);
}

static void
list(const struct ruleset *rules)
{
	struct buffer out = { .at = NULL };

	for (const struct rulefile *each = rules->first; each != NULL; each = each->next) {
		buffer_reset(&out);
		shown_append(&out, each->name);
		buffer_byte(&out, '\t');
		shown_append(&out, each->about);
		buffer_byte(&out, '\n');
		fwrite(out.at, 1, out.len, stdout);
	}
	buffer_free(&out);
}

static void
free_rules(struct ruleset *rules)
{
	for (struct rulefile *each = rules->first, *next; each != NULL; each = next) {
		next = each->next;
		rulefile_free(each);
	}
	packs_free(rules->packs);
}

static bool
is_ours(struct bytes type)
{
	return bytes_equal(type, BYTES(TYPE_THREAD)) || bytes_equal(type, BYTES(TYPE_TRACEBACK)) ||
	    bytes_equal(type, BYTES(TYPE_GROUP));
}

static void
annotate(struct rewrite *rewrite, struct ruleset *rules, const struct record *record)
{
	struct bytes line;

	if (!rewrite_record(rewrite, rules->first, record, &line) || memory_refused()) {
		stream_lost(record, "skipped");
		return;
	}
	report_given_up(rules);
	fwrite(line.at, 1, line.len, stdout);
	putchar('\n');
}

static void
annotate_all(struct rewrite *rewrite, struct ruleset *rules, struct stream *stream)
{
	const struct record *record;

	while (stream != NULL && (record = stream_read(stream)) != NULL) {
		if (is_ours(record->type))
			annotate(rewrite, rules, record);
		else
			stream_pass(record);
	}
	stream_close(stream);
}

int
main(int argc, char *argv[])
{
	struct ruleset rules = { .last = &rules.first };
	struct rewrite rewrite = { .relabel = false };
	struct cli_texts files = { .count = 0 }, packs = { .count = 0 };
	struct stream_options in = STREAM_OPTIONS;
	bool check = false, listing = false;
	const struct cli_option options[] = {
		{ .name = "rules",
		    .letter = 'r',
		    .kind = CLI_TEXTS,
		    .value = &files,
		    .argument = "FILE",
		    .help = "apply the rules of a file (may be given again)" },
		{ .name = "pack",
		    .kind = CLI_TEXTS,
		    .value = &packs,
		    .argument = "NAME",
		    .help = "apply just these packs, or none (may be given again)" },
		{ .name = "relabel",
		    .kind = CLI_FLAG,
		    .value = &rewrite.relabel,
		    .help = "replace the labels that records have" },
		{ .name = "fingerprint-text",
		    .kind = CLI_FLAG,
		    .value = &rewrite.fingerprint_text,
		    .help = "add the clear text of fingerprints" },
		{ .name = "check",
		    .kind = CLI_FLAG,
		    .value = &check,
		    .help = "check the rules and end" },
		{ .name = "list",
		    .kind = CLI_FLAG,
		    .value = &listing,
		    .help = "list the rules and what they are about, and end" },
		CLI_RECORD_MAX(&in.record_max, "64M"),
		CLI_PROGRESS(&in.progress),
		CLI_END,
	};
	const struct cli cli = { "st-annotate", "[file ...]",
		"Label threads and tracebacks and trim their frames, by rules.", options };
	char **operands = cli_parse(&cli, argc, argv);

	if (operands[0] != NULL && (check || listing))
		cli_failure(operands[0], "not read with --%s: rules are named with -r",
		    check ? "check" : "list");
	load_files(&rules, &files);
	load_packs(&rules, &packs);
	if (listing)
		list(&rules);
	else if (!check && cli_status() == 0)
		annotate_all(&rewrite, &rules, stream_open(operands, &in));
	free_rules(&rules);
	rewrite_free(&rewrite);
	cli_free_texts(&files);
	cli_free_texts(&packs);
	return cli_end();
}
