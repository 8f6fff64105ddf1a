/* What all exports say of a thread, an exception, or a group of them, and how they write text from outside. */
#ifndef ST_RENDER_EXPORT_EXPORTED_H
#define ST_RENDER_EXPORT_EXPORTED_H

#include "record/news.h"
#include "render/format.h"

enum exported_level { EXPORTED_NOTE, EXPORTED_WARNING, EXPORTED_ERROR };

/* All of it lives as long as the record. */
struct exported {
	struct bytes title;       /* the signature, or else what is known instead; never empty */
	struct bytes rule;        /* the exception's type, the signal, or `deadlock` or `thread` */
	struct bytes fingerprint; /* no bytes: it has none */
	struct bytes of;          /* `thread` or `traceback` */
	const struct value *
	    own; /* the innermost frame of one's own code with a file, else the innermost with one */
	long long count; /* 0: a group that was not seen */
	enum exported_level level;
	int severity; /* on OpenTelemetry's scale: 9 information, 13 a warning, 17 an error, 21 fatal */
	struct news news;
};

/* Reads a record of a kind that is rendered. False: no memory. */
bool exported_read(const struct record *record, struct exported *it);

/* The root that stacks are put under, the pool or the thread's name; no bytes: not known. */
struct bytes exported_root(const struct record *record);

/* What a frame is called where no module stands beside: `[libui.so]` where its function is not known. */
struct bytes exported_function(const struct value *frame, struct arena *memory);

/* Whether a record is a stack that is history, and no thread: such are left out. */
bool exported_is_history(const struct record *record);

/* Whether a check should fail because of it: new or regressed, or, where nobody said whether it is known, an error. */
bool exported_fails(const struct exported *it);

/* Appends `, new` or `, regressed`, if it is that. */
void exported_append_news(struct buffer *out, const struct exported *it);

/* A path with the folder of --source-root taken off. */
struct bytes exported_path(const struct format_options *options, struct bytes path);

/* Appends `/usr/sbin/httpd, process 7, on web3`: what is known of it; nothing of what is called a value. */
void exported_append_process(struct buffer *out, const struct record *record);

/* What stands for bytes in a format: for each of `bytes` the text at its place. */
struct exported_escapes {
	const char *bytes;
	const char *as[20];
};

/* Appends the text as base/shown.h has it, line ends kept, and escaped. */
void exported_escape(struct buffer *out, struct bytes text, const struct exported_escapes *escapes);

/* Ends an array whose elements, from `start` on, were written with a comma before each. */
void exported_end_array(struct buffer *out, size_t start);

/* Appends JSON; what base/shown.h would not show as it is stands in strings alone, and becomes an escape there. */
void exported_append_json(struct buffer *out, struct bytes json);

#endif
