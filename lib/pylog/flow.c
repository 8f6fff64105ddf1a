#include "pylog/flow.h"

#include "base/memory.h"
#include "pylog/heads/logheader.h"
#include "pylog/outcome.h"
#include "pylog/traceback/grammar.h"

#include <stdlib.h>

enum { PAUSE = 64 * 1024 }; /* bytes of others: a shorter silence says nothing */

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
	struct start start; /* its texts are in `held` */
	struct buffer held;
	struct carrying carrying; /* what carries its lines */

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
	flow->raw.ceiling = flow->carrying.partial.ceiling = options->ceiling;
	return flow;
}

void
flow_free(struct flow *flow)
{
	if (flow == NULL)
		return;
	event_free(flow->event);
	buffer_free(&flow->held);
	carrying_free(&flow->carrying);
	buffer_free(&flow->logged);
	buffer_free(&flow->fatal);
	buffer_free(&flow->raw);
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
	carrying_begin(&flow->carrying, flow->start.before, start->rest);
	flow->key = line->key;
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
	flow->undecided = true;
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

/* The blanks that the event's lines have in front, where nothing else carries them. */
static struct bytes
indent_of(const struct flow *flow)
{
	struct bytes before = flow->start.before;

	return flow->carrying.prefix.len == 0 && carrying_is_blank(before) && !flow->start.orphan
	    ? before
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
	struct context_carrier carrying = { &flow->carrying.prefix, indent_of(flow),
		buffer_bytes(&flow->carrying.suffix), flow->key,
		/* a text inside a line has LFs */
		flow->first.embedded ? '\n' : *flow->options->line_end };
	struct logheader header;

	if (flow->start.alone)
		above.len = 0;
	context_read(&flow->context, above, &carrying, options, arena);
	if (!carrying_is_blank(own)) {
		/* the log message is in the line of the header itself */
		if (logheader_read(own, &header))
			context_forget_log(&flow->context);
		context_read_head(&flow->context, own, options, arena, false);
	}
	if (carrier > 0) {
		context_read_head(
		    &flow->context, bytes_first(before, carrier), options, arena, true);
		flow->carrying.fine = logheader_read(bytes_first(before, carrier), &header) &&
		    header.time.fraction.len > 0;
	}
}

void
flow_decide(struct flow *flow, struct bytes above, const struct flow_line *next)
{
	struct bytes before = flow->start.before;
	size_t carrier;

	if (!carrying_learn(&flow->carrying, before, flow->start.text,
		next == NULL ? NULL : &next->text,
		next == NULL ? 0 : next->number - flow->first.number, &carrier))
		return;
	flow->undecided = false;
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
	return flow->carrying.prefix.len > 0;
}

size_t
flow_carrier(const struct flow *flow, struct bytes line)
{
	size_t length;

	if (flow->undecided || flow->carrying.prefix.len == 0 ||
	    prefix_hold(&flow->carrying.prefix, line, &length) != PREFIX_SAME)
		return 0;
	return length;
}

bool
flow_is_foreign(const struct flow *flow, struct bytes line)
{
	size_t length;

	return prefix_hold(&flow->carrying.prefix, line, &length) == PREFIX_FOREIGN;
}

struct bytes
flow_beginning(const struct flow *flow)
{
	if (flow->carrying.fresh || flow->carrying.prefix.counter > 0)
		return BYTES_NONE;
	return flow->undecided
	    ? flow->start.before
	    : (struct bytes){ flow->carrying.prefix.text, flow->carrying.prefix.len };
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
	    flow->carrying.suffix.size + flow->logged.size + flow->fatal.size + flow->raw.size +
	    flow->carrying.partial.size;
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

enum flow_answer
flow_feed(struct flow *flow, const struct flow_line *line)
{
	struct bytes text = line->text, head = BYTES_NONE,
		     suffix = buffer_bytes(&flow->carrying.suffix);
	enum event_answer answer;

	if (flow->undecided)
		return FLOW_OTHER;
	if (flow->carrying.prefix.len > 0) {
		size_t length;
		enum prefix_match match = prefix_hold(&flow->carrying.prefix, text, &length);

		if (match != PREFIX_SAME)
			return FLOW_OTHER;
		if (carrying_changes(&flow->carrying, bytes_first(text, length)) &&
		    event_is_whole(flow->event))
			return FLOW_OVER;
		head = bytes_first(text, length);
		text = bytes_from(text, length);
	}
	if (suffix.len > 0 && bytes_end(text, suffix))
		text.len -= suffix.len;
	if (!carrying_join(&flow->carrying,
		line->partial || (line->key == 0 && prefix_is_partial(head)), &text)) {
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
	return !flow->undecided && flow->key == 0 && flow->carrying.prefix.len == 0 &&
	    flow->carrying.suffix.len == 0 && flow->carrying.partial.len == 0 &&
	    !flow->options->raw && event_takes_run(flow->event);
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
