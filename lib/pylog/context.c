#include "pylog/context.h"

#include "base/ascii.h"
#include "pylog/carrier/carrying.h"
#include "pylog/carrier/clean.h"
#include "pylog/carrier/unwrap.h"
#include "pylog/heads/original.h"
#include "pylog/traceback/grammar.h"
#include "pylog/traceback/heading.h"
#include "pylog/traceback/kind.h"

enum {
	BLANKS_MAX = 1, /* empty lines between a log message and its traceback */
	OBJECT_MEMORY = 64 * CONTEXT_BYTES, /* for what a line above is as an object of JSON */
};

struct looking {
	struct context *context;
	const struct context_carrier *carrier;
	const struct context_options *options;
	struct arena *arena;
	struct arena *objects; /* of one line; NULL: lines are in none */
	struct buffer scratch;
};

/* The text of a line above; false where it is of another. */
static bool
read_line(struct looking *looking, struct bytes line, struct bytes *text, bool *partial)
{
	const struct context_carrier *carrier = looking->carrier;
	struct unwrapped unwrapped;
	size_t length;

	line = clean_line(line, true, &looking->scratch);
	if (carrier->key != 0) {
		if (looking->objects == NULL)
			return false;
		arena_reset(looking->objects);
		if (!unwrap_json(line, looking->objects, &unwrapped) || !unwrapped.has_line ||
		    unwrapped.key != carrier->key)
			return false;
		line = clean_line(unwrapped.line, true, &looking->scratch);
	}
	if (prefix_hold(carrier->prefix, line, &length) != PREFIX_SAME)
		return false;
	if (carrier->suffix.len > 0 && bytes_end(line, carrier->suffix) &&
	    line.len >= length + carrier->suffix.len)
		line.len -= carrier->suffix.len;
	*partial = prefix_is_partial(bytes_first(line, length));
	if (length == 0 && bytes_start(line, carrier->indent))
		length = carrier->indent.len;
	*text = arena_copy(looking->arena, bytes_from(line, length));
	return true;
}

/* Copies the lines above, nearest first, those of the same carrier alone, up to a traceback. */
static void
collect(struct looking *looking, struct bytes above)
{
	struct context *context = looking->context;

	if (above.len == 0)
		return;
	above.len--; /* the line end straight before the traceback */
	for (;;) {
		const char *before = bytes_find_last(above, looking->carrier->line_end);
		size_t start = before == NULL ? 0 : (size_t)(before - above.at) + 1;
		struct bytes text;
		bool partial;

		if (!read_line(looking, bytes_from(above, start), &text, &partial))
			text.len = 0; /* another's */
		else if (partial &&
		    context->count > 0) /* a piece of the line that was read before it */
			context->lines[context->count - 1] =
			    (struct context_line){ arena_join(looking->arena, text,
						       context->lines[context->count - 1].text),
				    start };
		else
			context->lines[context->count++] = (struct context_line){ text, start };
		if (before == NULL || context->count == CONTEXT_LINES) {
			context->near = context->near && before == NULL;
			return;
		}
		above.len = start - 1;
	}
}

/* A log's timestamp, as written and as it was read. */
static void
set_time(struct traceback_log *log, struct bytes timestamp, const struct timestamp *time,
    const struct zone *zone, struct arena *arena)
{
	char written[TIMESTAMP_WRITTEN_MAX];

	log->timestamp = arena_copy(arena, timestamp);
	log->time = arena_copy(arena, timestamp_write(time, zone, written));
}

static void
take_time(struct context *context, const struct logheader *header,
    const struct context_options *options, struct arena *arena)
{
	if (header->timestamp.len == 0)
		return;
	set_time(&context->log, header->timestamp, &header->time, options->zone, arena);
	context->dated = true;
}

static bool
read_header(struct bytes line, const struct context_options *options, struct logheader *header)
{
	return options->original ? original_read(line, header) : logheader_read(line, header);
}

void
context_read_head(struct context *context, struct bytes head, const struct context_options *options,
    struct arena *arena, bool carrier)
{
	struct logheader header;
	bool read = read_header(head, options, &header);

	if (read) {
		/* what carries the log knows the time best */
		context->found = true;
		if (carrier || !context->dated)
			take_time(context, &header, options, arena);
		if (context->log.level.len == 0)
			context->log.level = arena_copy(arena, header.level);
		if (context->log.logger.len == 0)
			context->log.logger = arena_copy(arena, header.logger);
		if (header.pid >= 0 && (carrier || context->log.pid < 0))
			context->log.pid = header.pid;
	}
	if (!carrier && context->log.message.len == 0) {
		struct bytes message = read ? header.message : bytes_trim(head);

		while (bytes_tail(message) == ':' || bytes_tail(message) == ' ')
			message.len--;
		if (!bytes_start(message, BYTES(">>>")))
			context->log.message = arena_copy(arena, message);
	}
}

void
context_forget_log(struct context *context)
{
	context->log = traceback_no_log;
	context->found = context->dated = false;
	context->thread = context->named = context->fatal = BYTES_NONE;
}

/* The lines between a log message's head and its traceback are of the message; `filled`: rich set them in and filled them up. */
static void
set_message(struct looking *looking, struct bytes first, size_t head, bool filled)
{
	struct context *context = looking->context;
	struct bytes message = arena_copy(looking->arena, first);
	size_t last = context->begin;

	while (last < head && carrying_is_blank(context->lines[last].text))
		last++;
	for (size_t i = head; i-- > last;) {
		struct bytes line = context->lines[i].text;

		message = arena_join(looking->arena, message, BYTES("\n"));
		message = arena_join(looking->arena, message, filled ? bytes_trim(line) : line);
	}
	context->log.message = message;
}

/* rich puts the place in the source at the end of the line. */
static struct bytes
without_place(struct bytes message)
{
	struct bytes rest = message;

	while (ascii_is_digit(bytes_tail(rest)))
		rest.len--;
	if (rest.len == message.len || !bytes_end(rest, BYTES(".py:")))
		return message;
	while (rest.len > 0 && bytes_tail(rest) != ' ')
		rest.len--;
	return bytes_end(rest, BYTES("  ")) ? bytes_trim_end(rest) : message;
}

static void
take_header(struct looking *looking, const struct logheader *header, size_t at)
{
	struct context *context = looking->context;
	struct bytes message;
	bool filled;

	context->found = true;
	take_time(context, header, looking->options, looking->arena);
	context->log.level = arena_copy(looking->arena, header->level);
	context->log.logger = arena_copy(looking->arena, header->logger);
	context->log.pid = header->pid;
	message = without_place(header->message);
	filled = message.len < header->message.len;
	set_message(looking, filled ? bytes_trim_end(message) : message, at, filled);
}

/* Whether the line is a message of rich's that has its time, and its level in that column. */
static bool
is_rich(struct bytes line, size_t column, struct logheader *header)
{
	return bytes_head(line) == '[' && logheader_read(line, header) && header->level.len > 0 &&
	    header->level.at == line.at + column;
}

/*
 * rich leaves the time out where it is that of the message above, and sets the rest in: `           ERROR    text
 * a.py:7`. The place at its end tells it from other lines that are set in, or the message above, whose level stands in
 * the same column: that one's time is its, too.
 */
static bool
take_rich(struct looking *looking, size_t at)
{
	const struct context *context = looking->context;
	struct bytes line = context->lines[at].text;
	size_t column = bytes_indent(line), above = at + 1;
	struct bytes text = bytes_from(line, column);
	struct logheader header, timed;

	if (column == 0 || !ascii_is_upper(bytes_head(text)) || !logheader_read(text, &header) ||
	    header.level.at != text.at || header.timestamp.len > 0)
		return false;
	while (above < context->count && bytes_head(context->lines[above].text) != '[')
		above++;
	if (above < context->count && is_rich(context->lines[above].text, column, &timed)) {
		header.timestamp = timed.timestamp;
		header.time = timed.time;
	} else if (without_place(text).len == text.len) {
		return false;
	}
	take_header(looking, &header, at);
	return true;
}

/*
 * `[ERROR] ValueError: x`: AWS Lambda has the exception line above the traceback, and none below. Azure Functions has it
 * behind `Exception: `.
 */
static void
take_named(struct looking *looking, struct bytes line)
{
	struct bytes rest = line, inner, type, message;

	if (!bytes_split(line, BYTES("[ERROR] "), NULL, &rest))
		rest = line;
	inner = rest;
	if (bytes_take(&inner, BYTES("Exception: ")) &&
	    grammar_read_exception(inner, &type, &message) && grammar_is_exception_name(type))
		rest = inner;
	if (grammar_read_exception(rest, &type, &message) && grammar_is_exception_name(type))
		looking->context->named = rest;
}

/* Lines of an earlier traceback: what is above them belongs to that. */
static bool
is_of_traceback(struct bytes line)
{
	struct traceback_frame frame;
	struct heading header;

	return grammar_read_frame(line, &frame) ||
	    (heading_find(line, &header) && header.style <= HEADING_IPYTHON);
}

/* Where in the lines a log message begins that has the traceback; none: nothing is known of it. */
static void
find_message(struct looking *looking)
{
	struct context *context = looking->context;
	struct bytes preamble = BYTES_NONE;
	size_t blanks = 0;

	for (size_t i = context->begin; i < context->count; i++) {
		struct bytes line = context->lines[i].text;
		bool introduced = preamble.len > 0 || context->thread.len > 0;
		struct logheader header;

		if (carrying_is_blank(line)) {
			if (++blanks > BLANKS_MAX)
				break;
			continue;
		}
		if (is_of_traceback(line) || kind_is_ruler(line))
			break;
		if (i == context->begin)
			take_named(looking, line);
		if (context->thread.len == 0)
			context->thread = kind_thread_name(line);
		if (read_header(line, looking->options, &header)) {
			/* what came long before is another matter */
			if (blanks > 0 &&
			    (bytes_equal(header.level, BYTES("INFO")) ||
				bytes_equal(header.level, BYTES("DEBUG")))) {
				context->near = false;
				break;
			}
			/* what the interpreter introduced is of no log message: all that gives is a time */
			if (introduced && !looking->options->original)
				take_time(context, &header, looking->options, looking->arena);
			else
				take_header(looking, &header, i);
			break;
		}
		if (!looking->options->original && take_rich(looking, i))
			break;
		if (i == context->begin && line.at[0] == '[')
			context->mark = line;
		if (bytes_start(line, BYTES("Fatal Python error: ")))
			context->fatal = bytes_from(line, 20);
		if (preamble.len == 0 && kind_is_preamble(line))
			preamble = line;
	}
	if (context->log.message.len == 0)
		context->log.message = preamble;
	if (bytes_start(context->log.message, BYTES("Fatal Python error: ")))
		context->log.message = BYTES_NONE; /* that is the exception's */
}

/*
 * Where what carries the lines has the level, the message has no head of its own: it is the line
 * straight above (mod_wsgi: `mod_wsgi (pid=7): Exception occurred processing WSGI script`).
 */
static void
find_carried_message(struct looking *looking)
{
	struct context *context = looking->context;
	const struct prefix *prefix = looking->carrier->prefix;
	struct bytes line, type, message;
	struct logheader header;

	if (context->found || context->log.message.len > 0 || looking->options->original ||
	    context->begin > 0 || context->count == 0)
		return;
	line = context->lines[0].text;
	if (line.len == 0 || bytes_indent(line) > 0 || is_of_traceback(line) ||
	    kind_is_ruler(line) || kind_is_relation(line) || kind_thread_name(line).len > 0 ||
	    grammar_read_exception(line, &type, &message))
		return;
	if (logheader_read((struct bytes){ prefix->text, prefix->len }, &header) &&
	    header.level.len > 0)
		context->log.message = line;
}

/* Counting up from `last`, how many lines end with the exception line of the paragraph there; 0: it has none. */
static size_t
find_exception_line(const struct context *context, size_t last)
{
	size_t found = 0;

	for (size_t i = last; i < context->count; i++) {
		struct bytes line = context->lines[i].text, type, message;
		struct logheader header;

		if (carrying_is_blank(line) || logheader_read(line, &header) ||
		    is_of_traceback(line))
			break;
		if (grammar_read_exception(line, &type, &message))
			found = i + 1;
	}
	return found;
}

/*
 * An exception that was never raised stands without a header above the sentence that links it to
 * the next; one that quotes another begins with its exception line, too.
 */
static void
find_begin(struct context *context)
{
	size_t i = 0;
	struct bytes type, message;

	while (i < context->count && i < 2 && carrying_is_blank(context->lines[i].text))
		i++;
	if (i == 0 && context->count > 1 &&
	    bytes_equal(bytes_trim_end(context->lines[0].text), BYTES("\"\"\"")) &&
	    grammar_read_exception(context->lines[1].text, &type, &message) && message.len == 0) {
		context->begin = 2;
		return;
	}
	if (i == context->count || !kind_is_relation(context->lines[i].text))
		return;
	i++;
	while (i < context->count && carrying_is_blank(context->lines[i].text))
		i++;
	context->begin = find_exception_line(context, i);
	context->cut = context->begin == 0;
}

/* Whether the line, straight above a traceback, is of its event. */
static bool
is_of_event(struct bytes line)
{
	return carrying_is_blank(line) || kind_is_relation(line) || kind_is_preamble(line) ||
	    kind_thread_name(line).len > 0 || bytes_equal(bytes_trim(line), BYTES("\"\"\""));
}

struct bytes
context_cut_message(struct bytes message)
{
	bool linked = false;

	for (;;) {
		struct bytes before = BYTES_NONE, line = message, type, text;
		bool more = bytes_split_last(message, BYTES("\n"), &before, &line);

		if (is_of_event(line))
			linked = linked || (!carrying_is_blank(line) && !kind_is_preamble(line));
		else if (linked && grammar_read_exception(line, &type, &text))
			linked = false;
		else
			return message;
		message = before;
		if (!more)
			return message;
	}
}

void
context_set_time(struct traceback_log *log, const struct zone *zone, struct arena *arena)
{
	struct timestamp time;

	log->time = BYTES_NONE;
	if (timestamp_read(log->timestamp, &time) && time.length == log->timestamp.len)
		set_time(log, log->timestamp, &time, zone, arena);
}

void
context_read(struct context *context, struct bytes above, const struct context_carrier *carrier,
    const struct context_options *options, struct arena *arena)
{
	struct looking looking = {
		.context = context, .carrier = carrier, .options = options, .arena = arena
	};
	size_t whole = above.len, cut;

	if (carrier->key != 0)
		looking.objects = arena_new(OBJECT_MEMORY);
	*context = (struct context){ .log = traceback_no_log, .near = above.len <= CONTEXT_BYTES };
	if (above.len > CONTEXT_BYTES) {
		above = bytes_from(above, above.len - CONTEXT_BYTES);
		above = bytes_from(above, bytes_index(above, carrier->line_end) + 1);
	}
	collect(&looking, above);
	cut = whole - above.len;
	for (size_t i = 0; i < context->count; i++)
		context->lines[i].start += cut;
	find_begin(context);
	find_message(&looking);
	find_carried_message(&looking);
	buffer_free(&looking.scratch);
	arena_free(looking.objects);
}
