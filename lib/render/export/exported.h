/* What all exports say of a thread, a traceback, or a group of these, and how they write text from outside. */
#ifndef ST_RENDER_EXPORT_EXPORTED_H
#define ST_RENDER_EXPORT_EXPORTED_H

#include "record/news.h"
#include "render/format.h"

enum exported_level { EXPORTED_NOTE, EXPORTED_WARNING, EXPORTED_ERROR };

/* Its texts are good as long as the record. */
struct exported {
	struct bytes title; /* the signature, or the next best name; never empty */
	/* the exception's type, `several types` of a group, the signal, or `deadlock` or `thread` */
	struct bytes rule;
	struct bytes types;       /* which ones, if they are several (format_types()) */
	struct bytes fingerprint; /* no bytes: it has none */
	struct bytes of;          /* `thread` or `traceback` */
	/* the innermost frame of the program's own code that has a file, or else the innermost frame that has one */
	const struct value *own;
	long long count; /* 0: a group that was not seen */
	enum exported_level level;
	int severity; /* OpenTelemetry's number: 9 information, 13 warning, 17 error, 21 fatal */
	struct news news;
};

/* Reads a thread, a traceback or a group. False: no memory. */
bool exported_read(const struct record *record, struct exported *it);

/* The root of a stack in a profile: the pool or the thread's name; no bytes: not known. */
struct bytes exported_root(const struct record *record);

/* A frame's name for formats that show no module beside it: the function, or `[libui.so]` if that is not known. */
struct bytes exported_function(const struct value *frame, struct arena *memory);

/* Whether the record is a stack of the past, not of a thread; exports leave it out. */
bool exported_is_history(const struct record *record);

/* Whether a check should fail because of it: it is new or has regressed, or, without known issues, an error. */
bool exported_fails(const struct exported *it);

/* Appends `, new` or `, regressed`, if it is. */
void exported_append_news(struct buffer *out, const struct exported *it);

/* A path with the folder of --source-root taken off. */
struct bytes exported_path(const struct format_options *options, struct bytes path);

/* Appends what is known of the process, `/usr/sbin/httpd, process 7, on web3`; never its command line. */
void exported_append_process(struct buffer *out, const struct record *record);

/* How a format escapes bytes: for each character of `bytes` the text at the same index. */
struct exported_escapes {
	const char *bytes;
	const char *as[20];
};

/* Appends the text made safe (base/shown.h, but line ends stay) and escaped. */
void exported_escape(struct buffer *out, struct bytes text, const struct exported_escapes *escapes);

/* Appends JSON. Characters that base/shown.h would not show, which occur only in strings, become \u escapes. */
void exported_append_json(struct buffer *out, struct bytes json);

#endif
