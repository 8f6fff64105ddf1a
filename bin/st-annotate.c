/* Labels records and trims their frames, by rules: st-annotate(1). */
#include "base/list.h"
#include "base/memory.h"
#include "base/shown.h"
#include "base/words.h"
#include "io/cli.h"
#include "record/names.h"
#include "rules/annotate.h"
#include "rules/packs.h"

#include <errno.h>
#include <stdio.h>

/* The rules, in the order in which they apply. */
struct ruleset {
	struct rulefile *first, *last;
};

/* NULL: the file has a fault, which has been said. */
static struct rulefile *
load(const char *path)
{
	struct rulefile_error error;
	struct rulefile *loaded = rulefile_load(path, &error);

	if (loaded == NULL)
		cli_failure_line(path, error.line, "%s", error.text);
	return loaded;
}

static void
load_files(struct ruleset *rules, const struct cli_texts *paths)
{
	for (size_t i = 0; i < paths->count; i++) {
		struct rulefile *loaded = load(paths->list[i]);

		if (loaded == NULL)
			continue;
		loaded->always = loaded->exe == NULL && loaded->needs_count == 0;
		LIST_APPEND(rules, loaded);
	}
}

static bool
is_asked_for(const struct cli_texts *names, struct bytes pack)
{
	for (size_t i = 0; i < names->count; i++)
		if (bytes_equal(pack, bytes_of(names->list[i])))
			return true;
	return false;
}

static void
check_names(const struct cli_texts *names, const struct packs *packs)
{
	struct buffer list = { .at = NULL };

	buffer_append(&list, BYTES("none"));
	for (int p = 0; p < packs->count; p++) {
		buffer_append(&list, BYTES(", "));
		buffer_append(&list, packs_name(packs, p));
	}
	for (size_t i = 0; i < names->count; i++) {
		struct bytes rest = buffer_bytes(&list), name, word = bytes_of(names->list[i]);
		bool found = false;

		while (!found && bytes_next(&rest, ',', &name))
			found = bytes_equal(bytes_trim(name), word);
		if (!found)
			cli_not_one_of("--pack", word, buffer_bytes(&list));
	}
	buffer_free(&list);
}

/* All packs, or those asked for; those for all kinds of programs come last. */
static void
load_packs(struct ruleset *rules, const struct cli_texts *names)
{
	struct ruleset generic = { .first = NULL };
	struct packs packs;

	if (packs_open(&packs))
		check_names(names, &packs);
	else
		cli_failure(packs.path.full ? NULL : packs.path.at, "%s",
		    packs.path.full ? "out of memory" : strerror(errno));
	for (int i = 0; i < packs.count; i++) {
		struct rulefile *loaded;

		if (names->count > 0 && !is_asked_for(names, packs_name(&packs, i)))
			continue;
		loaded = load(packs_path(&packs, i));
		if (loaded == NULL)
			continue;
		loaded->always = names->count > 0;
		LIST_APPEND(loaded->generic ? &generic : rules, loaded);
	}
	packs_close(&packs);
	*(rules->first == NULL ? &rules->first : &rules->last->next) = generic.first;
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
}

static void
annotate(struct annotator *annotator, struct ruleset *rules, const struct record *record)
{
	struct bytes line;

	if (!annotate_record(annotator, rules->first, record, &line) || memory_refused()) {
		stream_lost(record, "skipped");
		return;
	}
	report_given_up(rules);
	fwrite(line.at, 1, line.len, stdout);
	putchar('\n');
}

static void
annotate_all(struct annotator *annotator, struct ruleset *rules, struct stream *stream)
{
	static const struct bytes types[] = { BYTES_ROW(TYPE_THREAD), BYTES_ROW(TYPE_TRACEBACK),
		BYTES_ROW(TYPE_GROUP) };
	const struct record *record;

	while (stream != NULL && (record = stream_read(stream)) != NULL) {
		if (words_find(LIST(types), record->type) != WORDS_NONE)
			annotate(annotator, rules, record);
		else
			stream_pass(record);
	}
	stream_close(stream);
}

int
main(int argc, char *argv[])
{
	struct ruleset rules = { .first = NULL };
	struct annotator annotator = { .relabel = false };
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
		    .value = &annotator.relabel,
		    .help = "replace the labels that records have" },
		{ .name = "fingerprint-text",
		    .kind = CLI_FLAG,
		    .value = &annotator.fingerprint_text,
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
		annotate_all(&annotator, &rules, stream_open(operands, &in));
	free_rules(&rules);
	annotate_free(&annotator);
	cli_free_texts(&files);
	cli_free_texts(&packs);
	return cli_end();
}
