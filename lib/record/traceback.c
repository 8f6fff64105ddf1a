#include "record/traceback.h"

#include "record/names.h"
#include "record/thread.h"
#include "json/write.h"

const struct traceback_frame traceback_no_frame = { .line = -1, .column = -1, .repeated = -1 };

const struct raised traceback_no_exception = { .line = -1, .omitted = -1 };

const struct traceback_log traceback_no_log = { .pid = -1 };

void
traceback_merge_log(struct traceback_log *log, const struct traceback_log *more)
{
	if (more->timestamp.len > 0) {
		log->timestamp = more->timestamp;
		log->time = more->time;
	}
	log->level = more->level.len > 0 ? more->level : log->level;
	log->logger = more->logger.len > 0 ? more->logger : log->logger;
	log->message = more->message.len > 0 ? more->message : log->message;
	log->origin = log->origin.len > 0 ? log->origin : more->origin;
	log->release = log->release.len > 0 ? log->release : more->release;
	log->pid = more->pid >= 0 ? more->pid : log->pid;
}

struct traceback_log
traceback_copy_log(const struct traceback_log *log, struct arena *arena)
{
	return (struct traceback_log){ .timestamp = arena_copy(arena, log->timestamp),
		.time = arena_copy(arena, log->time),
		.level = arena_copy(arena, log->level),
		.logger = arena_copy(arena, log->logger),
		.message = arena_copy(arena, log->message),
		.origin = arena_copy(arena, log->origin),
		.release = arena_copy(arena, log->release),
		.pid = log->pid };
}

static const struct bytes relations[] = {
	[TRACEBACK_NONE] = { NULL, 0 },
	[TRACEBACK_CAUSE] = { "cause", 5 },
	[TRACEBACK_CONTEXT] = { "context", 7 },
};

/* Whether it is written as the one that it was made from. */
static bool
is_as_known(const struct traceback_frame *frame)
{
	enum {
		FIRST = offsetof(struct traceback_frame, module),
		END = offsetof(struct traceback_frame, known)
	};

	return frame->known != NULL &&
	    (!frame->may_differ ||
		memcmp((const char *)frame + FIRST, (const char *)&frame->known->frame + FIRST,
		    END - FIRST) == 0);
}

void
traceback_write_frame(struct buffer *out, const struct traceback_frame *frame)
{
	size_t start = out->len;

	if (is_as_known(frame)) {
		buffer_append(out, frame->known->written);
		return;
	}
	WRITE_TEXT(out, NAME_FUNCTION, frame->function);
	WRITE_TEXT(out, NAME_ARGS, frame->args);
	WRITE_TEXT(out, NAME_MODULE, frame->module);
	WRITE_TEXT(out, NAME_FILE, frame->file);
	WRITE_NUMBER(out, NAME_LINE, frame->line);
	WRITE_NUMBER(out, NAME_COLUMN, frame->column);
	WRITE_TEXT(out, NAME_TEXT, frame->text);
	if (frame->repeated > 0)
		WRITE_NUMBER(out, NAME_REPEATED, frame->repeated);
	write_close(out, start);
}

static void
write_frames(struct buffer *out, const struct traceback_frame *frame)
{
	WRITE_NAME(out, NAME_FRAMES);
	buffer_byte(out, '[');
	for (; frame != NULL; frame = frame->next) {
		traceback_write_frame(out, frame);
		if (frame->next != NULL)
			buffer_byte(out, ',');
	}
	buffer_byte(out, ']');
}

static void
write_native(struct buffer *out, const struct traceback_native *frame)
{
	if (frame == NULL)
		return;
	WRITE_NAME(out, NAME_NATIVE_FRAMES);
	for (const char *before = "["; frame != NULL; frame = frame->next, before = ",") {
		size_t start;

		buffer_append(out, bytes_of(before));
		start = out->len;
		WRITE_TEXT(out, NAME_ADDRESS, frame->address);
		WRITE_TEXT(out, NAME_FUNCTION, frame->function);
		WRITE_TEXT(out, NAME_MODULE, frame->module);
		WRITE_NUMBER(out, NAME_OFFSET, frame->offset);
		WRITE_NUMBER(out, NAME_MODULE_OFFSET, frame->module_offset);
		write_close(out, start);
	}
	buffer_byte(out, ']');
}

static void
write_exception(struct buffer *out, const struct raised *raised)
{
	size_t start;

	if (raised->type.len == 0 && raised->message.len == 0)
		return;
	WRITE_NAME(out, NAME_EXCEPTION);
	start = out->len;
	WRITE_TEXT(out, NAME_TYPE, raised->type);
	WRITE_TEXT(out, NAME_MESSAGE, raised->message);
	WRITE_TEXT(out, NAME_FILE, raised->file);
	WRITE_NUMBER(out, NAME_LINE, raised->line);
	WRITE_TEXT(out, NAME_TEXT, raised->text);
	write_close(out, start);
}

static void write_group(struct buffer *out, const struct raised *raised, int depth);

/* An exception without its chain. */
static void
write_alone(struct buffer *out, const struct raised *raised, int depth)
{
	write_exception(out, raised);
	write_frames(out, raised->frames);
	if (raised->members != NULL && depth < TRACEBACK_DEPTH_MAX)
		write_group(out, raised, depth);
	WRITE_NUMBER(out, NAME_OMITTED, raised->omitted);
}

static void
write_chain(struct buffer *out, const struct raised *raised, int depth)
{
	if (raised->behind == NULL)
		return;
	WRITE_NAME(out, NAME_CHAIN);
	for (const struct raised *link = raised->behind; link != NULL; link = link->behind) {
		size_t start;

		buffer_byte(out, link == raised->behind ? '[' : ',');
		start = out->len;
		WRITE_TEXT(out, NAME_RELATION, relations[link->relation]);
		write_alone(out, link, depth);
		write_close(out, start);
	}
	buffer_byte(out, ']');
}

/* Depth is bounded: TRACEBACK_DEPTH_MAX. */
static void
write_group(struct buffer *out, const struct raised *raised, int depth)
{
	WRITE_NAME(out, NAME_EXCEPTIONS);
	for (const struct raised *member = raised->members; member != NULL; member = member->next) {
		size_t start;

		buffer_byte(out, member == raised->members ? '[' : ',');
		start = out->len;
		write_alone(out, member, depth + 1);
		write_chain(out, member, depth + 1);
		write_close(out, start);
	}
	buffer_byte(out, ']');
}

static void
write_log(struct buffer *out, const struct traceback_log *log)
{
	size_t start;

	if (log->timestamp.len + log->time.len + log->level.len + log->logger.len +
		    log->message.len + log->origin.len + log->release.len ==
		0 &&
	    log->pid < 0)
		return;
	WRITE_NAME(out, NAME_LOG);
	start = out->len;
	WRITE_TEXT(out, NAME_TIMESTAMP, log->timestamp);
	WRITE_TEXT(out, NAME_TIME, log->time);
	WRITE_TEXT(out, NAME_LEVEL, log->level);
	WRITE_TEXT(out, NAME_LOGGER, log->logger);
	WRITE_NUMBER(out, NAME_PID, log->pid);
	WRITE_TEXT(out, NAME_ORIGIN, log->origin);
	WRITE_TEXT(out, NAME_RELEASE, log->release);
	WRITE_TEXT(out, NAME_MESSAGE, log->message);
	write_close(out, start);
}

void
traceback_write(struct buffer *out, const struct traceback *traceback)
{
	WRITE_FIRST(out, NAME_TYPE);
	write_text(out, BYTES(TYPE_TRACEBACK));
	WRITE_TEXT(out, NAME_LANGUAGE, BYTES("python"));
	write_alone(out, traceback->raised, 0);
	write_chain(out, traceback->raised, 0);
	write_native(out, traceback->native_frames);
	WRITE_TEXT(out, NAME_THREAD, traceback->thread);
	write_log(out, &traceback->log);
	WRITE_FLAG(out, NAME_TRUNCATED, traceback->truncated);
	WRITE_FLAG(out, NAME_MESSAGE_CUT, traceback->message_cut);
	thread_write_source(
	    out, traceback->file, traceback->line, traceback->lines, traceback->offset);
	WRITE_TEXT(out, NAME_RAW, traceback->raw);
	buffer_append(out, BYTES("}\n"));
}
