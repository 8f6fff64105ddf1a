/* Output formats: each is a module that takes records and writes text. */
#ifndef ST_RENDER_FORMAT_H
#define ST_RENDER_FORMAT_H

#include "base/buffer.h"
#include "record/stream.h"

#include <stdio.h>

struct format_options {
	int detail;          /* 0 to 4, from -i */
	long long top;       /* how many groups to show; 0: all */
	bool ordered;        /* keep the order of the input */
	bool brief;          /* only the head of each group */
	const char *columns; /* of a table, their names; NULL: the default ones */
	int width;           /* the terminal's width, that tables are cut to; 0: not cut */
	bool summary; /* original, exceptions: append messages and stacks seen more than once */
	bool colour;
	bool terminal;           /* the output is a terminal */
	bool values;             /* exports: include command, arguments and local variables */
	const char *source_root; /* exports: the folder that is taken off paths; NULL: none */
	long long more;          /* how many others there are (--top), once all have come */
	FILE *out;
};

/* A format at work. Formats with more members have a struct that begins with this one. */
struct rendering {
	const struct format *format;
	struct format_options options;
	void (*show)(
	    struct buffer *out, struct bytes text); /* appends text from outside, made safe */
	struct buffer line;                         /* output that is not written yet */
	struct buffer process;                      /* the key of the last record's process */
	bool any;                                   /* at least one record came */
	size_t left_out; /* records that `end` left out, and that the output does not tell */
};

struct format {
	size_t size; /* of its own struct, which begins with a struct rendering */
	/* Adds a record of its kind, or a group of these: see format_add(). */
	bool (*add)(struct rendering *rendering, const struct record *record);
	/* Writes what is left, and frees what the format has besides; NULL: there is nothing to do. */
	void (*end)(struct rendering *rendering);
	/* Appends text from outside, if the output is no terminal; NULL: shown_append(). */
	void (*show)(struct buffer *out, struct bytes text);
};

extern const struct format text_format, describe_format, describejson_format;
extern const struct format folded_format, speedscope_format, markdown_format, sarif_format;
extern const struct format github_format, junit_format, prometheus_format, otlp_format, html_format;
extern const struct format exception_format, log_format, logjson_format, stacktrace_format;

/* The kinds of records, in the order of format_kinds. */
enum { FORMAT_THREADS, FORMAT_TRACEBACKS, FORMAT_KINDS };

extern const char *const format_kinds[]; /* types of records, ended by NULL */

/* Options that not all outputs know. */
enum {
	FORMAT_DETAIL = 1,
	FORMAT_BRIEF = 2,
	FORMAT_COLUMNS = 4,
	FORMAT_SUMMARY = 8,
	FORMAT_PATHS = 16,
	FORMAT_VALUES = 32
};

/* A value of --format: which format shows each kind. A format that shows several kinds gets them all, in one rendering. */
struct output {
	const struct format *of[FORMAT_KINDS]; /* NULL: this kind is not shown */
	bool together;                         /* one output may have several kinds */
	bool ranks;     /* groups are kept to the end, and sorted by interest; `top` applies */
	bool sorts;     /* groups come sorted by interest, unless --sort says otherwise */
	bool words;     /* it may end with a line that says how many were left out */
	unsigned knows; /* these options */
};

/* All outputs, and in the same order their names, ended by NULL; the first is the default. */
extern const struct output format_outputs[];
extern const char *const format_names[];

/*
 * Begins a rendering: the members of its own are all zero. NULL: no memory. format_end() ends and frees it, and gives how
 * many records were left out of which the output does not say so.
 */
struct rendering *format_begin(const struct format *format, const struct format_options *options);
size_t format_end(struct rendering *rendering);

/*
 * Adds a record of the format's kind, or a group of these. False if memory was refused or the record needs more than its
 * ceiling allows; then nothing of it is written.
 */
bool format_add(struct rendering *rendering, const struct record *record);

/* Says that `held` bytes of what the record may take are used outside of the line, until that is written. */
void format_share(struct rendering *rendering, size_t held);

/* Appends what is known of the record's process, after a blank: ` 5361 /usr/sbin/httpd, core file /var/core, on web3`. */
void format_append_process(struct buffer *out, const struct record *record);

/* The same with `program` as the program's name; no bytes: without a name. */
void format_append_process_as(
    struct buffer *out, const struct record *record, struct bytes program);

/* Appends ` in app.log`, the input, if neither pid nor program of the process is known. */
void format_append_input(struct buffer *out, const struct record *record);

/* The kind of a record (FORMAT_THREADS, …); -1: none. */
int format_kind(const struct record *record);

/*
 * Whether the record is of another process than the last one, or is the first; remembers its process.
 */
bool format_process_changes(struct rendering *rendering, const struct record *record);

/* How many threads or events a record stands for; 0: a group that was not seen. */
long long format_count(const struct record *record);

/* Appends the debugger's number of a thread, with the inferior's (`3.2`) if there are several, or else the LWP. */
void format_append_id(struct buffer *out, const struct value *thread);

/* Appends lines with role and state, and with those parts of a group's key that show nowhere else. */
void format_append_labels(struct rendering *rendering, const struct record *record);

/* Appends only the lines of the key; or the values in them, with commas between them. */
void format_append_keys(struct rendering *rendering, const struct record *record);
void format_append_key_values(struct buffer *out, const struct record *record);

/* Whether a group's key has that part; true for a thread. */
bool format_is_by(const struct record *record, const char *key);

/* Appends `known`, `new` or `regressed`, and the issue, with words before and between; nothing if neither is there. */
void format_append_known(struct rendering *rendering, const struct record *record,
    const char *before, const char *between);

/* Appends a value that may have several lines, and a LF; lines after the first are indented by `margin` blanks. */
void format_append_value(struct rendering *rendering, struct bytes value, size_t margin);

/* Appends a character as an escape of JSON: \uHHHH, or two of these beyond U+FFFF. */
void format_append_escape(struct buffer *out, unsigned character);

/* Select Graphic Rendition (ECMA-48) */
#define FORMAT_BOLD "1"
#define FORMAT_RED "1;31"
#define FORMAT_GREEN "32"
#define FORMAT_DIM "2"

/* Text appended between the two calls is coloured, if colours are wanted. */
void format_begin_paint(struct rendering *rendering, const char *colour);
void format_end_paint(struct rendering *rendering);

/* Appends words, coloured if colours are wanted; NULL: without colour. */
void format_paint(struct rendering *rendering, const char *colour, struct bytes words);

/* Append a text or a number, with words before and behind it; nothing for no bytes, or a number below 0. */
static inline void
format_append_text(
    struct rendering *rendering, const char *before, struct bytes text, const char *behind)
{
	if (text.len == 0)
		return;
	buffer_append(&rendering->line, bytes_of(before));
	rendering->show(&rendering->line, text);
	buffer_append(&rendering->line, bytes_of(behind));
}

static inline void
format_append_number(struct buffer *out, const char *before, long long number, const char *behind)
{
	if (number < 0)
		return;
	buffer_append(out, bytes_of(before));
	buffer_number(out, number);
	buffer_append(out, bytes_of(behind));
}

/* A frame's name: its function, else its raw text, else `??`. */
struct bytes format_function(const struct value *frame);

/* The module that a frame is in; of one without a name with its place there: `/usr/lib/libui.so+0x12c4`, in the arena. */
struct bytes format_module(const struct value *frame, struct arena *memory);

/* Writes the line to the output and empties it; but if it is full, it stays, so that format_add() sees that. */
void format_flush(struct rendering *rendering);

/* The same when all of a record is in the line; also writes nothing if the record's arena is full. */
void format_flush_record(struct rendering *rendering, const struct record *record);

/*
 * Of a group whose exceptions have several types, `one of several types: KeyError 12, ValueError 3, others 1`, in the
 * record's arena; no bytes: they are not known to be several.
 */
struct bytes format_types(const struct record *record);

#endif
