#include "pylog/flow.h"

#include "base/memory.h"
#include "pylog/carrier/clean.h"
#include "pylog/heads/logheader.h"
#include "pylog/traceback/grammar.h"
#include "pylog/traceback/heading.h"

#include <stdlib.h>

enum {
	HEAD_MAX = 600, /* the longest text before a header in its line */
	REST_MAX = 512, /* and behind it */
	CONSTANT_LINES = 4,
	PAUSE = 64 * 1024, /* bytes of others: a shorter silence says nothing */
};

/* How far an event reaches. */
struct extent {
	long long end;    /* in bytes from the start of the log */
	long long number; /* of its last line */
	size_t raw;       /* bytes of its text as it stood */
};

struct flow {
	const struct flow_options *options;
	struct event *event;
	unsigned long long key;

	bool undecided;
	bool fresh;              /* it was shown no line since its header */
	struct flow_start start; /* its texts are in `held` */
	struct buffer held;
	struct prefix prefix;
	bool fine; /* the carrier's time has parts of a second */
	char suffix[REST_MAX];
	size_t suffix_len; /* 0: lines have none */

	struct context context;
	struct traceback_log log; /* what is known otherwise */
	struct buffer logged;     /* and its texts */
	bool inherited;
	struct buffer fatal; /* of a dump */

	struct flow_line first; /* its texts are not kept */
	struct extent last, before_last; /* up to the last line surely taken, and to the one before it */
	long long seen, pause; /* where its last line ended, held or not; its longest silence */
	struct buffer raw;
	struct buffer partial; /* of a line that came in pieces */
};

struct flow *
flow_new(const struct flow_options *options)
{
	struct flow *flow = memory_zero(1, sizeof(*flow));

	if (flow == NULL)
		return NULL;
	flow->options = options;
	flow->event = event_new(options->ceiling);
	if (flow->event == NULL) {
		free(flow);
		return NULL;
	}
	flow->raw.ceiling = options->ceiling;
	return flow;
}

void
flow_free(struct flow *flow)
{
	if (flow == NULL)
		return;
	event_free(flow->event);
	buffer_free(&flow->held);
	buffer_free(&flow->logged);
	buffer_free(&flow->fatal);
	buffer_free(&flow->raw);
	buffer_free(&flow->partial);
	free(flow);
}

static bool
find_frame(struct bytes text, struct flow_start *start)
{
	const char *at = bytes_find(text, BYTES("File \""));
	struct traceback_frame frame;
	size_t column;

	if (at == NULL)
		at = bytes_find(text, BYTES("Cell In["));
	if (at == NULL)
		return false;
	column = (size_t)(at - text.at);
	if (!grammar_read_frame(bytes_from(text, column), &frame))
		return false;
	start->orphan = true;
	/* blanks before it are the frame's own, but for one behind a carrier */
	while (column > 0 && (text.at[column - 1] == ' ' || text.at[column - 1] == '\t'))
		column--;
	if (column > 0 && column < text.len && text.at[column] == ' ')
		column++;
	start->before = bytes_first(text, column);
	start->text = bytes_from(text, column);
	return true;
}

static bool
find_ignored(struct bytes text, struct flow_start *start)
{
	const char *at = bytes_find(text, BYTES("Exception "));
	struct bytes type, message;

	if (at == NULL)
		return false;
	start->before = bytes_until(text, at);
	start->text = bytes_from(text, start->before.len);
	return grammar_read_ignored(start->text, &type, &message);
}

bool
flow_find_start(struct bytes text, struct flow_start *start)
{
	struct heading header;
	size_t column, end;

	*start = (struct flow_start){ .kind = EVENT_EXCEPTION };
	if (!heading_find(text, &header))
		return find_frame(text, start) || find_ignored(text, start);
	column = header.start;
	end = header.end;
	if (header.style == HEADING_STACK)
		start->kind = EVENT_STACK;
	if (header.style == HEADING_DUMP)
		start->kind = EVENT_DUMP;
	/* a group's `  + ` belongs to it */
	if (header.style == HEADING_GROUP && bytes_end(bytes_first(text, column), BYTES("  + ")))
		column -= 4;
	start->before = bytes_first(text, column);
	start->text = bytes_first(bytes_from(text, column), end - column);
	start->rest = header.rest;
	start->alone = header.style == HEADING_REPORT;
	start->fatal = header.fatal;
	start->handle = header.handle;
	return true;
}

static void
keep_start(struct flow *flow, const struct flow_start *start)
{
	size_t before = start->before.len < HEAD_MAX ? start->before.len : HEAD_MAX;

	buffer_reset(&flow->held);
	flow->start = *start;
	buffer_append(&flow->held, bytes_first(start->before, before));
	buffer_append(&flow->held, start->text);
	buffer_append(&flow->held, start->handle);
	flow->suffix_len = 0;
	if (flow->held.full) {
		flow->start.before = flow->start.text = flow->start.handle = BYTES("");
		return;
	}
	flow->start.before = (struct bytes){ flow->held.at, before };
	flow->start.text = (struct bytes){ flow->held.at + before, start->text.len };
	flow->start.handle =
	    (struct bytes){ flow->held.at + before + start->text.len, start->handle.len };
	if (start->rest.len > 0 && start->rest.len <= REST_MAX) {
		memcpy(flow->suffix, start->rest.at, start->rest.len);
		flow->suffix_len = start->rest.len;
	}
}

static void
keep_raw(struct flow *flow, struct bytes raw)
{
	if (!flow->options->raw || (flow->first.embedded && flow->raw.len > 0))
		return;
	if (flow->raw.len > 0)
		buffer_byte(&flow->raw, '\n');
	buffer_append(&flow->raw, raw);
}

void
flow_open(struct flow *flow, const struct flow_line *line, const struct flow_start *start)
{
	keep_start(flow, start);
	prefix_set(&flow->prefix, flow->start.before);
	flow->key = line->key;
	buffer_reset(&flow->partial);
	flow->fine = false;
	flow->context = (struct context){ .log = traceback_no_log };
	flow->log = traceback_no_log;
	flow->inherited = false;
	buffer_reset(&flow->fatal);
	flow->first = *line;
	flow->seen = line->offset + (long long)line->raw.len;
	flow->pause = 0;
	buffer_reset(&flow->raw);
	keep_raw(flow, line->raw);
	flow->last = (struct extent){ flow->seen, line->number, flow->raw.len };
	flow->undecided = flow->fresh = true;
}

bool
flow_is_undecided(const struct flow *flow)
{
	return flow->undecided;
}

long long
flow_offset(const struct flow *flow)
{
	return flow->first.offset;
}

static bool
is_blank(struct bytes text)
{
	return bytes_indent(text) == text.len;
}

/* Whether a text is what follows a header: a frame, or something that is set in. */
static bool
goes_on(struct bytes text)
{
	struct traceback_frame frame;

	return bytes_indent(text) > 0 || grammar_read_frame(text, &frame);
}

/* Whether a text may stand in the line below the header. */
static bool
may_follow(const struct flow *flow, struct bytes text)
{
	return goes_on(text) || !bytes_start(flow->start.text, BYTES("Traceback ("));
}

/*
 * How much of what stands before the header carries all lines: all of it where a line of the same
 * process has it, a part where that is followed by a frame, or nothing. False: the line says nothing
 * about it. Lines of others may stand between: that nothing carries them, the first line alone tells.
 */
static bool
find_carrier(struct flow *flow, const struct flow_line *next, size_t *carrier)
{
	struct bytes before = flow->start.before;
	struct prefix part;
	bool fresh = flow->fresh;
	size_t length;

	*carrier = 0;
	flow->fresh = false;
	if (is_blank(before) || next == NULL)
		return true;
	if (fresh)
		prefix_learn_counter(&flow->prefix, next->text, next->number - flow->first.number);
	if (prefix_hold(&flow->prefix, next->text, &length) == PREFIX_SAME) {
		if (flow->prefix.counter == 0 || may_follow(flow, bytes_from(next->text, length))) {
			*carrier = before.len;
			return true;
		}
		/* the number of another process, and no count */
		flow->prefix.counter = 0;
	}
	length = prefix_common(&flow->prefix, next->text);
	if (length > 0) {
		size_t behind;

		part = flow->prefix;
		prefix_cut(&part, length);
		if (prefix_hold(&part, next->text, &behind) == PREFIX_SAME &&
		    goes_on(bytes_from(next->text, behind))) {
			flow->prefix = part;
			*carrier = length;
			return true;
		}
	}
	return fresh && (goes_on(next->text) || !prefix_may_be(before));
}

/* The blanks that the event's lines have in front, where nothing else carries them. */
static struct bytes
indent_of(const struct flow *flow)
{
	struct bytes before = flow->start.before;

	return flow->prefix.len == 0 && is_blank(before) && !flow->start.orphan ? before
										: BYTES("");
}

/* Feeds what stands above the header and is of the event: an exception that was never raised. */
static void
feed_above(struct flow *flow, struct bytes above)
{
	const struct context *context = &flow->context;
	struct arena *arena = event_memory(flow->event);
	struct bytes indent = indent_of(flow), raw;

	if (context->begin == 0 || flow->start.kind != EVENT_EXCEPTION)
		return;
	for (size_t i = context->begin; i-- > 0;)
		event_feed(flow->event,
		    arena_join(arena, arena_copy(arena, indent), context->lines[i].text));
	if (flow->first.embedded)
		return;
	raw = bytes_from(above, context->lines[context->begin - 1].start);
	flow->first.offset -= (long long)raw.len;
	flow->first.number -= (long long)bytes_count(raw, flow->options->context.line_end);
	if (flow->options->raw && raw.len > 0) {
		struct buffer whole = { .ceiling = flow->raw.ceiling };

		buffer_append(&whole, raw);
		buffer_append(&whole, buffer_bytes(&flow->raw));
		buffer_free(&flow->raw);
		flow->raw = whole;
		flow->last.raw = whole.len;
	}
}

static void
read_context(struct flow *flow, struct bytes above, size_t carrier)
{
	const struct context_options *options = &flow->options->context;
	struct arena *arena = event_memory(flow->event);
	struct bytes before = flow->start.before, own = bytes_from(before, carrier);
	struct context_carrier carrying = { &flow->prefix, indent_of(flow),
		{ flow->suffix, flow->suffix_len }, flow->key };
	struct logheader header;

	if (flow->start.alone)
		above.len = 0;
	context_read(&flow->context, above, &carrying, options, arena);
	if (!is_blank(own)) {
		/* the log message is in the line of the header itself */
		if (logheader_read(own, &header))
			context_forget_log(&flow->context);
		context_read_head(&flow->context, own, options, arena, false);
	}
	if (carrier > 0) {
		context_read_head(
		    &flow->context, bytes_first(before, carrier), options, arena, true);
		flow->fine = logheader_read(bytes_first(before, carrier), &header) &&
		    header.time.fraction.len > 0;
	}
}

/* A suffix is one where the next line has it, too (mod_wsgi: `, referer: …`). */
static void
check_suffix(struct flow *flow, const struct flow_line *next)
{
	struct bytes suffix = { flow->suffix, flow->suffix_len };

	if (next == NULL || is_blank(suffix) || !bytes_end(next->text, suffix))
		flow->suffix_len = 0;
}

void
flow_decide(struct flow *flow, struct bytes above, const struct flow_line *next)
{
	struct bytes before = flow->start.before;
	size_t carrier;

	if (!find_carrier(flow, next, &carrier))
		return;
	flow->undecided = false;
	if (carrier == 0)
		prefix_set(&flow->prefix, BYTES(""));
	check_suffix(flow, next);
	event_begin(flow->event, flow->start.kind, indent_of(flow));
	if (flow->held.full)
		return;
	read_context(flow, above, carrier);
	if (!flow->inherited) {
		buffer_reset(&flow->fatal);
		buffer_append(&flow->fatal, flow->context.fatal);
	}
	if (flow->context.mark.len > 0)
		event_set_mark(flow->event, flow->context.mark);
	feed_above(flow, above);
	if (indent_of(flow).len > 0) {
		struct bytes line = { before.at, before.len + flow->start.text.len };

		event_feed(flow->event, line);
		return;
	}
	event_feed(flow->event, flow->start.text);
}

bool
flow_is_carried(const struct flow *flow)
{
	return flow->prefix.len > 0;
}

size_t
flow_carrier(const struct flow *flow, struct bytes line)
{
	size_t length;

	if (flow->undecided || flow->prefix.len == 0 ||
	    prefix_hold(&flow->prefix, line, &length) != PREFIX_SAME)
		return 0;
	return length;
}

bool
flow_is_foreign(const struct flow *flow, struct bytes line)
{
	size_t length;

	return prefix_hold(&flow->prefix, line, &length) == PREFIX_FOREIGN;
}

struct bytes
flow_beginning(const struct flow *flow)
{
	if (flow->fresh || flow->prefix.counter > 0)
		return BYTES_NONE;
	return flow->undecided ? flow->start.before
			       : (struct bytes){ flow->prefix.text, flow->prefix.len };
}

bool
flow_is_whole(const struct flow *flow)
{
	return !flow->undecided && event_is_whole(flow->event);
}

bool
flow_lacks_end(const struct flow *flow)
{
	return flow->start.kind == EVENT_EXCEPTION && !flow_is_whole(flow);
}

long long
flow_seen(const struct flow *flow)
{
	return flow->seen;
}

bool
flow_is_done(const struct flow *flow, long long offset)
{
	long long silence = offset - flow->seen;

	return flow_is_whole(flow) && silence > PAUSE && silence > 2 * flow->pause;
}

size_t
flow_memory(const struct flow *flow)
{
	return sizeof(*flow) + arena_held(event_memory(flow->event)) + flow->held.size +
	    flow->logged.size + flow->fatal.size + flow->raw.size + flow->partial.size;
}

/* A line is of it, or may be. */
static void
see(struct flow *flow, long long offset, long long end)
{
	long long silence = offset - flow->seen;

	if (silence > flow->pause)
		flow->pause = silence;
	flow->seen = end;
}

/* oslo.log puts one and the same time before all lines of a record: another is another record's. */
static bool
is_other_record(struct flow *flow, struct bytes line, size_t length)
{
	struct prefix *prefix = &flow->prefix;
	bool same = length == prefix->len && memcmp(line.at, prefix->text, length) == 0;

	prefix->seen++;
	if (same)
		return false;
	if (prefix->constant && prefix->seen > CONSTANT_LINES && flow->fine &&
	    event_is_whole(flow->event))
		return true;
	prefix->constant = false;
	return false;
}

/* CRI marks the pieces of a line, `stdout P` and at last `stdout F` (cri); false: more is to come. */
static bool
join_pieces(struct flow *flow, const struct flow_line *line, struct bytes *text)
{
	struct bytes head = bytes_first(line->text, (size_t)(text->at - line->text.at));
	bool partial = line->partial || (line->key == 0 && prefix_is_partial(head));

	if (!partial && flow->partial.len == 0)
		return true;
	flow->partial.ceiling = flow->options->ceiling;
	buffer_append(&flow->partial, *text);
	if (partial)
		return false;
	*text = buffer_bytes(&flow->partial);
	flow->partial.len = 0; /* its bytes stay until the next piece */
	return true;
}

enum flow_answer
flow_feed(struct flow *flow, const struct flow_line *line)
{
	struct bytes text = line->text, suffix = { flow->suffix, flow->suffix_len };
	enum event_answer answer;

	if (flow->undecided)
		return FLOW_OTHER;
	if (flow->prefix.len > 0) {
		size_t length;
		enum prefix_match match = prefix_hold(&flow->prefix, text, &length);

		if (match != PREFIX_SAME)
			return FLOW_OTHER;
		if (is_other_record(flow, text, length))
			return FLOW_OVER;
		text = bytes_from(text, length);
	}
	if (suffix.len > 0 && bytes_end(text, suffix))
		text.len -= suffix.len;
	if (!join_pieces(flow, line, &text)) {
		see(flow, line->offset, line->offset + (long long)line->raw.len);
		return FLOW_TAKEN;
	}
	answer = event_feed(flow->event, text);
	if (answer == EVENT_OVER_EARLIER)
		flow->last = flow->before_last;
	if (answer == EVENT_OVER || answer == EVENT_OVER_EARLIER)
		return FLOW_OVER;
	see(flow, line->offset, line->offset + (long long)line->raw.len);
	keep_raw(flow, line->raw);
	if (answer == EVENT_HELD)
		return FLOW_HELD;
	flow->before_last = flow->last;
	flow->last = (struct extent){ flow->seen, line->number, flow->raw.len };
	return FLOW_TAKEN;
}

bool
flow_takes_run(const struct flow *flow)
{
	return !flow->undecided && flow->key == 0 && flow->prefix.len == 0 &&
	    flow->suffix_len == 0 && flow->partial.len == 0 && !flow->options->raw &&
	    event_takes_run(flow->event);
}

void
flow_feed_run(struct flow *flow, struct bytes lines, long long offset, long long last_number)
{
	lines.len--; /* the last LF */
	event_feed_run(flow->event, lines);
	see(flow, offset, offset + (long long)lines.len);
	flow->last = (struct extent){ flow->seen, last_number, 0 };
}

static void
write_thread(const struct flow *flow, struct bytes file, struct buffer *out)
{
	const struct raised *raised = event_raised(flow->event);
	struct thread thread = thread_nothing;
	struct arena *arena = event_memory(flow->event);

	thread.language = BYTES("python");
	thread.pthread = flow->start.handle;
	thread.file = file;
	thread.line = flow->first.number;
	for (const struct traceback_frame *from = raised == NULL ? NULL : raised->frames;
	     from != NULL; from = from->next) {
		struct frame *frame = arena_alloc(arena, sizeof(*frame));

		if (frame == NULL)
			break;
		*frame = thread_no_frame;
		frame->function = from->function;
		frame->file = from->file;
		frame->line = from->line;
		frame->text = from->text;
		if (thread.last_frame == NULL)
			thread.frames = frame;
		else
			thread.last_frame->next = frame;
		thread.last_frame = frame;
	}
	thread_write(out, &thread);
}

/* The lines of its own before the log cut it, or the line above a traceback that has none below. */
static bool
complete(struct flow *flow, struct raised *raised)
{
	struct arena *arena = event_memory(flow->event);
	struct bytes line = flow->context.named, type, message;

	if (flow->start.kind == EVENT_DUMP) {
		raised->type = BYTES("Fatal Python error");
		raised->message = arena_copy(arena, buffer_bytes(&flow->fatal));
		return true;
	}
	if (!event_is_truncated(flow->event))
		return true;
	if (raised->type.len > 0 || line.len == 0 || !grammar_read_exception(line, &type, &message))
		return false;
	raised->type = type;
	raised->message = message;
	if (bytes_find(flow->context.log.message, line) != NULL)
		flow->context.log.message = BYTES_NONE;
	return true;
}

/* Frames in prose are no event: without a header there have to be some, and an exception line. */
static bool
is_worth_a_record(const struct flow *flow, const struct raised *raised)
{
	if (raised == NULL ||
	    (raised->frames == NULL && raised->type.len == 0 && raised->behind == NULL))
		return flow->start.kind == EVENT_DUMP && flow->start.fatal;
	if (flow->start.orphan && event_is_truncated(flow->event) && flow->context.named.len == 0 &&
	    raised->frame_count < 2)
		return false;
	return true;
}

/* Whether an exception was to come; a test's report has none where the test only printed. */
static bool
has_header(const struct flow *flow)
{
	return flow->start.kind == EVENT_EXCEPTION && !flow->start.orphan && !flow->start.alone;
}

static void
write_traceback(
    struct flow *flow, struct raised *raised, struct bytes file, bool cut, struct buffer *out)
{
	bool whole = complete(flow, raised);
	/* a SyntaxError of the main script has no header at all */
	bool headless = flow->start.orphan && (raised->frames != NULL || raised->file.len == 0) &&
	    flow->context.named.len == 0;
	struct traceback record = { .raised = raised,
		.thread = flow->context.thread,
		.log = flow->context.log,
		.truncated = !whole || headless || cut || flow->context.cut,
		.file = file,
		.line = flow->first.number,
		.lines = flow->last.number - flow->first.number + 1,
		.offset = flow->first.offset };

	traceback_merge_log(&record.log, &flow->log);
	if (flow->options->raw)
		record.raw = bytes_first(buffer_bytes(&flow->raw), flow->last.raw);
	traceback_write(out, &record);
}

enum flow_result
flow_finish(struct flow *flow, struct bytes file, bool cut, struct buffer *out)
{
	struct raised *raised;
	size_t start = out->len;

	event_end(flow->event);
	raised = event_raised(flow->event);
	if (flow->start.kind == EVENT_STACK)
		return FLOW_NOTHING;
	if (!is_worth_a_record(flow, raised))
		return has_header(flow) ? FLOW_EMPTY : FLOW_NOTHING;
	if (flow->start.kind == EVENT_DUMP && (!flow->start.fatal || flow->fatal.len == 0)) {
		write_thread(flow, file, out);
	} else {
		struct raised none = traceback_no_exception;

		write_traceback(
		    flow, raised == NULL ? &none : raised, file, cut || flow_is_cut(flow), out);
	}
	if (!out->full)
		return FLOW_RECORD;
	out->len = start;
	return FLOW_TOO_LARGE;
}

long long
flow_end(const struct flow *flow)
{
	return flow->last.end;
}

long long
flow_number(const struct flow *flow)
{
	return flow->first.number;
}

bool
flow_is_cut(const struct flow *flow)
{
	return event_is_cut(flow->event) || flow->raw.full || flow->held.full;
}

void
flow_set_log(struct flow *flow, const struct traceback_log *log)
{
	struct bytes *texts[5];
	size_t at = 0;

	flow->log = *log;
	texts[0] = &flow->log.timestamp;
	texts[1] = &flow->log.time;
	texts[2] = &flow->log.level;
	texts[3] = &flow->log.logger;
	texts[4] = &flow->log.message;
	buffer_reset(&flow->logged);
	for (size_t i = 0; i < 5; i++)
		buffer_append(&flow->logged, *texts[i]);
	if (flow->logged.full)
		flow->log = traceback_no_log;
	for (size_t i = 0; i < 5 && !flow->logged.full; i++) {
		*texts[i] = bytes_first(bytes_from(buffer_bytes(&flow->logged), at), texts[i]->len);
		at += texts[i]->len;
	}
}

unsigned long long
flow_key(const struct flow *flow)
{
	return flow->key;
}

bool
flow_leads_to(const struct flow *flow, long long offset)
{
	enum { NEAR = 6 }; /* an empty line between them; lines may end with CR CR LF */

	return flow->start.kind != EVENT_EXCEPTION && offset >= flow->last.end &&
	    offset - flow->last.end <= NEAR;
}

void
flow_inherit(struct flow *flow, const struct flow *before)
{
	struct traceback_log log = before->context.log;

	const struct raised *stack = event_raised(before->event);

	traceback_merge_log(&log, &before->log);
	if (before->start.kind == EVENT_STACK && stack != NULL && log.message.len > 0) {
		struct arena *arena = event_memory(before->event);

		log.message = arena_join(arena, log.message, BYTES("\n"));
		log.message = arena_join(arena, log.message, stack->message);
	}
	flow_set_log(flow, &log);
	flow->inherited = true;
	buffer_reset(&flow->fatal);
	buffer_append(&flow->fatal, buffer_bytes(&before->fatal));
}

void
flow_inherit_time(struct flow *flow, const struct flow *before)
{
	struct context *context = &flow->context;

	if (context->found || !context->near || before == NULL)
		return;
	context->log.timestamp =
	    arena_copy(event_memory(flow->event), before->context.log.timestamp);
	context->log.time = arena_copy(event_memory(flow->event), before->context.log.time);
}
