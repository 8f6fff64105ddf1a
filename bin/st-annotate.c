/* Labels records and trims their frames, by rules, and says which are known: st-annotate(1). */
#include "base/memory.h"
#include "base/shown.h"
#include "base/words.h"
#include "io/cli.h"
#include "record/names.h"
#include "rules/annotate.h"
#include "rules/explain.h"
#include "rules/redact.h"
#include "rules/review.h"
#include "rules/ruleset.h"
#include "same/fingerprint.h"
#include "json/write.h"

#include <stdio.h>

/* Reports patterns that take too long, with their rules: the first time, and when a rule is given up for good. */
static void
report_given_up(struct ruleset *rules)
{
	const struct rule *rule;

	for (struct rulefile *each = rules->first; each != NULL; each = each->next)
		while ((rule = annotate_next_given_up(each)) != NULL)
			cli_unusable_line(each->path, rule->line, "a pattern took too long on %s",
			    rule->said == 1 ? "a record: the rule is passed over there"
					    : "ten records: the rule is not tried again");
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
review(const struct ruleset *rules)
{
	for (const struct rulefile *each = rules->first; each != NULL; each = each->next)
		review_rules(each);
}

/* What to do with known issues, and what was found of them. */
struct judging {
	struct known known;
	bool new_only, unused;
	struct news_checks checks;
	long long gaps[JUDGE_GAPS]; /* how many records, by why they could not be judged */
};

/* Loads a file as a whole, or not at all: known issues that are missing would count as new. */
static void
load_known(struct known *known, const char *path, const struct stream_options *options)
{
	char *files[] = { (char *)path, NULL };
	struct stream *stream = stream_open(files, options);
	const struct record *record;
	struct known_fault fault;

	while (stream != NULL && cli_status() == 0 && (record = stream_read(stream)) != NULL)
		if (!known_add(known, record, &fault))
			cli_failure_line(path, record->number, "%s", fault.text);
	stream_close(stream);
	if (cli_status() == 1)
		cli_failure(path, "known issues are used only if all of the file can be read");
}

/* Notes how many records or issues can be neither known nor new. */
static void
report_count(long long count, const char *what, const char *and)
{
	if (count > 0)
		cli_note("--known", "%lld %s%s %s", count, what, count == 1 ? "" : "s", and);
}

/* Notes why a record could not be judged, for the first such record alone. */
static void
report_gap(const struct record *record, const struct judged *judged)
{
	if (judged->gap == JUDGE_NO_RELEASE)
		cli_note_line(record->file, record->number,
		    "its issue was fixed in %.*s, and its release is unknown (--release): it "
		    "counts as known, as do all such",
		    (int)judged->fixed.len, judged->fixed.at);
	if (judged->gap == JUDGE_NOT_COMPARABLE)
		cli_note_line(record->file, record->number,
		    "its issue was fixed in %.*s, and its release is %.*s: one that begins with no "
		    "digit cannot be compared, so it counts as known, as do all such",
		    (int)judged->fixed.len, judged->fixed.at, (int)judged->release.len,
		    judged->release.at);
}

/* Writes the line of a record, with its secrets masked if that was asked for; or lists the secrets. */
static void
write_line(struct redactor *redactor, const struct record *record, struct bytes line)
{
	if (redactor->texts.count > 0 && !redact_line(redactor, record, &line)) {
		stream_lost(record, "skipped");
		return;
	}
	if (redactor->preview)
		line = buffer_bytes(&redactor->list);
	fwrite(line.at, 1, line.len, stdout);
	if (!redactor->preview)
		putchar('\n');
}

static void
write_unused(struct redactor *redactor, const struct known *known)
{
	const struct known_entry *entry;
	size_t at = 0;

	while ((entry = known_next_unused(known, &at)) != NULL)
		write_line(redactor,
		    &(struct record){
			.memory = known->memory, .file = entry->file, .number = entry->line },
		    entry->group);
}

static void
report_redacted(const struct redactor *redactor)
{
	for (size_t i = 0; i < redactor->class_count; i++)
		if (redactor->classes[i].count > 0)
			cli_note("--redact", "%.*s: %lld %s", (int)redactor->classes[i].name.len,
			    redactor->classes[i].name.at, redactor->classes[i].count,
			    redactor->preview ? "found" : "masked");
}

/* At the end: reports what could not be judged, and which issues were not seen. */
static void
report_judged(struct judging *judging, struct redactor *redactor)
{
	const struct known *known = &judging->known;
	size_t unused = known_count_unused(known);

	report_count(judging->gaps[JUDGE_NO_FINGERPRINT], "record",
	    "without a fingerprint: neither known nor new");
	report_count(judging->gaps[JUDGE_OTHER_VERSION], "record",
	    "with a fingerprint of another version (not " FINGERPRINT_VERSION
	    "): neither known nor new");
	if (judging->unused)
		write_unused(redactor, known);
	judging->checks.unused = (long long)unused;
	if (unused > 0 && !judging->checks.fail_on_unused)
		cli_note("--known",
		    "%zu of %zu known issues not seen: prune the file (st-annotate(1) shows how), "
		    "or let them pass, as this does",
		    unused, known->fingerprints.count);
	news_end(&judging->checks);
}

/* False: the record is not wanted. */
static bool
count_judged(
    struct judging *judging, const struct annotator *annotator, const struct record *record)
{
	const struct judged *judged = &annotator->judged;
	struct news news = judged->news;

	if (judging->gaps[judged->gap]++ == 0)
		report_gap(record, judged);
	if (news.told)
		news_count(&judging->checks, news);
	return !judging->new_only || !news.told || news.fresh || news.regressed;
}

/* Writes, in place of a record, why it is labelled as it is. */
static void
explain(struct annotator *annotator, const struct ruleset *rules, const struct record *record)
{
	struct buffer *out = &annotator->text;

	buffer_reset(out);
	if (explain_append(out, annotator, rules->first, record))
		fwrite(out->at, 1, out->len, stdout);
	else
		stream_lost(record, "not explained");
}

static void
annotate(struct annotator *annotator, struct ruleset *rules, struct judging *judging,
    struct redactor *redactor, const struct record *record)
{
	struct bytes line;

	if (!annotate_record(annotator, rules->first, record, &line) || memory_refused()) {
		stream_lost(record, "skipped");
		return;
	}
	report_given_up(rules);
	if (annotator->reasons != NULL) {
		explain(annotator, rules, record);
		return;
	}
	if (count_judged(judging, annotator, record))
		write_line(redactor, record, line);
}

static void
annotate_all(struct annotator *annotator, struct ruleset *rules, struct judging *judging,
    struct redactor *redactor, struct stream *stream)
{
	static const struct bytes types[] = { BYTES_ROW(TYPE_THREAD), BYTES_ROW(TYPE_TRACEBACK),
		BYTES_ROW(TYPE_GROUP) };
	const struct record *record;

	while (stream != NULL && (record = stream_read(stream)) != NULL) {
		if (words_find(LIST(types), record->type) != WORDS_NONE)
			annotate(annotator, rules, judging, redactor, record);
		else if (bytes_equal(record->type, BYTES(TYPE_CAPTURE)) &&
		    annotator->reasons == NULL)
			write_line(redactor, record, record->line);
		else if (!redactor->preview && annotator->reasons == NULL)
			stream_pass(record);
	}
	stream_close(stream);
	report_judged(judging, redactor);
	report_redacted(redactor);
}

/* The first option given that is of no use without known issues; NULL: none. */
static const char *
wants_known(const struct judging *judging)
{
	return judging->new_only             ? "--new-only"
	    : judging->unused                ? "--unused"
	    : judging->checks.fail_on_new    ? "--fail-on-new"
	    : judging->checks.fail_on_unused ? "--fail-on-unused"
					     : NULL;
}

static void
load_all_known(struct annotator *annotator, struct judging *judging, const struct cli_texts *paths,
    const struct stream_options *options)
{
	const char *option = wants_known(judging);

	if (option != NULL && paths->count == 0)
		cli_usage("--known", "wanted by %s", option);
	judging->known.keep = judging->unused;
	annotator->known = paths->count > 0 ? &judging->known : NULL;
	for (size_t i = 0; i < paths->count; i++) {
		if (strcmp(paths->list[i], "-") == 0)
			cli_usage("--known", "standard input holds the records");
		load_known(&judging->known, paths->list[i], options);
	}
	report_count((long long)judging->known.nameless, "known issue",
	    "without a fingerprint: no record can match it");
	report_count((long long)judging->known.others, "known issue",
	    "with a fingerprint of another version (not " FINGERPRINT_VERSION
	    "): no record that is made now can match it");
}

static void
begin_redaction(struct redactor *redactor, const struct ruleset *rules, const char *classes)
{
	struct bytes wrong;

	if (classes == NULL && !redactor->preview)
		return;
	if (redact_begin(redactor, bytes_of(classes), rules->first, &wrong))
		return;
	if (wrong.len == 0)
		cli_failure("--redact", "out of memory");
	else
		cli_not_one_of("--redact", wrong,
		    BYTES("default, all, password, token, header, jwt, key, cookie, email, ip, "
			  "user"));
}

/* Options that are not kept elsewhere. */
struct wanted {
	struct cli_texts files, packs, known;
	const char *release, *classes;
	bool check, listing, explain;
	struct stream_options in;
};

/* Gives the operands. */
static char **
read_options(int argc, char *argv[], struct wanted *wanted, struct annotator *annotator,
    struct judging *judging, struct redactor *redactor)
{
	const struct cli_option options[] = {
		{ .name = "rules",
		    .letter = 'r',
		    .kind = CLI_TEXTS,
		    .value = &wanted->files,
		    .argument = "FILE",
		    .help = "apply the rules of a file (may be given again)" },
		CLI_WORDS("pack", &wanted->packs, "NAME",
		    "apply just these packs, or none (may be given again)"),
		CLI_SWITCH("relabel", &annotator->relabel, "replace the labels that records have"),
		CLI_WORDS("known", &wanted->known, "FILE",
		    "say what is known, by the groups of a file (may be given again)"),
		CLI_WORD(
		    "release", &wanted->release, "TEXT", "the release of records that name none"),
		CLI_SWITCH("new-only", &judging->new_only,
		    "leave out what is known and has not regressed"),
		CLI_SWITCH(
		    "unused", &judging->unused, "end with the known issues that were not seen"),
		NEWS_OPTIONS(&judging->checks),
		{ .name = "redact",
		    .kind = CLI_OPTIONAL,
		    .value = &wanted->classes,
		    .argument = "CLASS[,CLASS...]",
		    .help = "mask secrets: default, all, or these classes of them" },
		CLI_SWITCH("preview", &redactor->preview,
		    "list what --redact would mask, and write no records"),
		CLI_SWITCH("fingerprint-text", &annotator->fingerprint_text,
		    "add the clear text of fingerprints"),
		CLI_SWITCH("explain", &wanted->explain,
		    "say which rules labelled and trimmed each record, and write no records"),
		CLI_SWITCH("check", &wanted->check, "check the rules and end"),
		CLI_SWITCH(
		    "list", &wanted->listing, "list the rules and what they are about, and end"),
		FILEPART_OPTIONS(&wanted->in.part),
		CLI_RECORD_MAX(&wanted->in.record_max, "64M"),
		CLI_PROGRESS(&wanted->in.progress),
		CLI_END,
	};
	const struct cli cli = { "st-annotate", "[file ...]",
		"Label threads and tracebacks and trim their frames, by rules.", options, NULL };
	char **operands = cli_parse(&cli, argc, argv);

	if (operands[0] != NULL && (wanted->check || wanted->listing))
		cli_failure(operands[0], "not read with --%s: rules are named with -r",
		    wanted->check ? "check" : "list");
	return operands;
}

/* Writes the release as JSON into the buffer. */
static void
set_release(struct annotator *annotator, const char *release, struct buffer *json)
{
	if (release != NULL && release[0] == '\0')
		cli_usage("--release", "is empty");
	if (release != NULL)
		write_text(json, bytes_of(release));
	annotator->release = buffer_bytes(json);
}

int
main(int argc, char *argv[])
{
	struct ruleset rules = { .first = NULL };
	struct annotator annotator = { .relabel = false };
	struct judging judging = { .new_only = false };
	struct redactor redactor = { .preview = false };
	struct wanted wanted = { .in = STREAM_OPTIONS };
	struct reasons reasons = { .trims = false };
	struct buffer json = { .at = NULL };
	char **operands = read_options(argc, argv, &wanted, &annotator, &judging, &redactor);

	ruleset_add_files(&rules, &wanted.files);
	ruleset_add_packs(&rules, &wanted.packs);
	annotator.reasons = wanted.explain ? &reasons : NULL;
	set_release(&annotator, wanted.release, &json);
	load_all_known(&annotator, &judging, &wanted.known, &wanted.in);
	begin_redaction(&redactor, &rules, wanted.classes);
	if (wanted.listing)
		list(&rules);
	else if (wanted.check)
		review(&rules);
	else if (cli_status() == 0)
		annotate_all(&annotator, &rules, &judging, &redactor,
		    stream_open_part(operands, &wanted.in));
	redact_end(&redactor);
	ruleset_free(&rules);
	known_free(&judging.known);
	buffer_free(&json);
	annotate_free(&annotator);
	cli_free_texts(&wanted.files);
	cli_free_texts(&wanted.packs);
	cli_free_texts(&wanted.known);
	return cli_end();
}
