#include "pylog/flow.h"

#include "base/memory.h"
#include "pylog/heads/logheader.h"
#include "pylog/outcome.h"
#include "pylog/traceback/grammar.h"

#include <stdlib.h>

enum {
	REST_MAX = 512, /* the longest text behind a header in its line */
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
	bool fresh;         /* it was shown no line since its header */
	struct start start; /* its texts are in `held` */
	struct buffer held;
	struct prefix prefix;
	bool fine;            /* the carrier's time has parts of a second */
	struct buffer suffix; /* what lines end with; empty: nothing */

	struct context context;
	struct traceback_log log; /* what is known otherwise */
	struct buffer logged;     /* and its texts */
	bool inherited;
	struct buffer fatal; /* of a dump */

	struct flow_line first; /* its texts are not kept */
	struct extent last,
	    before_last;       /* up to the last line surely taken, and to the one before it */
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
	buffer_free(&flow->suffix);
	buffer_free(&flow->logged);
	buffer_free(&flow->fatal);
	buffer_free(&flow->raw);
	buffer_free(&flow->partial);
	free(flow);
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

/* A log message that is known otherwise: members of it that are not known stay as they are. */
static void
set_log(struct flow *flow, const struct traceback_log *log)
{
	struct bytes *texts[] = { &flow->log.timestamp, &flow->log.time, &flow->log.level,
		&flow->log.logger, &flow->log.message };
	size_t at = 0;

	flow->log = *log;
	buffer_reset(&flow->logged);
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		buffer_append(&flow->logged, *texts[i]);
	if (flow->logged.full)
		flow->log = traceback_no_log;
	for (size_t i = 0; i < COUNT_OF(texts) && !flow->logged.full; at += texts[i++]->len)
		*texts[i] = bytes_first(bytes_from(buffer_bytes(&flow->logged), at), texts[i]->len);
}

void
flow_open(struct flow *flow, const struct flow_line *line, const struct start *start)
{
	flow->start = start_keep(start, &flow->held);
	buffer_reset(&flow->suffix);
	if (start->rest.len <= REST_MAX)
		buffer_append(&flow->suffix, start->rest);
	prefix_set(&flow->prefix, flow->start.before);
	flow->key = line->key;
	buffer_reset(&flow->partial);
	flow->fine = false;
	flow->context = (struct context){ .log = traceback_no_log };
	set_log(flow, line->log != NULL ? line->log : &traceback_no_log);
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
	flow->first.number -= (long long)bytes_count(raw, *flow->options->line_end);
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
		buffer_bytes(&flow->suffix), flow->key,
		/* a text inside a line has LFs */
		flow->first.embedded ? '\n' : *flow->options->line_end };
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
	struct bytes suffix = buffer_bytes(&flow->suffix);

	if (next == NULL || is_blank(suffix) || !bytes_end(next->text, suffix))
		flow->suffix.len = 0;
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
	    flow->suffix.size + flow->logged.size + flow->fatal.size + flow->raw.size +
	    flow->partial.size;
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
	struct bytes text = line->text, suffix = buffer_bytes(&flow->suffix);
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
	    flow->suffix.len == 0 && flow->partial.len == 0 && !flow->options->raw &&
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

enum flow_result
flow_finish(struct flow *flow, struct bytes file, bool cut, struct buffer *out)
{
	struct outcome outcome = { flow->event, &flow->start, &flow->context, &flow->log,
		buffer_bytes(&flow->fatal), file,
		bytes_first(buffer_bytes(&flow->raw), flow->last.raw), flow->first.number,
		flow->last.number - flow->first.number + 1, flow->first.offset,
		cut || flow_is_cut(flow) };

	event_end(flow->event);
	return outcome_write(&outcome, out);
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
	set_log(flow, &log);
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
