/* Labels records and trims their frames, by rules: st-annotate(1). */
#include "base/cli.h"
#include "group/fingerprint.h"
#include "record/edit.h"
#include "record/names.h"
#include "record/write.h"
#include "rules/annotate.h"
#include "rules/packs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

struct annotating {
	struct rulefile *rules, **last; /* in the order they apply */
	bool relabel, show_text;
	struct buffer out, frames, fingerprint;
};

/* A member that the record is to have. */
struct addition {
	struct buffer json;
	struct edit edit;
};

static struct rulefile *
load(struct annotating *annotating, const char *path)
{
	struct rulefile_error error;
	struct rulefile *rules = rulefile_load(path, &error);
	char subject[4096];

	if (rules == NULL) {
		snprintf(subject, sizeof(subject), error.line > 0 ? "%s:%lld" : "%s", path, error.line);
		cli_failure(subject, "%s", error.text);
		return NULL;
	}
	*annotating->last = rules;
	annotating->last = &rules->next;
	return rules;
}

static void
load_files(struct annotating *annotating, const struct cli_texts *paths)
{
	for (size_t i = 0; i < paths->count; i++) {
		struct rulefile *rules = load(annotating, paths->list[i]);

		if (rules != NULL)
			rules->always = rules->exe == NULL && rules->needs_count == 0;
	}
}

static bool
is_asked_for(const struct cli_texts *names, struct bytes pack)
{
	for (size_t i = 0; i < names->count; i++)
		if (bytes_equal(bytes_of(names->list[i]), pack))
			return true;
	return false;
}

static struct bytes
pack_name(const char *path)
{
	struct bytes name = bytes_of(strrchr(path, '/') + 1);

	return bytes_first(name, name.len - 5);
}

static void
check_names(const struct cli_texts *names, char **paths)
{
	for (size_t i = 0; i < names->count; i++) {
		bool found = strcmp(names->list[i], "none") == 0;

		for (size_t p = 0; paths != NULL && paths[p] != NULL; p++)
			found = found || bytes_equal(pack_name(paths[p]), bytes_of(names->list[i]));
		if (!found)
			cli_failure(names->list[i], "no such pack (st-annotate --list shows all)");
	}
}

/* All packs, or those asked for; gives the list, which the rules loaded refer to. */
static char **
load_packs(struct annotating *annotating, const struct cli_texts *names)
{
	struct buffer folder = { .at = NULL };
	char **paths;

	packs_folder(&folder);
	buffer_byte(&folder, '\0');
	paths = packs_list(folder.at);
	if (paths == NULL)
		cli_failure(folder.at, "%s", strerror(errno));
	buffer_free(&folder);
	check_names(names, paths);
	for (size_t i = 0; paths != NULL && paths[i] != NULL; i++) {
		struct rulefile *rules;

		if (names->count > 0 && !is_asked_for(names, pack_name(paths[i])))
			continue;
		rules = load(annotating, paths[i]);
		if (rules != NULL)
			rules->always = names->count > 0;
	}
	return paths;
}

static void
list_rules(const struct rulefile *rules)
{
	for (; rules != NULL; rules = rules->next)
		printf("%.*s\t%.*s\n", (int)rules->name.len, rules->name.at, (int)rules->about.len,
		    rules->about.len > 0 ? rules->about.at : "");
}

static void
set_text(struct addition *addition, const char *name, struct bytes text)
{
	buffer_reset(&addition->json);
	if (text.len > 0)
		write_text(&addition->json, text);
	addition->edit = (struct edit){ name, buffer_bytes(&addition->json) };
}

/* What the record has stays, unless it is to be labelled anew. */
static void
add_label(struct addition *additions, size_t *count, const struct annotating *annotating,
    const struct record *record, const char *name, struct bytes text)
{
	bool has = read_member(record->value, name) != NULL;

	if (annotating->relabel ? has || text.len > 0 : !has && text.len > 0)
		set_text(&additions[(*count)++], name, text);
}

static void
add_frames(struct annotating *annotating, const struct stack *stack, struct addition *additions,
    size_t *count)
{
	struct addition *trimmed = &additions[(*count)++];
	struct buffer *frames = &annotating->frames;

	buffer_reset(&trimmed->json);
	buffer_number(&trimmed->json, (long long)stack->trimmed);
	trimmed->edit = (struct edit){ NAME_TRIMMED, buffer_bytes(&trimmed->json) };
	if (stack->trimmed == 0)
		return;
	buffer_reset(frames);
	buffer_byte(frames, '[');
	for (size_t i = 0; i < stack->count; i++) {
		if (i > 0)
			buffer_byte(frames, ',');
		buffer_append(frames, stack->frames[i].json);
	}
	buffer_byte(frames, ']');
	additions[(*count)++].edit = (struct edit){ NAME_FRAMES, buffer_bytes(frames) };
}

/* The fingerprint is that of the frames before any trim. */
static void
add_fingerprint(struct annotating *annotating, const struct record *record,
    struct addition *additions, size_t *count)
{
	char fingerprint[FINGERPRINT_SIZE];
	struct bytes text;

	if (read_member(record->value, NAME_FINGERPRINT) != NULL ||
	    read_member(record->value, NAME_TRIMMED) != NULL ||
	    bytes_equal(record->type, BYTES(TYPE_TRACEBACK)))
		return;
	text = fingerprint_text(record->value, record->memory, &annotating->fingerprint);
	if (text.len == 0)
		return;
	fingerprint_hash(text, fingerprint);
	set_text(&additions[(*count)++], NAME_FINGERPRINT, bytes_of(fingerprint));
	if (annotating->show_text)
		set_text(&additions[(*count)++], NAME_FINGERPRINT_TEXT, text);
}

static void
write_record(struct annotating *annotating, const struct record *record,
    const struct addition *additions, size_t count)
{
	struct edit edits[10];

	for (size_t i = 0; i < count; i++)
		edits[i] = additions[i].edit;
	buffer_reset(&annotating->out);
	edit_write(&annotating->out, record->line, edits, count);
	buffer_byte(&annotating->out, '\n');
	if (annotating->out.full)
		cli_unusable_line(record->file, record->number, "out of memory, skipped");
	else
		fwrite(annotating->out.at, 1, annotating->out.len, stdout);
}

static void
annotate(struct annotating *annotating, const struct record *record, struct addition *additions)
{
	struct annotation found = { .trims = false };
	struct annotate_limit limit = { .line = 0 };
	struct stack stack;
	size_t count = 0;

	if (!stack_read(&stack, record)) {
		cli_unusable_line(record->file, record->number, "out of memory, skipped");
		return;
	}
	add_fingerprint(annotating, record, additions, &count);
	if (read_member(record->value, NAME_TRIMMED) == NULL)
		annotate_trim(annotating->rules, &stack, &found, &limit);
	annotate_label(annotating->rules, &stack, &found, &limit);
	if (limit.line > 0)
		cli_note(limit.path, "the pattern of the rule in line %lld took too long on a record; "
		    "the rule is passed over there", limit.line);
	if (found.trims)
		add_frames(annotating, &stack, additions, &count);
	add_label(additions, &count, annotating, record, NAME_ROLE, found.role);
	add_label(additions, &count, annotating, record, NAME_STATE, found.state);
	if (found.issue.len > 0 &&
	    (annotating->relabel || read_member(record->value, NAME_ISSUE) == NULL))
		additions[count++].edit = (struct edit){ NAME_ISSUE, found.issue };
	add_label(additions, &count, annotating, record, NAME_PACK, found.pack);
	if (count == 0)
		stream_pass(record);
	else
		write_record(annotating, record, additions, count);
}

static bool
is_ours(struct bytes type)
{
	return bytes_equal(type, BYTES(TYPE_THREAD)) || bytes_equal(type, BYTES(TYPE_TRACEBACK)) ||
	    bytes_equal(type, BYTES(TYPE_GROUP));
}

static void
annotate_all(struct annotating *annotating, struct stream *stream)
{
	struct addition additions[10] = { { .json = { .at = NULL } } };
	const struct record *record;

	while ((record = stream_read(stream)) != NULL) {
		if (is_ours(record->type))
			annotate(annotating, record, additions);
		else
			stream_pass(record);
	}
	for (size_t i = 0; i < sizeof(additions) / sizeof(additions[0]); i++)
		buffer_free(&additions[i].json);
}

int
main(int argc, char *argv[])
{
	struct annotating annotating = { .rules = NULL };
	struct cli_texts files = { .count = 0 }, packs = { .count = 0 };
	bool check = false, list = false, progress = false;
	long long record_max = INPUT_RECORD_MAX;
	const struct cli_option options[] = {
		{ .name = "rules", .letter = 'r', .kind = CLI_TEXTS, .value = &files, .argument = "FILE",
			.help = "apply the rules of a file (may be given again)" },
		{ .name = "pack", .kind = CLI_TEXTS, .value = &packs, .argument = "NAME",
			.help = "apply just these packs, or none (may be given again)" },
		{ .name = "relabel", .kind = CLI_FLAG, .value = &annotating.relabel,
			.help = "replace the labels that records have" },
		{ .name = "fingerprint-text", .kind = CLI_FLAG, .value = &annotating.show_text,
			.help = "add the clear text of fingerprints" },
		{ .name = "check", .kind = CLI_FLAG, .value = &check,
			.help = "check the rules and end" },
		{ .name = "list", .kind = CLI_FLAG, .value = &list,
			.help = "list the rules and what they are about, and end" },
		CLI_RECORD_MAX(&record_max),
		CLI_PROGRESS(&progress),
		CLI_END,
	};
	const struct cli cli = { "st-annotate", "[file ...]",
		"Label threads and tracebacks and trim their frames, by rules.", options };
	char **operands = cli_parse(&cli, argc, argv), **paths;
	bool ready;

	annotating.last = &annotating.rules;
	load_files(&annotating, &files);
	paths = load_packs(&annotating, &packs);
	if (list)
		list_rules(annotating.rules);
	ready = cli_status() == 0 && !check && !list;
	if (ready) {
		struct stream *stream = stream_open(operands, (size_t)record_max);

		if (stream == NULL)
			cli_failure(NULL, "out of memory");
		if (stream != NULL && progress)
			stream_show_progress(stream);
		if (stream != NULL)
			annotate_all(&annotating, stream);
		stream_close(stream);
	}
	for (struct rulefile *rules = annotating.rules, *next; rules != NULL; rules = next) {
		next = rules->next;
		rulefile_free(rules);
	}
	packs_free(paths);
	buffer_free(&annotating.out);
	buffer_free(&annotating.frames);
	buffer_free(&annotating.fingerprint);
	return cli_end();
}
