/* Records: the stages after the parsers take any line, and what they write are records. */
#include "../unit/oracle.h"
#include "../unit/trees.h"
#include "fuzz.h"
#include "group/group.h"
#include "record/names.h"
#include "render/format.h"
#include "rules/annotate.h"
#include "same/fingerprint.h"
#include "json/arraycache.h"
#include "json/edit.h"

#include <stdlib.h>

enum { CEILING = 64 * 1024 * 1024 };

static FILE *
nowhere(void)
{
	static FILE *file;

	if (file == NULL)
		file = fopen("/dev/null", "w");
	if (file == NULL)
		abort();
	return file;
}

/* Reads the text, which has to be JSON. */
static const struct value *
read_again(struct bytes text, struct arena *memory)
{
	const char *reason;
	size_t place;
	const struct value *value =
	    memory == NULL ? NULL : json_read(text, memory, &reason, &place);

	fuzz_expect(value != NULL);
	return value;
}

static void
expect_json(struct bytes text)
{
	struct arena *memory = arena_new(CEILING);

	read_again(text, memory);
	arena_free(memory);
}

/* The text has to be an object whose member of that name is written like `wanted`. */
static void
expect_member(struct bytes text, const char *name, struct bytes wanted)
{
	struct arena *memory = arena_new(CEILING);
	const struct value *value = read_again(text, memory);

	fuzz_expect(bytes_compare(json_written(json_member(value, name)), wanted) == 0);
	arena_free(memory);
}

/* If both accept the line, cJSON reads the same values. */
static void
read_as_cjson(struct bytes line, struct arena *memory)
{
	const char *reason;
	size_t place;
	const struct value *ours = json_read(line, memory, &reason, &place);
	char *text = ours == NULL ? NULL : malloc(line.len + 1);
	cJSON *theirs;

	if (text == NULL)
		return;
	memcpy(text, line.at, line.len);
	text[line.len] = '\0';
	theirs = cJSON_ParseWithOpts(text, NULL, true);
	fuzz_expect(theirs != NULL || oracle_may_refuse(line));
	if (theirs != NULL && bytes_find(line, BYTES("\\u0000")) == NULL)
		fuzz_expect(oracle_agrees(ours, theirs));
	cJSON_Delete(theirs);
	free(text);
}

/* A reader that remembers earlier arrays reads the same values as one that does not. */
static void
read_cached(struct bytes line, struct arena *memory)
{
	static struct arraycache *cache;
	const char *reason, *why;
	size_t place, where;
	const struct value *plain, *known;

	if (cache == NULL)
		cache = arraycache_new(BYTES(NAME_FRAMES));
	plain = json_read(line, memory, &reason, &place);
	for (int i = 0; i < 2; i++) {
		known = json_read_like(line, memory, cache, &why, &where);
		fuzz_expect(where == place && strcmp(why, reason) == 0);
		fuzz_expect((known == NULL) == (plain == NULL));
		fuzz_expect(plain == NULL || trees_agree(known, plain));
	}
}

/* A record stays valid when members are added and removed. */
static void
edit(const struct record *record)
{
	static const char *const names[] = { NAME_TYPE, NAME_FRAMES, NAME_TID, "x" };
	struct buffer out = { .at = NULL };

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		for (int remove = 0; remove <= 1; remove++) {
			struct edit edits[] = {
				{ .name = names[i],
				    .value = remove ? BYTES("") : BYTES("\"value\"") },
				{ .name = NAME_ROLE, .value = BYTES("{\"a\":[1]}") },
			};

			buffer_reset(&out);
			edit_write(&out, record->value, edits, 2);
			expect_member(buffer_bytes(&out), names[i], edits[0].value);
		}
	}
	buffer_free(&out);
}

static void
group(const struct record *record)
{
	static const struct bytes by = {
		"process,functions,exception,message,fingerprint,role,comm", 57
	};
	struct group_options options = { .members_max = 2, .messages = { .most = 9 } };
	struct bytes wrong, line;
	struct counts counts;
	struct grouping *grouping;

	if (!key_parse(by, &options.threads, &wrong) || !key_parse(by, &options.tracebacks, &wrong))
		abort();
	grouping = group_new(&options);
	fuzz_expect(grouping != NULL);
	if (grouping == NULL)
		return;
	if (group_takes(record) && counts_read(record, &counts) == NULL) {
		group_add(grouping, record, &counts);
		group_add(grouping, record, &counts);
	}
	while (group_next(grouping, &line))
		if (line.len > 0)
			fwrite(line.at, 1, line.len, nowhere());
	group_free(grouping);
}

static void
render(const struct record *record)
{
	struct counts counts;
	int kind = counts_read(record, &counts) == NULL ? format_kind(record) : -1;

	for (size_t i = 0; kind >= 0 && format_names[i] != NULL; i++) {
		const struct format *format = format_outputs[i].of[kind];
		struct format_options options = {
			.detail = 4, .summary = true, .colour = i == 0, .out = nowhere()
		};
		struct rendering *rendering =
		    format == NULL ? NULL : format_begin(format, &options);

		if (rendering == NULL)
			continue;
		format_add(rendering, record);
		(void)format_end(rendering);
	}
}

/* Rules see the frames of the line. */
static void
read_stack(const struct record *record)
{
	struct stack stack;

	if (!stack_read(&stack, record))
		return;
	for (size_t i = 0; i < stack.count; i++)
		expect_json(json_written(stack.frames[i].value));
}

/* Annotating twice without rules: the second time adds nothing. */
static void
rewrite(const struct record *record)
{
	struct annotator work = { .relabel = false };
	struct buffer once = { .at = NULL };
	struct bytes line;
	struct record again = *record;
	struct stream_fault fault;

	if (annotate_record(&work, NULL, record, &line)) {
		buffer_append(&once, line);
		expect_json(buffer_bytes(&once));
		fuzz_expect(stream_parse(buffer_bytes(&once), record->memory, &again, &fault) &&
		    annotate_record(&work, NULL, &again, &line) &&
		    bytes_equal(line, buffer_bytes(&once)));
	} else {
		fuzz_expect(false);
	}
	annotate_free(&work);
	buffer_free(&once);
}

static void
take_line(struct bytes line)
{
	struct arena *memory = arena_new(CEILING);
	struct buffer text = { .at = NULL };
	struct record record = { .line = line };
	struct stream_fault fault;

	fuzz_expect(memory != NULL);
	if (memory == NULL)
		return;
	read_as_cjson(line, memory);
	arena_reset(memory);
	read_cached(line, memory);
	arena_reset(memory);
	if (stream_parse(line, memory, &record, &fault)) {
		edit(&record);
		read_stack(&record);
		rewrite(&record);
		fingerprint_text(record.value, memory, &text);
		group(&record);
		render(&record);
	} else {
		fuzz_expect(fault.place <= line.len && fault.reason[0] != '\0');
	}
	buffer_free(&text);
	arena_free(memory);
}

void
fuzz_one(const uint8_t *data, size_t size)
{
	struct bytes text = { (const char *)data, size };

	while (text.len > 0) {
		const char *newline = memchr(text.at, '\n', text.len);
		size_t length = newline == NULL ? text.len : (size_t)(newline - text.at);
		/* copied to memory of exactly its size, so that sanitizers notice a read beyond the end */
		char *line = malloc(length == 0 ? 1 : length);

		if (line == NULL)
			return;
		memcpy(line, text.at, length);
		take_line((struct bytes){ line, length });
		free(line);
		text = bytes_from(text, length + 1);
	}
}
