/*
 * Exceptions for people: the type and the message, how often and since when they came, the frames of the program's own code
 * with file and line, then those of libraries; and the same for the causes, contexts and members of an exception.
 */
#include "base/shown.h"
#include "record/links.h"
#include "record/names.h"
#include "render/backtrace.h"
#include "render/groups.h"
#include "render/library.h"
#include "render/periods.h"
#include "render/recursion.h"
#include "same/owncode.h"

struct exceptions {
	struct rendering rendering;
	struct view view; /* of the groups */
};

enum {
	DETAIL_SOURCE = 1,  /* the level of detail from which all frames show their source lines */
	MESSAGES_SHOWN = 5, /* of a group's */
	LIBRARY_SHOWN = 5,  /* frames of libraries, where there are others */
	LINES_SHOWN = 20,   /* of a message */
};

/* Appends a message and a LF, or if it is very long, its first lines and how many more there are. */
static void
append_message(struct rendering *rendering, struct bytes message, size_t margin)
{
	struct bytes rest = message, line;
	size_t lines = 1 + bytes_count(message, '\n');

	if (lines <= LINES_SHOWN + 1 || rendering->options.detail >= DETAIL_SOURCE) {
		format_append_value(rendering, message, margin);
		return;
	}
	for (size_t i = 0; i < LINES_SHOWN; i++)
		(void)bytes_next(&rest, '\n', &line);
	message.len -= rest.len + 1;
	format_append_value(rendering, message, margin);
	buffer_blanks(&rendering->line, margin);
	format_append_number(
	    &rendering->line, "and ", (long long)(lines - LINES_SHOWN), " lines more\n");
}

/* ValueError: invalid literal for int() with base 10: 'x' */
static void
append_exception(struct rendering *rendering, const struct value *holder, size_t margin)
{
	const struct value *exception = json_member(holder, NAME_EXCEPTION);
	struct bytes type = json_text(exception, NAME_TYPE);
	struct bytes message = json_text(exception, NAME_MESSAGE);
	/* only a record has a type of its own; one that is whole may be `NoneType: None` */
	bool cut = json_text(holder, NAME_TYPE).len == 0 || json_flag(holder, NAME_TRUNCATED);

	format_paint(
	    rendering, FORMAT_RED, type.len > 0 ? type : groups_untyped(message.len > 0, cut));
	if (message.len > 0)
		buffer_append(&rendering->line, BYTES(": "));
	append_message(rendering, message, margin + 4);
}

/* Appends the words and `2026-11-24T10:00:00 (app.log:17)`; nothing if neither time nor line is known. */
static void
append_seen(struct rendering *rendering, const char *words, const struct value *seen)
{
	const struct value *source = json_member(seen, NAME_SOURCE);
	struct bytes time = json_text(seen, NAME_TIME), file = json_text(source, NAME_FILE);
	long long line = json_number(source, NAME_LINE);
	struct buffer *out = &rendering->line;

	if (time.len == 0 && line < 0)
		return;
	buffer_append(out, bytes_of(words));
	format_append_text(rendering, " ", time, "");
	if (line < 0)
		return;
	buffer_append(out, BYTES(" ("));
	shown_append(out, file.len > 0 ? file : BYTES("line "));
	format_append_number(out, file.len > 0 ? ":" : "", line, ")");
}

/* Appends, behind a template, the listed values of its stars: `: 'price' 2, 'user' 1; 'a' 3` */
static void
append_star_values(struct rendering *rendering, const struct value *each)
{
	struct buffer *out = &rendering->line;
	long long last = 0;

	if (each == NULL || out->len == 0 || out->full)
		return;
	out->len--; /* the LF */
	for (; each != NULL; each = json_next(each)) {
		long long star = json_number(each, NAME_STAR);

		buffer_append(out, bytes_of(last == 0 ? ": " : star == last ? ", " : "; "));
		for (last++; last < star; last++)
			buffer_append(out, BYTES("many; "));
		last = star;
		buffer_byte(out, '\'');
		rendering->show(out, json_text(each, NAME_VALUE));
		format_append_number(out, "' ", json_number(each, NAME_COUNT), "");
	}
	buffer_byte(out, '\n');
}

static void
append_messages(struct rendering *rendering, const struct record *record)
{
	const struct value *each = json_first(json_member(record->value, NAME_MESSAGES));
	long long rest = format_count(record);

	/* a single template stands in the head, but without the values of its stars, and not behind several types */
	if (each == NULL || rest == 1 ||
	    (json_first(json_member(record->value, NAME_TYPES)) == NULL &&
		json_next(each) == NULL && json_first(json_member(each, NAME_VALUES)) == NULL))
		return;
	for (int shown = 0; each != NULL && shown < MESSAGES_SHOWN;
	     each = json_next(each), shown++) {
		long long count = json_number(each, NAME_COUNT);

		if (count <= 0) /* not known */
			continue;
		format_append_number(&rendering->line, "  ", count, " * ");
		append_message(rendering, json_text(each, NAME_TEMPLATE), 8);
		append_star_values(rendering, json_first(json_member(each, NAME_VALUES)));
		rest -= count;
	}
	if (rest > 0)
		format_append_number(&rendering->line, "  ", rest, " with other messages\n");
}

static void
append_times(struct rendering *rendering, const struct record *record)
{
	struct buffer *out = &rendering->line;
	const struct value *first = json_member(record->value, NAME_FIRST);
	size_t start = out->len;

	append_seen(rendering, format_count(record) > 1 ? "  first" : "  at", first);
	if (format_count(record) > 1)
		append_seen(rendering, ", last", json_member(record->value, NAME_LAST));
	periods_append_bars(out, json_member(record->value, NAME_PER));
	if (out->len > start)
		buffer_byte(out, '\n');
	periods_append_counts(out, json_member(record->value, NAME_PER));
	append_messages(rendering, record);
}

/* Says whose log message it is: a group shows the one that was read first, which need not be the earliest. */
static struct bytes
whose_log(const struct record *record, struct bytes time)
{
	struct bytes first = json_text(json_member(record->value, NAME_FIRST), NAME_TIME);

	if (format_count(record) <= 1)
		return BYTES("  logged as");
	return time.len == 0 || first.len == 0 || bytes_equal(time, first)
	    ? BYTES("  logged first as")
	    : BYTES("  one was logged as");
}

/* Appends the log message of the exception that a group shows, if it says more than the exception itself. */
static void
append_shown_log(struct rendering *rendering, const struct record *record)
{
	const struct value *log = json_member(record->value, NAME_LOG);
	struct bytes message = json_text(log, NAME_MESSAGE), line;
	struct bytes said = json_text(json_member(record->value, NAME_EXCEPTION), NAME_MESSAGE);
	struct buffer *out = &rendering->line;
	size_t start;

	if (!bytes_next(&message, '\n', &line) || (said.len > 0 && bytes_find(said, line) != NULL))
		line = BYTES_NONE;
	if (line.len == 0 && json_text(log, NAME_LEVEL).len + json_text(log, NAME_LOGGER).len == 0)
		return;
	buffer_append(out, whose_log(record, json_text(log, NAME_TIME)));
	start = out->len;
	format_append_text(rendering, " ", json_text(log, NAME_LEVEL), "");
	format_append_text(rendering, " ", json_text(log, NAME_LOGGER), "");
	format_append_text(rendering, out->len > start ? ": " : " ", line, "");
	buffer_byte(out, '\n');
}

/* Appends the log message that an exception belongs to, and where it stands. */
static void
append_log(struct rendering *rendering, const struct record *record)
{
	static const char *const names[] = { NAME_TIMESTAMP, NAME_LEVEL, NAME_LOGGER };
	const struct value *log = json_member(record->value, NAME_LOG);
	struct bytes message = json_text(log, NAME_MESSAGE);
	struct buffer *out = &rendering->line;
	size_t start;

	buffer_append(out, BYTES("  "));
	start = out->len;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		format_append_text(
		    rendering, out->len > start ? " " : "", json_text(log, names[i]), "");
	append_seen(rendering, out->len > start ? "" : "no time", record->value);
	if (out->len > start)
		buffer_byte(out, '\n');
	else
		out->len = start - 2; /* nothing is known: without the blanks */
	if (message.len > 0) {
		buffer_append(out, BYTES("  "));
		format_append_value(rendering, message, 4);
	}
}

static void
append_frame(struct rendering *rendering, const struct value *frame, size_t margin, bool source)
{
	struct bytes raw = json_text(frame, NAME_RAW), text = json_text(frame, NAME_TEXT);
	long long more = json_number(frame, NAME_REPEATED);
	struct buffer *out = &rendering->line;

	buffer_blanks(out, margin);
	shown_append(out, raw.len > 0 ? raw : format_function(frame));
	format_append_text(rendering, " at ", json_text(frame, NAME_FILE), "");
	format_append_number(out, ":", json_number(frame, NAME_LINE), "");
	if (more > 0)
		format_append_number(out, ", and ", more, " times more");
	buffer_byte(out, '\n');
	if (text.len > 0 && source) {
		buffer_blanks(out, margin + 4);
		format_append_value(rendering, text, margin + 4);
	}
}

/* Moves the frames of libraries, or all others, to the front; gives how many there are. */
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

/* Appends the frames of the program's own code, or those of libraries; if there are both, only the innermost of the latter. */
static void
append_frames(
    struct rendering *rendering, const struct link *link, struct arena *memory, bool library)
{
	const struct value *all = json_member(link->holder, NAME_FRAMES);
	bool detailed = rendering->options.detail >= DETAIL_SOURCE, beside = owncode_any(all);
	struct buffer *out = &rendering->line;
	size_t margin = 2 * (link->level + 1), count, i = 0, shown = 0;
	size_t most = library && beside && !detailed ? LIBRARY_SHOWN : (size_t)-1;
	const struct value **frames = recursion_list(all, memory, &count);

	count = select_frames(frames, count, library);
	if (library && beside && count > 0) {
		buffer_blanks(out, margin);
		buffer_append(out, BYTES("in libraries:\n"));
		margin += 2;
	}
	while (i < count && shown < most) {
		struct recursion found = recursion_of(frames + i, count - i);

		if (found.period > most - shown)
			found = recursion_none;
		for (size_t first = i; first < i + found.period; first++, shown++)
			append_frame(rendering, frames[first], margin, detailed || !library);
		recursion_append(out, margin, found);
		i += found.frames;
	}
	if (i < count) {
		buffer_blanks(out, margin);
		format_append_number(out, "and ", (long long)(count - i), " more\n");
	}
}

/* Appends the frames of the program's own code and the innermost one; all others are folded. */
static void
append_frames_folded(struct rendering *rendering, const struct link *link, struct arena *memory)
{
	const struct value *all = json_member(link->holder, NAME_FRAMES);
	size_t margin = 2 * (link->level + 1), count, i = 0;
	const struct value **frames = recursion_list(all, memory, &count);
	struct backtrace_fold fold = { .frames = 0 };

	while (i < count) {
		struct recursion found = recursion_of(frames + i, count - i);
		struct bytes library = library_of(frames[i], false, memory);

		if (library.len > 0 && i > 0 && found.times == 1) {
			backtrace_fold_add(&fold, library);
			i++;
			continue;
		}
		backtrace_fold_append(rendering, &fold, margin);
		for (size_t first = i; first < i + found.period; first++)
			append_frame(rendering, frames[first], margin,
			    library_of(frames[first], false, memory).len == 0);
		recursion_append(&rendering->line, margin, found);
		i += found.frames;
	}
	backtrace_fold_append(rendering, &fold, margin);
}

static void
append_link(struct rendering *rendering, const struct link *link, struct arena *memory, bool folded)
{
	static const char *const words[] = { [LINK_CAUSE] = "caused by ",
		[LINK_CONTEXT] = "while handling ",
		[LINK_MEMBER] = "with " };
	const struct value *exception = json_member(link->holder, NAME_EXCEPTION);

	if (link->kind != LINK_RAISED) {
		buffer_blanks(&rendering->line, 2 * link->level);
		buffer_append(&rendering->line, bytes_of(words[link->kind]));
		append_exception(rendering, link->holder, 2 * link->level);
	}
	if (json_text(exception, NAME_FILE).len > 0)
		append_frame(rendering, exception, 2 * (link->level + 1), true);
	if (folded) {
		append_frames_folded(rendering, link, memory);
		return;
	}
	append_frames(rendering, link, memory, false);
	append_frames(rendering, link, memory, true);
}

/* Appends the C frames that Python 3.14 prints. */
static void
append_native(struct rendering *rendering, const struct record *record)
{
	const struct value *frames = json_member(record->value, NAME_NATIVE_FRAMES);
	struct buffer *out = &rendering->line;

	if (json_first(frames) == NULL)
		return;
	buffer_append(out, BYTES("  in C:\n"));
	for (const struct value *frame = json_first(frames); frame != NULL;
	     frame = json_next(frame)) {
		buffer_blanks(out, 4);
		shown_append(out, format_function(frame));
		format_append_text(rendering, " in ", format_module(frame, record->memory), "");
		buffer_byte(out, '\n');
	}
}

static void
append_marks(struct rendering *rendering, const struct record *record)
{
	struct buffer *out = &rendering->line;
	size_t start = out->len;

	format_append_known(rendering, record, "  ", ", ");
	if (out->len > start)
		buffer_byte(out, '\n');
	format_append_text(rendering, "  in thread ", json_text(record->value, NAME_THREAD), "\n");
}

static void
append_links(struct rendering *rendering, const struct record *record, bool folded)
{
	struct links *links = links_of(record->value, record->memory);
	struct link link;

	while (links != NULL && links_next(links, &link))
		append_link(rendering, &link, record->memory, folded);
	append_native(rendering, record);
	if (json_flag(record->value, NAME_TRUNCATED))
		buffer_append(&rendering->line, BYTES("  the log cut it short\n"));
}

/* A group of several types shows the stack of one exception; says of which. */
static void
append_whose(struct rendering *rendering, const struct record *record)
{
	if (json_first(json_member(record->value, NAME_TYPES)) == NULL)
		return;
	buffer_append(&rendering->line, BYTES("  one of them, "));
	append_exception(rendering, record->value, 2);
}

void
exception_append_group(struct rendering *rendering, const struct record *record)
{
	append_times(rendering, record);
	append_shown_log(rendering, record);
	format_append_labels(rendering, record);
	append_whose(rendering, record);
	append_links(rendering, record, rendering->options.detail < DETAIL_SOURCE);
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct exceptions *exceptions = (struct exceptions *)rendering;

	if (stream_is_group(record))
		return groups_add(rendering, &exceptions->view, record, exception_append_group);
	append_exception(rendering, record->value, 0);
	append_log(rendering, record);
	append_marks(rendering, record);
	format_append_labels(rendering, record);
	append_links(rendering, record, false);
	buffer_byte(&rendering->line, '\n');
	format_flush_record(rendering, record);
	return true;
}

static void
end(struct rendering *rendering)
{
	groups_end(rendering, &((struct exceptions *)rendering)->view, BYTES_NONE);
}

const struct format exception_format = { sizeof(struct exceptions), .add = add, .end = end };
