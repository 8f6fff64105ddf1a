#include "pylog/context.h"

#include "base/ascii.h"
#include "base/words.h"
#include "pylog/beginning.h"
#include "pylog/carrier/carrying.h"
#include "pylog/fields.h"
#include "pylog/heads/original.h"
#include "pylog/over.h"
#include "pylog/ruled.h"
#include "pylog/traceback/grammar.h"
#include "pylog/traceback/kind.h"
#include "pylog/traceback/trailer.h"

/* empty lines between a log message and its traceback; the same with those inside of the message */
enum { BLANKS_MAX = 2, PARAGRAPHS_MAX = 8 };

struct looking {
	struct context *context;
	const struct above_carrier *carrier;
	const struct context_options *options;
	struct arena *arena;
	struct bytes preamble; /* a line that the interpreter has above tracebacks */
	bool introduced;       /* the traceback is, by that line or by a report */
	size_t blanks;         /* empty lines between the traceback and the line looked at */
};

/* Sets a log's timestamp, as written and as it was read. */
static void
set_time(struct traceback_log *log, struct bytes timestamp, const struct timestamp *time,
    const struct zone *zone, struct arena *arena)
{
	char written[TIMESTAMP_WRITTEN_MAX];

	log->timestamp = arena_copy(arena, timestamp);
	log->time = arena_copy(arena, timestamp_write(time, zone, written));
}

/* Takes the head's time; that of the carrier only if it is as good: syslog's has no year. */
static void
take_time(struct context *context, const struct logheader *header,
    const struct context_options *options, struct arena *arena)
{
	bool whole = header->time.year >= 0 || header->time.epoch >= 0 || options->original;

	if (header->timestamp.len == 0 || (!whole && context->log.time.len > 0))
		return;
	set_time(&context->log, header->timestamp, &header->time, options->zone, arena);
	context->dated = true;
}

static bool
read_header(struct bytes line, const struct context_options *options, struct logheader *header)
{
	return options->original ? original_read(line, header) : logheader_read(line, header);
}

/* A prompt, `^C` as a terminal echoes it, Markdown's mark of code, a progress bar. */
static bool
is_no_message(struct bytes text)
{
	return bytes_start(text, BYTES(">>>")) || bytes_equal(text, BYTES("^C")) ||
	    bytes_equal(text, BYTES("`")) || trailer_is_progress(text);
}

void
context_read_head(struct context *context, struct bytes head, const struct context_options *options,
    struct arena *arena, bool carrier)
{
	struct logheader header;
	bool read = read_header(head, options, &header);

	if (read) {
		/* the time in the prefix is the best one */
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

		while (message.len > 0 && memchr(": |", bytes_tail(message), 3) != NULL)
			message.len--;
		if (!is_no_message(message))
			context->log.message = arena_copy(arena, message);
	}
}

static void
forget_log(struct context *context)
{
	context->log = traceback_no_log;
	context->found = context->dated = false;
	context->thread = context->named = context->fatal = BYTES_NONE;
}

void
context_read_own(struct context *context, struct bytes own, const struct context_options *options,
    struct arena *arena)
{
	struct logheader header;

	if (bytes_end(bytes_trim_end(own), BYTES("CONTEXT:"))) /* of PostgreSQL's message above */
		return;
	if (logheader_read(own, &header))
		forget_log(context);
	context_read_head(context, own, options, arena, false);
}

/* The lines between a log message's head and its traceback are of the message; `filled`: rich has put blanks around them. */
static void
set_message(struct looking *looking, struct bytes first, size_t head, bool filled)
{
	struct context *context = looking->context;
	struct bytes message = arena_copy(looking->arena, first);
	size_t last = context->begin;

	while (last < head && carrying_is_blank(context->above.lines[last].text))
		last++;
	for (size_t i = head; i-- > last;) {
		struct bytes line = context->above.lines[i].text;

		if (message.len > 0)
			message = arena_join(looking->arena, message, BYTES("\n"));
		message = arena_join(looking->arena, message, filled ? bytes_trim(line) : line);
	}
	context->log.message = message;
}

/* The message without the place in the source that rich puts at the end of its line. */
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
	message = kind_is_ruler(message) ? ruled_message(&context->above, at, header) : message;
	set_message(looking, filled ? bytes_trim_end(message) : message, at, filled);
}

/*
 * rich leaves the time out if the message above has the same one: `           ERROR    text   a.py:7`. Such a line is told
 * from others that are set in by the message above, whose level stands in the same column (and whose time it takes), or
 * else by the place at its end.
 */
static bool
take_rich(struct looking *looking, size_t at)
{
	const struct above *above = &looking->context->above;
	struct bytes line = above_text(above, at), first;
	size_t column = bytes_indent(line), i = at + 1;
	struct bytes text = bytes_from(line, column);
	struct logheader header, timed;

	if (column == 0 || !logheader_read(text, &header) || header.level.at != text.at ||
	    header.timestamp.len > 0)
		return false;
	while (i < above->count && bytes_head(above_text(above, i)) != '[')
		i++;
	first = above_text(above, i);
	if (logheader_read(first, &timed) && timed.level.at == first.at + column) {
		header.timestamp = timed.timestamp;
		header.time = timed.time;
	} else if (without_place(text).len == text.len) {
		return false;
	}
	take_header(looking, &header, at);
	return true;
}

/* Whether it is an exception line whose type is called like one. */
static bool
names_exception(struct bytes line)
{
	struct bytes type, message;

	return grammar_read_exception(line, &type, &message) && grammar_is_exception_name(type);
}

/*
 * `[ERROR] ValueError: x`: AWS Lambda has the exception line above the traceback, and none below; so does PL/Python. Azure
 * Functions has it behind `Exception: `.
 */
static void
take_named(struct looking *looking, struct bytes line)
{
	struct bytes rest, inner;

	if (!bytes_split(line, BYTES("[ERROR] "), NULL, &rest) &&
	    !bytes_split(line, BYTES("ERROR:  "), NULL, &rest))
		rest = line;
	inner = rest;
	if (bytes_take(&inner, BYTES("Exception: ")) && names_exception(inner))
		rest = inner;
	if (names_exception(rest))
		looking->context->named = rest;
}

/* Makes the lines between the traceback and line `at`, which is of something else, the message. */
static void
take_lines_below(struct looking *looking, size_t at)
{
	struct context *context = looking->context;

	while (at > context->begin && carrying_is_blank(context->above.lines[at - 1].text))
		at--;
	if (at > context->begin)
		set_message(looking, context->above.lines[at - 1].text, at - 1, false);
}

/* Home Assistant's page has fields above the message. */
static bool
take_fields(struct looking *looking, size_t at)
{
	struct context *context = looking->context;
	size_t last = fields_find(&context->above, context->begin, at, &context->log.logger);

	context->found = context->log.logger.len > 0;
	if (context->found)
		take_lines_below(looking, last);
	return context->found;
}

/* Whether it is an error whose message has several paragraphs (Celery: `Received unregistered task of type …`). */
static bool
has_paragraphs(const struct looking *looking, const struct logheader *header, size_t at)
{
	const struct context *context = looking->context;

	return !looking->options->original && bytes_equal(header->level, BYTES("ERROR")) &&
	    at > context->begin && !carrying_is_blank(context->above.lines[at - 1].text);
}

/* Takes what belongs to the traceback from the log message whose head is line `at`. */
static void
take_owner(struct looking *looking, const struct logheader *header, size_t at)
{
	struct context *context = looking->context;
	bool original = looking->options->original;
	bool quiet =
	    bytes_equal(header->level, BYTES("INFO")) || bytes_equal(header->level, BYTES("DEBUG"));

	/* a calm message, with an empty line below it, is of something else */
	if ((looking->blanks > 0 && quiet) || (!original && over_is_start(header)))
		context->near = false;
	else if (looking->blanks > 1 && !has_paragraphs(looking, header, at) &&
	    (looking->blanks > BLANKS_MAX || original || bytes_tail(header->message) != ':'))
		return;
	else if (!original && context->above.head.level.len > 0 && header->level.len == 0)
		return; /* the prefix is the message's head, and this is its text (Kodi) */
	else if (!original &&
	    over_is_request(context->above.lines[at].text, header, at == context->begin))
		take_lines_below(looking, at);
	/* what the interpreter introduces is of no log message: only the time is taken */
	else if (looking->introduced && !original)
		take_time(context, header, looking->options, looking->arena);
	else
		take_header(looking, header, at);
}

/* Reads a line that is no log message: it may introduce the traceback, as lines of the interpreter or of Apport do. */
static void
take_introduction(struct looking *looking, struct bytes line, bool straight)
{
	struct context *context = looking->context;

	line = heading_fatal(line);
	if (straight)
		take_named(looking, line);
	if (straight && line.at[0] == '[')
		context->mark = line;
	if (context->thread.len == 0)
		context->thread = kind_thread_name(line);
	if (kind_is_fatal(line)) {
		context->fatal = line;
		looking->blanks = 0; /* the empty line below it belongs to the dump */
	}
	if (looking->preamble.len == 0 && kind_is_preamble(line))
		looking->preamble = line;
	looking->introduced = looking->introduced || looking->preamble.len > 0 ||
	    context->thread.len > 0 ||
	    (straight && bytes_equal(bytes_trim_end(line), BYTES("Traceback:")));
}

/* Finds what was raised when the interpreter died: it stands between the fatal error, or its state, and the dump. */
static void
find_cause(struct context *context, size_t fatal)
{
	size_t i = fatal;

	if (i > 0 && bytes_start(context->above.lines[i - 1].text, BYTES("Python runtime state: ")))
		i--;
	if (i > 0 && names_exception(context->above.lines[i - 1].text))
		context->cause = context->above.lines[i - 1].text;
}

/* Searches the lines above for the traceback's log message, and for what introduces the traceback. */
static void
find_message(struct looking *looking)
{
	struct context *context = looking->context;
	size_t blanks_max = looking->options->original ? 1 : PARAGRAPHS_MAX;

	for (size_t i = context->begin; i < context->above.count; i++) {
		struct bytes line = context->above.lines[i].text;
		struct logheader header;

		if (carrying_is_blank(line)) {
			if (++looking->blanks > blanks_max)
				break;
			continue;
		}
		if (kind_is_of_traceback(line) || kind_is_ruler(line))
			break;
		if (read_header(line, looking->options, &header)) {
			if (i == context->begin)
				take_named(looking, line);
			if (context->thread.len == 0)
				context->thread = kind_thread_name(line);
			take_owner(looking, &header, i);
			/* AWS Lambda's exception line goes on in the lines below it */
			if (i > context->begin && bytes_start(line, BYTES("[ERROR] ")) &&
			    looking->blanks == 0 && context->named.len == 0)
				take_named(looking, context->log.message);
			break;
		}
		if (looking->blanks > BLANKS_MAX)
			continue;
		if (!looking->options->original &&
		    (take_rich(looking, i) || take_fields(looking, i)))
			break;
		take_introduction(looking, line, i == context->begin);
		if (kind_is_fatal(line))
			find_cause(context, i);
	}
	if (context->log.message.len == 0)
		context->log.message = looking->preamble;
	if (kind_is_fatal(context->log.message))
		context->log.message = BYTES_NONE; /* the exception has it */
}

/* The message without the request and the instance that OpenStack puts before it. */
static struct bytes
without_request(struct bytes message)
{
	static const struct bytes requests[] = { BYTES_ROW("[req-"), BYTES_ROW("[None req-"),
		BYTES_ROW("[instance: "), BYTES_ROW("[-]") };

	while (words_start(LIST(requests), message) != WORDS_NONE && bytes_has(message, ']')) {
		message = bytes_from(message, bytes_index(message, ']') + 1);
		message = bytes_from(message, bytes_indent(message));
	}
	return message;
}

/*
 * If the prefix of the lines has a level, the message has no head of its own: it is the line straight above (mod_wsgi:
 * `mod_wsgi (pid=7): Exception occurred processing WSGI script`).
 */
static void
find_carried_message(struct looking *looking)
{
	struct context *context = looking->context;
	struct bytes line, type, message;

	if (context->found || context->log.message.len > 0 || looking->options->original ||
	    looking->options->introduced || context->begin > 0 ||
	    context->above.head.level.len == 0)
		return;
	line = above_text(&context->above, 0);
	if (line.len == 0 || bytes_indent(line) > 0 || kind_is_of_traceback(line) ||
	    kind_is_ruler(line) || kind_is_relation(line) || kind_thread_name(line).len > 0 ||
	    grammar_read_exception(line, &type, &message))
		return;
	context->log.message = without_request(line);
}

/* Inside of one line, all that stands above the traceback is its message. */
static void
find_embedded_message(struct looking *looking)
{
	struct context *context = looking->context;
	size_t last = context->above.count;

	if (!looking->carrier->embedded || context->found || context->log.message.len > 0 ||
	    context->named.len > 0 || context->begin > 0 || last == 0 || looking->options->original)
		return;
	set_message(looking, context->above.lines[last - 1].text, last - 1, false);
	context->log.message = bytes_trim(beginning_cut_message(context->log.message));
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
context_read(struct context *context, struct bytes above, const struct above_carrier *carrier,
    const struct context_options *options, struct arena *arena)
{
	struct looking looking = { .context = context,
		.carrier = carrier,
		.options = options,
		.arena = arena,
		.introduced = options->introduced };

	*context = (struct context){ .log = traceback_no_log };
	above_read(&context->above, above, carrier, arena);
	context->near = context->above.whole;
	context->begin = beginning_find(&context->above, options->cleo, &context->cut);
	take_named(&looking, beginning_titled(&context->above, context->begin, arena));
	find_message(&looking);
	find_carried_message(&looking);
	find_embedded_message(&looking);
}
