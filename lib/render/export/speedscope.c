/* Profiles for speedscope, one for each process: each stack with its weight, below its pool. */
#include "base/array.h"
#include "base/keyset.h"
#include "record/names.h"
#include "render/built.h"
#include "render/export/exported.h"
#include "render/export/weight.h"
#include "render/recursion.h"

#include <stdlib.h>

enum { HELD_MAX = 256 * 1024 * 1024 }; /* bytes of frames' and processes' names */

struct profile {
	cJSON *samples, *weights;
	struct bytes finding; /* on the process, with a colon before it; no bytes: none */
	long long total;
	bool is_cpu; /* the weights are milliseconds */
};

struct speedscope {
	struct rendering rendering;
	struct arena *memory;
	struct keyset frames, processes;
	struct weights cpu;
	cJSON *shared;            /* the frames, by their numbers */
	struct profile *profiles; /* by the numbers of their processes */
	size_t size;
};

/* The number of a frame, by its name and place; INDEX_NONE: no memory. */
static size_t
number_of(struct speedscope *work, struct bytes name, const struct value *frame)
{
	struct buffer *key = &work->rendering.line;
	struct bytes path = exported_path(&work->rendering.options, json_text(frame, NAME_FILE));
	long long line = json_number(frame, NAME_LINE);
	size_t number;
	cJSON *object;

	buffer_set(key, name);
	buffer_byte(key, '\0');
	buffer_append(key, path);
	format_append_number(key, ":", line, "");
	number = keyset_find(&work->frames, buffer_bytes(key));
	if (number != INDEX_NONE || key->full)
		return key->full ? INDEX_NONE : number;
	object = built_object();
	built_text(object, "name", name);
	built_text(object, "file", path);
	built_number(object, "line", line > 0 ? line : -1);
	if (built_element(work->shared, object) == NULL)
		return INDEX_NONE;
	return keyset_add(&work->frames, buffer_bytes(key), work->memory);
}

/* The profile of the record's process, or of all, since a group not by process may be of several. NULL: no memory. */
static struct profile *
profile_of(struct speedscope *work, const struct record *record, bool is_cpu)
{
	struct buffer *key = &work->rendering.line;
	struct profile added = { .is_cpu = is_cpu };
	size_t number;

	buffer_reset(key);
	if (format_kind(record) == FORMAT_TRACEBACKS)
		buffer_append(key, BYTES("exceptions"));
	else if (format_is_by(record, NAME_PROCESS))
		exported_append_process(key, record);
	if (key->len == 0)
		buffer_append(key, BYTES("threads"));
	if (is_cpu)
		buffer_append(key, BYTES(", CPU time"));
	number = keyset_find(&work->processes, buffer_bytes(key));
	if (number != INDEX_NONE)
		return &work->profiles[number];
	if (!ARRAY_ROOM(work->profiles, work->processes.count, work->size))
		return NULL;
	number = keyset_add(&work->processes, buffer_bytes(key), work->memory);
	if (number == INDEX_NONE)
		return NULL;
	added.samples = built_array();
	added.weights = built_array();
	work->profiles[number] = added;
	return &work->profiles[number];
}

/* Adds a finding to the profile of its process. */
static void
add_finding(struct speedscope *work, struct profile *profile, const struct record *record)
{
	struct bytes finding = json_text(record->value, NAME_FINDING);

	if (finding.len == 0)
		return;
	profile->finding = arena_join(
	    work->memory, profile->finding, profile->finding.len == 0 ? BYTES(": ") : BYTES("; "));
	profile->finding = arena_join(work->memory, profile->finding, finding);
}

/* Appends the number of a frame of that name to a list; nothing for no name. */
static void
append_frame(
    struct speedscope *work, struct buffer *list, struct bytes name, const struct value *frame)
{
	size_t number = name.len == 0 ? INDEX_NONE : number_of(work, name, frame);

	if (number != INDEX_NONE)
		format_append_number(list, list->len > 1 ? "," : "", (long long)number, "");
}

/* [3,17,4]: the numbers of the frames, from the outermost inwards. */
static cJSON *
sample_of(struct speedscope *work, const struct record *record)
{
	const struct value *exception = json_member(record->value, NAME_EXCEPTION);
	struct buffer list = { .at = NULL };
	cJSON *sample;
	size_t count;
	const struct value **frames =
	    recursion_list(json_member(record->value, NAME_FRAMES), record->memory, &count);

	buffer_byte(&list, '[');
	append_frame(work, &list, exported_root(record), NULL);
	for (size_t i = count; i > 0; i--)
		append_frame(
		    work, &list, exported_function(frames[i - 1], record->memory), frames[i - 1]);
	append_frame(work, &list, json_text(exception, NAME_TYPE), NULL);
	buffer_byte(&list, ']');
	sample = list.full ? NULL : built_written(buffer_bytes(&list));
	buffer_free(&list);
	return sample;
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct speedscope *work = (struct speedscope *)rendering;
	struct weight weight;
	struct profile *profile;
	cJSON *number;

	if (work->shared == NULL) {
		work->shared = built_array();
		work->memory = arena_new(HELD_MAX);
	}
	if (exported_is_history(record))
		return true;
	if (work->memory == NULL || !weight_of(&work->cpu, record, &weight))
		return false;
	if (weight.amount == 0)
		return true;
	profile = profile_of(work, record, weight.is_cpu);
	if (profile == NULL)
		return false;
	add_finding(work, profile, record);
	if (arena_full(work->memory))
		return false;
	buffer_reset(&rendering->line);
	format_append_number(&rendering->line, "", weight.amount, "");
	number = built_written(buffer_bytes(&rendering->line));
	if (built_element(profile->samples, sample_of(work, record)) == NULL)
		cJSON_Delete(number);
	else if (built_element(profile->weights, number) != NULL)
		profile->total += weight.amount;
	return !arena_full(work->memory);
}

static cJSON *
finished(const struct profile *profile, struct bytes name)
{
	cJSON *object = built_object();

	built_text(object, "type", BYTES("sampled"));
	built_text(object, "name", name);
	built_text(object, "unit", profile->is_cpu ? BYTES("milliseconds") : BYTES("none"));
	built_number(object, "startValue", 0);
	built_number(object, "endValue", profile->total);
	built_member(object, "samples", profile->samples);
	built_member(object, "weights", profile->weights);
	return object;
}

static void
end(struct rendering *rendering)
{
	struct speedscope *work = (struct speedscope *)rendering;
	cJSON *root = built_object(), *profiles;

	built_text(root, "$schema", BYTES("https://www.speedscope.app/file-format-schema.json"));
	built_text(root, "exporter", BYTES("stacktraces " ST_VERSION));
	built_member(built_member(root, "shared", built_object()), "frames",
	    work->shared == NULL ? built_array() : work->shared);
	profiles = built_member(root, "profiles", built_array());
	for (size_t i = 0; i < work->processes.count; i++)
		built_element(profiles,
		    finished(&work->profiles[i],
			arena_join(
			    work->memory, work->processes.keys[i], work->profiles[i].finding)));
	rendering->line.ceiling = 0;
	built_append(&rendering->line, root);
	buffer_byte(&rendering->line, '\n');
	format_flush(rendering);
	keyset_free(&work->frames);
	keyset_free(&work->processes);
	weight_free(&work->cpu);
	arena_free(work->memory);
	free(work->profiles);
}

const struct format speedscope_format = { sizeof(struct speedscope), .add = add, .end = end };
