/*
 * Exceptions for people: the type and the message, how often and since when, the person's own
 * frames with file and line, then those of libraries, and so for all that stands behind.
 */
#include "base/shown.h"
#include "record/links.h"
#include "record/names.h"
#include "render/format.h"
#include "render/recursion.h"
#include "same/owncode.h"

enum {
	DETAIL_SOURCE = 1,  /* from here on the text of the source line */
	MESSAGES_SHOWN = 5, /* of a group's */
	LIBRARY_SHOWN = 5,  /* frames of libraries, where there are others */
};

static struct rendering *
begin(const struct format_options *options)
{
	return format_begin(sizeof(struct rendering), options);
}

static void
append_margin(struct buffer *out, size_t depth)
{
	for (size_t i = 0; i < depth; i++)
		buffer_append(out, BYTES("  "));
}

/* Text over several lines, each behind the margin. */
static void
append_lines(struct buffer *out, size_t depth, struct bytes text)
{
	struct buffer margin = { .at = NULL };

	append_margin(&margin, depth);
	format_append_value(out, text, buffer_bytes(&margin), shown_append);
	buffer_end(&margin, out);
}

/* ValueError: invalid literal for int() with base 10: 'x' */
static void
append_exception(struct rendering *rendering, const struct value *holder, size_t depth)
{
	const struct value *exception = json_member(holder, NAME_EXCEPTION);
	struct bytes type = json_text(exception, NAME_TYPE);
	struct bytes message = json_text(exception, NAME_MESSAGE);
	struct buffer *out = &rendering->line;

	format_paint(rendering, FORMAT_RED,
	    type.len > 0 ? type : BYTES("an exception, cut off before its type"));
	if (message.len > 0) {
		buffer_append(out, BYTES(": "));
		append_lines(out, depth + 2, message);
	} else {
		buffer_byte(out, '\n');
	}
}

/* Behind words, 2026-11-24T10:00:00 (app.log:17) */
static void
append_seen(struct buffer *out, const char *words, const struct value *seen)
{
	const struct value *source = json_member(seen, NAME_SOURCE);
	struct bytes time = json_text(seen, NAME_TIME), file = json_text(source, NAME_FILE);
	long long line = json_number(source, NAME_LINE);

	if (time.len == 0 && line < 0)
		return;
	buffer_append(out, bytes_of(words));
	format_append_named(out, " ", time);
	if (line < 0)
		return;
	buffer_append(out, BYTES(" ("));
	shown_append(out, file.len > 0 ? file : BYTES("line "));
	if (file.len > 0)
		buffer_byte(out, ':');
	buffer_number(out, line);
	buffer_byte(out, ')');
}

static void
append_messages(struct buffer *out, const struct record *record)
{
	const struct value *each = json_first(json_member(record->value, NAME_MESSAGES));
	struct bytes message = json_text(json_member(record->value, NAME_EXCEPTION), NAME_MESSAGE);
	long long rest = format_count(record);

	/* one message is that of the head, where it says no less */
	if (each == NULL || rest == 1 ||
	    (json_next(each) == NULL && bytes_equal(json_text(each, NAME_TEMPLATE), message)))
		return;
	for (int shown = 0; each != NULL && shown < MESSAGES_SHOWN;
	     each = json_next(each), shown++) {
		long long count = json_number(each, NAME_COUNT);

		if (count <= 0) /* not known */
			continue;
		buffer_append(out, BYTES("  "));
		buffer_number(out, count);
		buffer_append(out, BYTES(" * "));
		append_lines(out, 4, json_text(each, NAME_TEMPLATE));
		rest -= count;
	}
	if (rest > 0) {
		buffer_append(out, BYTES("  "));
		buffer_number(out, rest);
		buffer_append(out, BYTES(" with other messages\n"));
	}
}

static void
append_times(struct buffer *out, const struct record *record)
{
	buffer_append(out, BYTES("  "));
	buffer_number(out, format_count(record));
	buffer_append(out, format_count(record) == 1 ? BYTES(" time") : BYTES(" times"));
	append_seen(out, format_count(record) == 1 ? ":" : ": first",
	    json_member(record->value, NAME_FIRST));
	if (format_count(record) > 1)
		append_seen(out, ", last", json_member(record->value, NAME_LAST));
	buffer_byte(out, '\n');
	append_messages(out, record);
}

/* The log message that it belongs to, and where it stands. */
static void
append_log(struct buffer *out, const struct record *record)
{
	static const char *const names[] = { NAME_TIMESTAMP, NAME_LEVEL, NAME_LOGGER };
	const struct value *log = json_member(record->value, NAME_LOG);
	struct bytes message = json_text(log, NAME_MESSAGE);
	size_t start;

	buffer_append(out, BYTES("  "));
	start = out->len;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		format_append_named(out, out->len > start ? " " : "", json_text(log, names[i]));
	append_seen(out, out->len > start ? "" : "no time", record->value);
	if (out->len > start)
		buffer_byte(out, '\n');
	else
		out->len = start - 2; /* nothing is known of it */
	if (message.len > 0) {
		buffer_append(out, BYTES("  "));
		append_lines(out, 2, message);
	}
}

static void
append_frame(struct rendering *rendering, const struct value *frame, size_t depth, bool source)
{
	struct bytes file = json_text(frame, NAME_FILE), text = json_text(frame, NAME_TEXT);
	struct bytes raw = json_text(frame, NAME_RAW);
	long long line = json_number(frame, NAME_LINE), more = json_number(frame, NAME_REPEATED);
	struct buffer *out = &rendering->line;

	append_margin(out, depth);
	shown_append(out, raw.len > 0 ? raw : format_function(frame));
	format_append_named(out, " at ", file);
	if (line >= 0) {
		buffer_byte(out, ':');
		buffer_number(out, line);
	}
	if (more > 0) {
		buffer_append(out, BYTES(", and "));
		buffer_number(out, more);
		buffer_append(out, BYTES(" times more"));
	}
	buffer_byte(out, '\n');
	if (text.len > 0 && source) {
		append_margin(out, depth + 2);
		append_lines(out, depth + 2, text);
	}
}

/* Takes those that are one's own, or a library's, to the front; gives how many there are. */
static size_t
select_frames(const struct value **frames, size_t count, bool library)
{
	size_t selected = 0;

	for (size_t i = 0; i < count; i++) {
		const struct value *frame = frames[i];

		if (owncode_of(json_text(frame, NAME_FILE)).library == library)
			frames[selected++] = frame;
	}
	return selected;
}

/* One's own frames, or those of libraries: of these, where there are others, the innermost ones alone. */
static void
append_frames(
    struct rendering *rendering, const struct link *link, struct arena *memory, bool library)
{
	const struct value *all = json_member(link->holder, NAME_FRAMES);
	bool detailed = rendering->options.detail >= DETAIL_SOURCE, beside = owncode_any(all);
	struct buffer margin = { .at = NULL }, *out = &rendering->line;
	size_t depth = link->level + 1, count, i = 0, shown = 0;
	size_t most = library && beside && !detailed ? LIBRARY_SHOWN : (size_t)-1;
	const struct value **frames = recursion_list(all, memory, &count);

	count = select_frames(frames, count, library);
	if (library && beside && count > 0) {
		append_margin(out, depth++);
		buffer_append(out, BYTES("in libraries:\n"));
	}
	append_margin(&margin, depth);
	while (i < count && shown < most) {
		struct recursion found = recursion_of(frames + i, count - i);

		if (found.period > most - shown)
			found = recursion_none;
		for (size_t first = i; first < i + found.period; first++, shown++)
			append_frame(rendering, frames[first], depth, detailed || !library);
		recursion_append(out, buffer_bytes(&margin), found);
		i += found.period * found.times;
	}
	if (i < count) {
		buffer_append(out, buffer_bytes(&margin));
		buffer_append(out, BYTES("and "));
		buffer_number(out, (long long)(count - i));
		buffer_append(out, BYTES(" more\n"));
	}
	buffer_end(&margin, out);
}

static void
append_link(struct rendering *rendering, const struct link *link, struct arena *memory)
{
	static const char *const words[] = { [LINK_CAUSE] = "caused by ",
		[LINK_CONTEXT] = "while handling ",
		[LINK_MEMBER] = "with " };
	const struct value *exception = json_member(link->holder, NAME_EXCEPTION);

	if (link->kind != LINK_RAISED) {
		append_margin(&rendering->line, link->level);
		buffer_append(&rendering->line, bytes_of(words[link->kind]));
		append_exception(rendering, link->holder, link->level);
	}
	if (json_text(exception, NAME_FILE).len > 0)
		append_frame(rendering, exception, link->level + 1, true);
	append_frames(rendering, link, memory, false);
	append_frames(rendering, link, memory, true);
}

static void
append_marks(struct rendering *rendering, const struct record *record)
{
	struct buffer *out = &rendering->line;
	struct bytes issue = json_text(json_member(record->value, NAME_ISSUE), NAME_ID);
	const struct value *known = json_member(record->value, NAME_KNOWN);

	if (known != NULL || issue.len > 0) {
		buffer_append(out, BYTES("  "));
		if (known != NULL)
			shown_append(out, json_true(known) ? BYTES("known") : BYTES("new"));
		format_append_named(out, known != NULL ? ", " : "", issue);
		buffer_byte(out, '\n');
	}
	format_append_named(out, "  in thread ", json_text(record->value, NAME_THREAD));
	if (json_text(record->value, NAME_THREAD).len > 0)
		buffer_byte(out, '\n');
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct links *links = links_of(record->value, record->memory);
	struct buffer *out = &rendering->line;
	struct link link;

	if (links == NULL)
		return false;
	append_exception(rendering, record->value, 0);
	if (format_is_group(record))
		append_times(out, record);
	else
		append_log(out, record);
	append_marks(rendering, record);
	format_append_labels(rendering, record);
	while (links_next(links, &link))
		append_link(rendering, &link, record->memory);
	if (json_flag(record->value, NAME_TRUNCATED))
		buffer_append(out, BYTES("  the log cut it short\n"));
	buffer_byte(out, '\n');
	format_flush_record(rendering, record);
	return true;
}

static void
end(struct rendering *rendering)
{
	format_free(rendering);
}

const struct format exception_format = { begin, add, end };
