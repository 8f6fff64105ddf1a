#include "render/html/htmlrow.h"

#include "record/links.h"
#include "record/names.h"
#include "render/export/exported.h"
#include "render/groups.h"
#include "render/recursion.h"
#include "render/wait.h"
#include "same/interpreter.h"

/* [5,7,[2,300],9]: the numbers of the frames, innermost first; the two before [2,300], 5 and 7, come 300 times. */
static cJSON *
frames_of(struct htmltexts *texts, const struct value *list, struct arena *memory)
{
	struct buffer out = { .at = NULL };
	size_t count, i = 0;
	const struct value **frames = recursion_list(list, memory, &count);
	bool python = interpreter_runs(list);
	cJSON *array = NULL;

	buffer_byte(&out, '[');
	while (frames != NULL && i < count) {
		struct recursion found = recursion_of(frames + i, count - i);

		for (size_t first = i; first < i + found.period; first++)
			format_append_number(&out, out.len > 1 ? "," : "",
			    (long long)htmltexts_frame(texts, frames[first], python, memory), "");
		if (found.times > 1) {
			format_append_number(&out, ",[", (long long)found.period, "");
			format_append_number(&out, ",", (long long)found.times, "]");
		}
		i += found.frames;
	}
	buffer_byte(&out, ']');
	if (!out.full)
		array = built_written(buffer_bytes(&out));
	texts->lost = texts->lost || array == NULL;
	buffer_free(&out);
	return array;
}

/* Adds the numbers that the debugger gave the frames, where these are others than 0, 1, 2, … */
static void
add_levels(cJSON *object, const struct value *list)
{
	struct buffer out = { .at = NULL };
	long long number = 0;
	bool others = false;

	for (const struct value *frame = json_first(list); frame != NULL;
	     frame = json_next(frame), number++) {
		long long level = json_number(frame, NAME_LEVEL);

		others = others || (level >= 0 && level != number);
		format_append_number(&out, number == 0 ? "[" : ",", level < 0 ? number : level, "");
	}
	buffer_byte(&out, ']');
	if (others && !out.full)
		built_member(object, "levels", built_written(buffer_bytes(&out)));
	buffer_free(&out);
}

/* Adds one of the exceptions of a record. */
static void
add_link(struct htmltexts *texts, cJSON *links, const struct link *link, struct arena *memory)
{
	const struct value *exception = json_member(link->holder, NAME_EXCEPTION);
	cJSON *object = built_element(links, built_object());

	built_number(object, "kind", link->kind);
	built_number(object, "level", (long long)link->level);
	htmltexts_put(texts, object, NAME_TYPE, json_text(exception, NAME_TYPE));
	htmltexts_put(texts, object, NAME_MESSAGE, json_text(exception, NAME_MESSAGE));
	htmltexts_put(texts, object, NAME_FILE, json_text(exception, NAME_FILE));
	built_number(object, NAME_LINE, json_number(exception, NAME_LINE));
	htmltexts_put(texts, object, NAME_TEXT, json_text(exception, NAME_TEXT));
	built_number(object, NAME_OMITTED, json_number(link->holder, NAME_OMITTED));
	built_member(
	    object, NAME_FRAMES, frames_of(texts, json_member(link->holder, NAME_FRAMES), memory));
	add_levels(object, json_member(link->holder, NAME_FRAMES));
}

static void
add_links(struct htmltexts *texts, cJSON *object, const struct record *record)
{
	struct links *links = links_of(record->value, record->memory);
	cJSON *array = built_member(object, "links", built_array());
	struct link link;

	while (links != NULL && links_next(links, &link))
		add_link(texts, array, &link, record->memory);
	if (json_first(json_member(record->value, NAME_NATIVE_FRAMES)) != NULL)
		built_member(object, "native",
		    frames_of(
			texts, json_member(record->value, NAME_NATIVE_FRAMES), record->memory));
}

/* Adds { time, file, line } of the first or the last exception. */
static void
add_seen(struct htmltexts *texts, cJSON *object, const char *name, const struct value *seen,
    struct bytes time)
{
	const struct value *source = json_member(seen, NAME_SOURCE);
	cJSON *place;

	if (seen == NULL || (time.len == 0 && source == NULL))
		return;
	place = built_member(object, name, built_object());
	htmltexts_put(texts, place, NAME_TIME, time);
	htmltexts_put(texts, place, NAME_FILE, json_text(source, NAME_FILE));
	built_number(place, NAME_LINE, json_number(source, NAME_LINE));
}

static void
add_times(struct htmltexts *texts, cJSON *object, const struct record *record)
{
	const struct value *value = record->value, *log = json_member(value, NAME_LOG);
	struct bytes time = json_text(log, NAME_TIME);

	if (time.len == 0)
		time = json_text(log, NAME_TIMESTAMP);
	if (!stream_is_group(record)) {
		add_seen(texts, object, NAME_FIRST, value, time);
		return;
	}
	value = json_member(record->value, NAME_FIRST);
	add_seen(texts, object, NAME_FIRST, value, json_text(value, NAME_TIME));
	value = json_member(record->value, NAME_LAST);
	add_seen(texts, object, NAME_LAST, value, json_text(value, NAME_TIME));
}

/* Adds an array of pairs of a text and a count, if the record has it. */
static void
add_counts(struct htmltexts *texts, cJSON *object, const struct record *record, const char *name,
    const char *of)
{
	const struct value *each = json_first(json_member(record->value, name));
	cJSON *array = each == NULL ? NULL : built_member(object, name, built_array());

	for (; each != NULL; each = json_next(each)) {
		cJSON *pair = built_element(array, built_array());
		long long count = json_number(each, NAME_COUNT);

		built_element(
		    pair, cJSON_CreateNumber((double)htmltexts_text(texts, json_text(each, of))));
		built_element(pair, cJSON_CreateNumber((double)(count < 0 ? 0 : count)));
	}
}

/* Adds the templates of a group's messages: { template, count, values: [{ star, value, count }, ...] } */
static void
add_messages(struct htmltexts *texts, cJSON *object, const struct record *record)
{
	const struct value *each = json_first(json_member(record->value, NAME_MESSAGES));
	cJSON *array = each == NULL ? NULL : built_member(object, NAME_MESSAGES, built_array());

	for (; each != NULL; each = json_next(each)) {
		const struct value *value = json_first(json_member(each, NAME_VALUES));
		cJSON *message = built_element(array, built_object()), *values;

		htmltexts_put(texts, message, NAME_TEMPLATE, json_text(each, NAME_TEMPLATE));
		built_number(message, NAME_COUNT, json_number(each, NAME_COUNT));
		values = value == NULL ? NULL : built_member(message, NAME_VALUES, built_array());
		for (; value != NULL; value = json_next(value)) {
			cJSON *one = built_element(values, built_object());

			built_number(one, NAME_STAR, json_number(value, NAME_STAR));
			htmltexts_put(texts, one, NAME_VALUE, json_text(value, NAME_VALUE));
			built_number(one, NAME_COUNT, json_number(value, NAME_COUNT));
		}
	}
	built_number(object, NAME_MESSAGES_MORE, json_number(record->value, NAME_MESSAGES_MORE));
}

static void
add_log(struct htmltexts *texts, cJSON *object, const struct record *record)
{
	const struct value *log = json_member(record->value, NAME_LOG);

	htmltexts_put(texts, object, NAME_LOGGER, json_text(log, NAME_LOGGER));
	htmltexts_put(texts, object, NAME_LEVEL, json_text(log, NAME_LEVEL));
	htmltexts_put(texts, object, "logged", json_text(log, NAME_MESSAGE));
}

/* Moves the line of the rendering to a member. */
static void
put_line(struct htmltexts *texts, cJSON *object, const char *name, struct buffer *line)
{
	struct bytes text = buffer_bytes(line);

	(void)bytes_take_end(&text, BYTES("\n"));
	htmltexts_put(texts, object, name, bytes_trim(text));
	line->len = 0;
}

/* Adds two lines as text has them: the parts of a group's key that show nowhere else, and what its threads wait for. */
static void
add_lines(struct htmltexts *texts, cJSON *object, struct rendering *rendering,
    const struct record *record)
{
	format_append_keys(rendering, record);
	put_line(texts, object, "keys", &rendering->line);
	wait_append(rendering, record);
	put_line(texts, object, "waits", &rendering->line);
}

static void
add_texts(struct htmltexts *texts, cJSON *object, const struct record *record)
{
	static const char *const names[] = { NAME_ROLE, NAME_STATE, NAME_SIGNAL, NAME_REASON,
		NAME_FINGERPRINT, NAME_SIGNATURE, NAME_RELEASE, NAME_STOPPED, NAME_THREAD,
		NAME_SYSCALL };
	const struct value *process = json_member(record->value, NAME_PROCESS);

	for (size_t i = 0; i < COUNT_OF(names); i++)
		htmltexts_put(texts, object, names[i], json_text(record->value, names[i]));
	htmltexts_put(texts, object, NAME_POOL, exported_root(record));
	htmltexts_put(
	    texts, object, NAME_ISSUE, json_text(json_member(record->value, NAME_ISSUE), NAME_ID));
	if (!texts->options->values)
		return;
	htmltexts_put(texts, object, NAME_COMMAND, json_text(process, NAME_COMMAND));
	htmltexts_put(texts, object, NAME_TITLE, json_text(process, NAME_TITLE));
}

cJSON *
htmlrow_begin(struct htmltexts *texts, struct rendering *rendering, const struct record *record)
{
	cJSON *object = built_object();
	bool stack = format_is_by(record, NAME_FUNCTIONS) || format_is_by(record, NAME_FINGERPRINT);

	add_texts(texts, object, record);
	add_lines(texts, object, rendering, record);
	add_links(texts, object, record);
	add_counts(texts, object, record, NAME_STATES, NAME_STATE);
	built_flag(object, NAME_UNUSED, json_flag(record->value, NAME_UNUSED));
	if (format_kind(record) == FORMAT_THREADS) {
		/* the stack is that of one of several */
		built_flag(object, "one", !stack && format_count(record) > 1);
		return object;
	}
	add_times(texts, object, record);
	add_counts(texts, object, record, NAME_PER, NAME_TIME);
	add_messages(texts, object, record);
	add_log(texts, object, record);
	return object;
}

void
htmlrow_end(struct htmltexts *texts, cJSON *object, struct rendering *rendering,
    struct view_row *row, const struct htmlrow_sums *sums)
{
	built_number(object, "exception", row->traceback);
	built_number(object, "rank", row->interest.rank);
	/* with --was, counted as `was` is; else each thread counts once, in however many looks it was seen */
	built_number(object, NAME_COUNT, row->was >= 0 ? row->count : view_count(row));
	htmltexts_put(texts, object, NAME_PROCESS, row->process);
	if (!row->traceback)
		groups_append_threads(rendering, row, false);
	put_line(texts, object, "who", &rendering->line);
	sampled_append(&rendering->line, &row->sampled);
	put_line(texts, object, NAME_LOOKS, &rendering->line);
	htmltexts_put(texts, object, NAME_FUNCTION, row->function);
	htmltexts_put(texts, object, NAME_FILE, row->file);
	htmltexts_put(texts, object, NAME_MODULE, row->module);
	built_number(object, NAME_LINE, row->line);
	htmltexts_put(texts, object, NAME_TYPE, row->type);
	htmltexts_put(texts, object, NAME_MESSAGE, row->message);
	htmltexts_put(texts, object, "finding", row->finding);
	built_flag(object, NAME_CRASHED, row->crashed);
	built_flag(object, "new", row->news.fresh);
	built_flag(object, NAME_KNOWN, news_is_known(row->news));
	built_flag(object, NAME_REGRESSED, row->news.regressed);
	built_flag(object, NAME_TRUNCATED, row->truncated);
	built_number(object, NAME_CPU_PERCENT, row->cpu_percent);
	built_number(object, NAME_WAS, row->was);
	built_number(object, NAME_CPU_MS, sums->cpu_ms);
	built_number(object, "samples", sums->samples > 0 ? sums->samples : -1);
}
