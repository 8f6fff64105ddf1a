#include "render/html/htmltexts.h"

#include "base/array.h"
#include "record/names.h"
#include "render/backtrace.h"
#include "render/export/exported.h"
#include "render/library.h"

#include <stdlib.h>

enum { HELD_MAX = 256 * 1024 * 1024 }; /* bytes of texts and frames */

/* Flags of a frame, as script/read.js knows them. */
enum { FRAME_INLINED = 1, FRAME_SIGNAL_HANDLER = 2, FRAME_PYTHON = 4 };

static const struct exported_escapes none = { "", { NULL } };

bool
htmltexts_open(struct htmltexts *texts, const struct format_options *options)
{
	*texts = (struct htmltexts){ .options = options, .memory = arena_new(HELD_MAX) };
	if (texts->memory != NULL &&
	    keyset_add(&texts->texts, BYTES_NONE, texts->memory) != INDEX_NONE)
		return true;
	htmltexts_close(texts);
	return false;
}

void
htmltexts_close(struct htmltexts *texts)
{
	keyset_free(&texts->texts);
	keyset_free(&texts->frames);
	keyset_free(&texts->places);
	free(texts->known);
	buffer_free(&texts->key);
	buffer_free(&texts->frame);
	arena_free(texts->memory);
	*texts = (struct htmltexts){ .memory = NULL };
}

/* The number of what is in the buffer. */
static size_t
number_of(struct htmltexts *texts, struct keyset *set, const struct buffer *buffer)
{
	struct bytes key = buffer_bytes(buffer);
	size_t number = keyset_find(set, key);

	if (number == INDEX_NONE && texts->memory != NULL)
		number = keyset_add(set, key, texts->memory);
	texts->lost = texts->lost || buffer->full || number == INDEX_NONE;
	return number == INDEX_NONE ? 0 : number;
}

size_t
htmltexts_text(struct htmltexts *texts, struct bytes text)
{
	if (text.len == 0)
		return 0;
	buffer_reset(&texts->key);
	exported_escape(&texts->key, text, &none);
	return number_of(texts, &texts->texts, &texts->key);
}

static struct htmltexts_place
read_place(struct htmltexts *texts, const struct value *frame, bool python, struct arena *scratch)
{
	struct bytes file = exported_path(texts->options, json_text(frame, NAME_FILE));
	struct bytes name = backtrace_name(frame, 0, scratch), full = format_function(frame);
	struct htmltexts_place place;

	place.name = htmltexts_text(texts, name);
	place.file = htmltexts_text(texts, file);
	place.library = htmltexts_text(texts, library_of(frame, python, scratch));
	place.full = name.len == full.len ? 0 : htmltexts_text(texts, full);
	return place;
}

/* Appends all that a place depends on. */
static void
append_place(struct buffer *out, const struct value *frame, bool python)
{
	static const char *const names[] = { NAME_FUNCTION, NAME_RAW, NAME_FILE, NAME_MODULE,
		NAME_LANGUAGE };

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		buffer_append(out, json_written(json_member(frame, names[i])));
		buffer_byte(out, '\0');
	}
	buffer_byte(out, python ? 'p' : 'n');
}

/* The same places come again and again, and finding the library of one takes time. */
static struct htmltexts_place
place_of(struct htmltexts *texts, const struct value *frame, bool python, struct arena *scratch)
{
	struct buffer *key = &texts->frame;
	size_t number;

	buffer_reset(key);
	append_place(key, frame, python);
	number = keyset_find(&texts->places, buffer_bytes(key));
	if (number != INDEX_NONE)
		return texts->known[number];
	if (!ARRAY_ROOM(texts->known, texts->places.count, texts->known_size)) {
		texts->lost = true;
		return (struct htmltexts_place){ .name = 0 };
	}
	number = number_of(texts, &texts->places, key);
	return texts->known[number] = read_place(texts, frame, python, scratch);
}

static long long
flags_of(const struct value *frame)
{
	bool python = bytes_equal(json_text(frame, NAME_LANGUAGE), BYTES(NAME_PYTHON)) ||
	    bytes_end(json_text(frame, NAME_FILE), BYTES(".py"));

	return (json_flag(frame, NAME_INLINED) ? FRAME_INLINED : 0) +
	    (json_flag(frame, NAME_SIGNAL_HANDLER) ? FRAME_SIGNAL_HANDLER : 0) +
	    (python ? FRAME_PYTHON : 0);
}

/* Appends the numbers of names and values in turn. */
static void
append_locals(struct htmltexts *texts, struct buffer *out, const struct value *frame)
{
	const struct value *local = json_first(json_member(frame, NAME_LOCALS));

	for (; local != NULL; local = json_next(local)) {
		size_t name = htmltexts_text(texts, json_text(local, NAME_NAME));
		size_t value = htmltexts_text(texts, json_text(local, NAME_VALUE));

		format_append_number(out, ",", (long long)name, "");
		format_append_number(out, ",", (long long)value, "");
	}
}

/* [function, file, line, module, library, flags, arguments, source, function in full, repeated, locals...] */
size_t
htmltexts_frame(
    struct htmltexts *texts, const struct value *frame, bool python, struct arena *scratch)
{
	struct htmltexts_place place = place_of(texts, frame, python, scratch);
	long long parts[10], count = COUNT_OF(parts);
	struct buffer *out = &texts->frame;

	parts[0] = (long long)place.name;
	parts[1] = (long long)place.file;
	parts[2] = json_number(frame, NAME_LINE);
	parts[3] = (long long)htmltexts_text(texts, format_module(frame, scratch));
	parts[4] = (long long)place.library;
	parts[5] = flags_of(frame);
	parts[6] = (long long)htmltexts_text(texts, json_text(frame, NAME_ARGS));
	parts[7] = (long long)htmltexts_text(texts, json_text(frame, NAME_TEXT));
	parts[8] = (long long)place.full;
	parts[9] = json_number(frame, NAME_REPEATED);
	if (!texts->options->values || json_member(frame, NAME_LOCALS) == NULL)
		while (count > 1 && parts[count - 1] <= 0)
			count--;
	buffer_reset(out);
	for (long long i = 0; i < count; i++)
		format_append_number(out, i == 0 ? "[" : ",", parts[i] > 0 ? parts[i] : 0, "");
	if (texts->options->values)
		append_locals(texts, out, frame);
	buffer_byte(out, ']');
	return number_of(texts, &texts->frames, out);
}

void
htmltexts_put(struct htmltexts *texts, cJSON *object, const char *name, struct bytes text)
{
	if (text.len > 0)
		built_number(object, name, (long long)htmltexts_text(texts, text));
}

/* The texts of the set, which are JSON, as one array. */
static cJSON *
array_of(const struct keyset *written)
{
	struct buffer all = { .at = NULL };
	cJSON *array;

	for (size_t i = 0; i < written->count; i++) {
		buffer_byte(&all, i == 0 ? '[' : ',');
		buffer_append(&all, written->keys[i]);
	}
	buffer_append(&all, written->count == 0 ? BYTES("[]") : BYTES("]"));
	array = all.full ? NULL : built_written(buffer_bytes(&all));
	buffer_free(&all);
	return array;
}

void
htmltexts_write(struct htmltexts *texts, cJSON *data)
{
	cJSON *array = built_member(data, "texts", built_array());

	for (size_t i = 0; i < texts->texts.count; i++)
		built_element(array, built_string(texts->texts.keys[i]));
	built_member(data, "frames", array_of(&texts->frames));
}
