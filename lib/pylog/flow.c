#include "pylog/flow.h"

#include "pylog/carrier/origin.h"
#include "pylog/heads/logheader.h"
#include "pylog/traceback/bulk.h"
#include "pylog/traceback/grammar.h"
#include "pylog/traceback/kind.h"
#include "pylog/traceback/relation.h"

enum {
	HEAD_MAX = 600,    /* the longest text before a header in its line */
	LATER = 2,         /* seconds: what comes so long after a traceback is no message of it */
	PAUSE = 64 * 1024, /* bytes of others: a shorter silence says nothing */
};

bool
flow_init(struct flow *flow, const struct pylog_options *options, const struct window *window)
{
	flow->options = options;
	flow->window = window;
	flow->memory = arena_new(options->record_max);
	flow->raw.ceiling = flow->carrying.partial.ceiling = options->record_max;
	return flow->memory != NULL;
}

void
flow_free(struct flow *flow)
{
	arena_free(flow->memory);
	carrying_free(&flow->carrying);
	buffer_free(&flow->raw);
	buffer_free(&flow->when);
}

/* Whether no frame and no exception line of the event has come yet. */
static bool
is_unread(const struct flow *flow)
{
	const struct raised *raised = flow->undecided ? NULL : event_raised(&flow->event);

	return raised == NULL || (raised->frames == NULL && raised->type.len == 0);
}

/* Keeps the text if that is asked for, or as long as nothing of the event could be read. */
static void
keep_raw(struct flow *flow, struct bytes raw)
{
	flow->unread = flow->unread && !flow->first.embedded && is_unread(flow);
	if (!flow->unread && (!flow->options->raw || (flow->first.embedded && flow->raw.len > 0)))
		return;
	if (flow->raw.len > 0)
		buffer_byte(&flow->raw, '\n');
	buffer_append(&flow->raw, raw);
}

void
flow_open(struct flow *flow, const struct flow_line *line, const struct heading *heading)
{
	arena_reset(flow->memory);
	flow->heading = (struct heading){ .style = heading->style,
		.before = arena_copy(flow->memory, bytes_first(heading->before, HEAD_MAX)),
		.text = arena_copy(flow->memory, heading->text),
		.labelled = heading->labelled,
		.outwards = heading->outwards,
		.fatal = heading->fatal,
		.handle = arena_copy(flow->memory, heading->handle),
		.name = arena_copy(flow->memory, heading->name) };
	carrying_begin(&flow->carrying, flow->heading.before, heading->rest);
	flow->padded = bytes_trim_end(line->text).len + 1 < line->text.len;
	flow->key = line->key;
	flow->context = (struct context){ .log = traceback_no_log };
	flow->log =
	    traceback_copy_log(line->log != NULL ? line->log : &traceback_no_log, flow->memory);
	flow->inherited = flow->slow = false;
	flow->fatal = BYTES_NONE;
	flow->process = thread_no_process;
	flow->first = *line;
	flow->seen = line->offset + (long long)line->raw.len;
	flow->pause = 0;
	flow->undecided = flow->unread = true;
	buffer_reset(&flow->when);
	flow->time.length = 0;
	flow->enclosing = (struct enclosing){ .kind = ENCLOSING_NONE };
	buffer_reset(&flow->raw);
	keep_raw(flow, line->raw);
	flow->last = (struct flow_extent){ flow->seen, line->number, flow->raw.len };
}

/* The blanks before all lines of the event, behind their prefix. */
static struct bytes
indent_of(const struct flow *flow)
{
	struct bytes before =
	    bytes_from(flow->heading.before, prefix_text(&flow->carrying.prefix).len);

	return carrying_is_blank(before) && flow->heading.style != HEADING_CLEO &&
		(flow->heading.style != HEADING_FRAME || flow->heading.labelled)
	    ? before
	    : BYTES_NONE;
}

/* Feeds the lines above the header that are of the event: an exception that was never raised. */
static void
feed_above(struct flow *flow, struct bytes above)
{
	const struct context *context = &flow->context;
	struct bytes raw;

	if (context->begin == 0 || !heading_is_exception(flow->heading.style))
		return;
	for (size_t i = context->begin; i-- > 0;) {
		struct bytes indent = arena_copy(flow->memory, indent_of(flow));

		event_feed(
		    &flow->event, arena_join(flow->memory, indent, context->above.lines[i].text));
	}
	if (flow->first.embedded)
		return;
	raw = bytes_from(above, context->above.lines[context->begin - 1].start);
	flow->first.offset -= (long long)raw.len;
	flow->first.number -= (long long)bytes_count(raw, flow->window->line_end);
	if (flow->options->raw) {
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
	const struct context_options options = { flow->options->zone, flow->options->original,
		flow->heading.style == HEADING_FATAL, flow->heading.style == HEADING_CLEO };
	struct arena *arena = flow->memory;
	struct bytes before = flow->heading.before, own = bytes_from(before, carrier);
	struct above_carrier carrying = { &flow->carrying.prefix, indent_of(flow),
		buffer_bytes(&flow->carrying.suffix), flow->key, flow->log.timestamp,
		flow->first.embedded,
		/* a text inside a line has LFs */
		flow->first.embedded ? '\n' : flow->window->line_end };
	struct timestamp time;

	if (flow->heading.style == HEADING_REPORT)
		above.len = 0;
	context_read(&flow->context, above, &carrying, &options, arena);
	if (!carrying_is_blank(own) && flow->enclosing.kind < ENCLOSING_FIELD)
		context_read_own(&flow->context, own, &options, arena);
	before = bytes_first(before, carrier);
	flow->context.log.origin = arena_copy(arena, origin_of(&flow->carrying.prefix));
	context_read_head(&flow->context, before, &options, arena, true);
	flow->carrying.fine = logheader_time(before, &time) && time.fraction.len > 0;
}

/* py-spy names the process in the line above the version of the interpreter. */
static void
read_process(struct flow *flow, struct bytes above)
{
	if (pydump_read_process(above, &flow->process.pid, &flow->process.command))
		flow->process.command = arena_copy(flow->memory, flow->process.command);
}

/* A prefix of all lines (`<worker-1>`) encloses nothing, unless they have a suffix, too, or the next line is markup. */
static bool
may_be_enclosed(const struct flow *flow, size_t carrier, const struct flow_line *next)
{
	return !flow->first.embedded &&
	    (carrier < flow->heading.before.len || flow->carrying.suffix.len > 0 ||
		(next != NULL && bytes_find(next->text, BYTES("File &")) != NULL));
}

void
flow_decide(struct flow *flow, struct bytes above, const struct flow_line *next)
{
	struct bytes before = flow->heading.before, text = flow->heading.text, indent;
	size_t carrier;

	if (!carrying_learn(&flow->carrying, before, text, next == NULL ? NULL : &next->text,
		next == NULL ? 0 : next->number - flow->first.number, &carrier))
		return;
	flow->undecided = false;
	enclosing_begin(&flow->enclosing,
	    may_be_enclosed(flow, carrier, next) ? before : BYTES_NONE,
	    next == NULL ? BYTES_NONE : next->text);
	indent = indent_of(flow);
	read_context(flow, above, carrier);
	/* Airflow 3's page has the exception line above frames without commas */
	if (bytes_start(flow->heading.text, BYTES("File ")) && flow->context.named.len > 0)
		flow->heading.style = HEADING_FRAME;
	event_begin(&flow->event, flow->memory, flow->heading.style, indent);
	event_set_padded(&flow->event, flow->padded);
	flow->event.tree.outwards = flow->event.tree.outwards || flow->heading.outwards;
	flow->event.located = bytes_end(bytes_trim_end(before), BYTES("Python:"));
	flow->event.ignored =
	    bytes_start(above_text(&flow->context.above, 0), BYTES("Exception ignored "));
	if (!flow->inherited)
		flow->fatal = flow->context.fatal;
	flow->event.fatal = flow->heading.fatal && flow->fatal.len > 0;
	prefix_set(
	    &flow->head, flow_is_carried(flow) || carrying_is_blank(before) ? BYTES_NONE : before);
	if (flow->heading.style == HEADING_PROCESS)
		read_process(flow, above_text(&flow->context.above, 0));
	flow->event.fenced = above_is_fenced(&flow->context.above);
	flow->event.in_span = flow->context.above.in_span || bytes_head(before) == '`';
	flow->event.mark = mark_of(flow->context.mark);
	feed_above(flow, above);
	event_feed(&flow->event, indent.len > 0 ? arena_join(flow->memory, indent, text) : text);
}

bool
flow_needs_heads(const struct flow *flow)
{
	return !flow->undecided && prefix_is_quote(&flow->carrying.prefix) && flow->key == 0 &&
	    !flow->first.embedded && !flow->options->original &&
	    flow->heading.style != HEADING_CLEO; /* which has the place below its message */
}

void
flow_set_outside(struct flow *flow, const struct outside *outside)
{
	const struct above *above = &flow->context.above;

	flow->event.outside = outside;
	flow->event.lines_max = flow->options->message_max;
	flow->event.framed = kind_is_ruler(above_text(above, 0));
	/* what is quoted is text of people */
	flow->event.apart =
	    flow_is_carried(flow) || (above->count > 0 && carrying_is_blank(above->lines[0].text));
}

bool
flow_is_whole(const struct flow *flow)
{
	return !flow->undecided && event_is_whole(&flow->event);
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
	return sizeof(*flow) + arena_held(flow->memory) + flow->carrying.suffix.size +
	    flow->carrying.partial.size + flow->raw.size;
}

/* Notes that a line is of the event, or may be. */
static void
see(struct flow *flow, long long offset, long long end)
{
	long long silence = offset - flow->seen;

	if (silence > flow->pause)
		flow->pause = silence;
	flow->seen = end;
}

/* Notes what the event answered to the line. */
static enum line_answer
note_answer(struct flow *flow, const struct flow_line *line, enum line_answer answer)
{
	if (answer == LINE_OVER_EARLIER)
		flow->last = flow->before_last;
	if (answer == LINE_OVER || answer == LINE_OVER_EARLIER)
		return LINE_OVER;
	if (answer == LINE_OTHER)
		return LINE_OTHER;
	see(flow, line->offset, line->offset + (long long)line->raw.len);
	keep_raw(flow, line->raw);
	if (answer == LINE_TAKEN) {
		flow->before_last = flow->last;
		flow->last = (struct flow_extent){ flow->seen, line->number, flow->raw.len };
	}
	return answer;
}

/* Feeds a line that has the head of the event's heading, like a log message of its own: Airflow's operators. */
static enum line_answer
feed_headed(struct flow *flow, struct bytes text)
{
	size_t length;

	return flow->head.len > 0 && prefix_hold(&flow->head, text, &length) == PREFIX_SAME
	    ? event_feed_fallen(&flow->event, bytes_from(text, length))
	    : LINE_OTHER;
}

/*
 * Whether the line came so long after a whole traceback that it is no part of its message; not if lines of the traceback
 * itself came as slowly. `when` is the text with the line's time: its prefix, or the timestamp of its object.
 */
static bool
is_later(struct flow *flow, struct bytes text, struct bytes when)
{
	bool whole = event_is_whole(&flow->event), apart;
	struct timestamp time;
	struct bytes message;

	if (flow->options->original || bytes_equal(when, buffer_bytes(&flow->when)))
		return false;
	if (!(flow->key != 0 ? timestamp_read(when, &time) : logheader_time(when, &time)))
		time.length = 0;
	time.fraction = BYTES_NONE; /* the line's */
	apart = flow->time.length > 0 && time.length > 0 &&
	    timestamp_distance(&flow->time, &time) >= LATER;
	if (apart && bytes_trim(text).len == 0)
		return false; /* the line below will tell */
	buffer_set(&flow->when, when);
	flow->time = time;
	flow->slow = flow->slow || (apart && !whole);
	return apart && whole && !flow->slow && !relation_is_half(text) &&
	    relation_find(text, &message) == TRACEBACK_NONE;
}

enum line_answer
flow_feed(struct flow *flow, const struct flow_line *line)
{
	struct bytes text = line->text, head = BYTES_NONE;
	enum line_answer answer;

	if (flow->undecided)
		return LINE_OTHER;
	if (flow_is_carried(flow)) {
		size_t length;

		if (prefix_hold(&flow->carrying.prefix, text, &length) != PREFIX_SAME)
			return LINE_OTHER;
		head = bytes_first(text, length);
		text = bytes_from(text, length);
		if (carrying_changes(&flow->carrying, head) && event_is_whole(&flow->event))
			return LINE_OVER;
	}
	if (is_later(flow, text, flow->key == 0 || line->log == NULL ? head : line->log->timestamp))
		return LINE_OVER;
	bytes_take_end(&text, buffer_bytes(&flow->carrying.suffix));
	if (!carrying_join(&flow->carrying,
		line->partial || (line->key == 0 && prefix_is_partial(head)), &text)) {
		see(flow, line->offset, line->offset + (long long)line->raw.len);
		return LINE_TAKEN;
	}
	if (enclosing_is_any(&flow->enclosing, text) &&
	    !enclosing_take(&flow->enclosing, &text, event_is_whole(&flow->event), flow->memory))
		return LINE_OVER;
	answer = feed_headed(flow, text);
	return note_answer(
	    flow, line, answer == LINE_OTHER ? event_feed(&flow->event, text) : answer);
}

/* Whether a line without the prefix of the others may be of the event: it is set in, or an exception line. */
static bool
may_be_bare(struct bytes text)
{
	struct bytes type, message;

	return bytes_indent(text) > 0 ||
	    (grammar_read_exception(text, &type, &message) && grammar_is_exception_name(type));
}

enum line_answer
flow_feed_bare(struct flow *flow, const struct flow_line *line)
{
	if (flow->undecided || flow->key != 0 || !flow_is_carried(flow) ||
	    line->number != flow->last.number + 1 || !may_be_bare(line->text))
		return LINE_OTHER;
	return note_answer(flow, line, event_feed_fallen(&flow->event, line->text));
}

/* Whether lines can be fed as they stand: they have no carrier, nothing encloses them, and their text is not kept. */
static bool
takes_runs(const struct flow *flow)
{
	return !flow->undecided && flow->key == 0 && !flow_is_carried(flow) &&
	    flow->carrying.suffix.len == 0 && flow->carrying.partial.len == 0 &&
	    flow->enclosing.kind == ENCLOSING_NONE && !flow->options->raw &&
	    bytes_head(prefix_text(&flow->head)) != ' ';
}

size_t
flow_feed_run(struct flow *flow, struct bytes text, long long offset, long long *number,
    struct framecache *frames)
{
	size_t length = takes_runs(flow) ? bulk_take(&flow->event, text, frames) : 0;

	if (length == 0)
		return 0;
	*number += (long long)bytes_count(bytes_first(text, length), '\n');
	see(flow, offset, offset + (long long)length - 1);
	flow->unread = flow->unread && is_unread(flow);
	flow->last = (struct flow_extent){ flow->seen, *number - 1, flow->raw.len };
	return length;
}

bool
flow_is_cut(const struct flow *flow)
{
	return arena_full(flow->memory) || flow->event.tree.too_deep || flow->raw.full;
}

bool
flow_inherit(struct flow *flow, const struct flow *before)
{
	enum { NEAR = 6 }; /* bytes: an empty line between them; lines may end with CR CR LF */
	const struct raised *stack = event_raised(&before->event);
	long long distance = flow->first.offset - before->last.end;
	struct traceback_log log = before->context.log;

	if (heading_is_exception(before->heading.style) || distance < 0 || distance > NEAR)
		return false;
	traceback_merge_log(&log, &before->log);
	flow->log = traceback_copy_log(&log, flow->memory);
	if (before->heading.style == HEADING_STACK && stack != NULL && log.message.len > 0) {
		log.message = arena_join(flow->memory, flow->log.message, BYTES("\n"));
		flow->log.message = arena_join(flow->memory, log.message, stack->message);
	}
	flow->inherited = true;
	flow->process.pid = before->process.pid;
	flow->process.command = arena_copy(flow->memory, before->process.command);
	flow->fatal = arena_copy(flow->memory, before->fatal);
	return true;
}

void
flow_inherit_time(struct flow *flow, const struct flow *before)
{
	struct context *context = &flow->context;

	if (context->found || !context->near || before == NULL)
		return;
	context->log.timestamp = arena_copy(flow->memory, before->context.log.timestamp);
	context->log.time = arena_copy(flow->memory, before->context.log.time);
}
