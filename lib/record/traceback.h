/* One event of Python exceptions, as a parser builds it, and its writing as a record (st-records(5)). */
#ifndef ST_RECORD_TRACEBACK_H
#define ST_RECORD_TRACEBACK_H

#include "base/arena.h"
#include "base/buffer.h"

enum { TRACEBACK_DEPTH_MAX = 40 }; /* groups inside each other; what is deeper is not written */

/* In all of these, no bytes and a number below 0 mean: not known. */

struct traceback_frame {
	struct traceback_frame *next; /* the caller */
	struct bytes module, file, function, args, text;
	long long line, column, repeated;
	/* the one of a cache that it is a copy of, good as long as the cache says; NULL: there is none */
	const struct traceback_known *known;
	bool may_differ; /* from that, since more of it may have come later */
	bool outwards;   /* its caller was printed below it, not above it: faulthandler */
};

/* A frame that comes again and again, and how it is written in a record. */
struct traceback_known {
	struct traceback_frame frame;
	struct bytes written;
};

/* A frame of C, which faulthandler prints since Python 3.14. */
struct traceback_native {
	struct traceback_native *next; /* the caller */
	struct bytes address, function, module;
	long long offset, module_offset;
};

enum traceback_relation {
	TRACEBACK_NONE,
	TRACEBACK_CAUSE,   /* "The above exception was the direct cause of …" */
	TRACEBACK_CONTEXT, /* "During handling of the above exception, …" */
};

/* One exception, with its causes or contexts (behind) and the members of its group. */
struct raised {
	struct bytes type, message;
	struct bytes file, text; /* the place in the source that a SyntaxError names */
	long long line;
	struct traceback_frame *frames, *last_frame; /* innermost first */
	long long frame_count;
	struct raised *behind;            /* the next of the chain */
	enum traceback_relation relation; /* to the one in front, where it is in a chain */
	struct raised *members, *last_member;
	struct raised *next; /* the next member of the group that it is in */
	long long omitted;   /* how many members CPython did not print */
};

struct traceback_log {
	struct bytes timestamp, time, level, logger, message, origin, release;
	long long pid;
};

struct traceback {
	const struct raised *raised;
	const struct traceback_native *native_frames;
	struct bytes thread;
	struct traceback_log log;
	bool truncated, message_cut;
	struct bytes file; /* where it stood in the input */
	long long line, lines, offset;
	struct bytes raw;
};

/* Ones of which nothing is known. */
extern const struct traceback_frame traceback_no_frame;
extern const struct raised traceback_no_exception;
extern const struct traceback_log traceback_no_log;

/* Takes over what `more` knows of a log message; but an origin or a release that is known already stays. */
void traceback_merge_log(struct traceback_log *log, const struct traceback_log *more);

/* A copy whose texts are in the arena. */
struct traceback_log traceback_copy_log(const struct traceback_log *log, struct arena *arena);

/* Appends a frame, as it stands in a record. */
void traceback_write_frame(struct buffer *out, const struct traceback_frame *frame);

/* Appends the record with its LF. */
void traceback_write(struct buffer *out, const struct traceback *traceback);

#endif
