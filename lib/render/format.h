/* Output formats: each is a module that takes records and writes text. */
#ifndef ST_RENDER_FORMAT_H
#define ST_RENDER_FORMAT_H

#include "base/buffer.h"
#include "record/stream.h"

#include <stdio.h>

struct format_options {
	int detail;          /* 0 to 4: as -i says */
	long long top;       /* so many groups are shown; 0: all */
	bool ordered;        /* groups stay in the order in which they come */
	bool brief;          /* of groups, the heads alone */
	const char *columns; /* of tables, by their names; NULL: the standard ones */
	int width;           /* columns of the terminal that tables are cut to; 0: they are not */
	bool summary;        /* at the end, what came more than once (original, of exceptions) */
	bool colour;
	bool terminal;           /* the output is one */
	bool values;             /* exports: with command, arguments and local variables */
	const char *source_root; /* exports: the folder that is taken off paths; NULL: none */
	FILE *out;
};

/* A format at work: what all have, before what one has besides. */
struct rendering {
	const struct format *format;
	struct format_options options;
	void (*show)(struct buffer *out, struct bytes text); /* text from outside */
	struct buffer line;                                  /* scratch */
	struct buffer process; /* the key of the process that the last record was of */
	bool any;              /* a record came */
};

struct format {
	size_t size; /* of its own struct, which begins with a struct rendering */
	/* Takes a record of its kind, or a group of such: see format_add(). */
	bool (*add)(struct rendering *rendering, const struct record *record);
	/* Writes what is left, and gives back what the format has besides; NULL: there is neither. */
	void (*end)(struct rendering *rendering);
	/* How it shows text from outside, but to a terminal; NULL: as base/shown.h has it. */
	void (*show)(struct buffer *out, struct bytes text);
};

extern const struct format text_format, threads_format, document_format;
extern const struct format folded_format, speedscope_format, markdown_format, sarif_format;
extern const struct format github_format, junit_format, prometheus_format, otlp_format, html_format;
extern const struct format exception_format, log_format, logjson_format, stacktrace_format;

/* What there is to show; in the order of format_kinds. */
enum { FORMAT_THREADS, FORMAT_TRACEBACKS, FORMAT_KINDS };

extern const char *const format_kinds[]; /* types of records, ended by NULL */

/* An output: how each kind is shown in it; one format that shows several gets them all, in one rendering. */
struct output {
	const struct format *of[FORMAT_KINDS]; /* NULL: is not */
	bool together;                         /* several kinds may stand in one output */
	bool
	    ranks; /* groups are shown at the end, in the order of interest, and as many as are asked for */
	bool words; /* it may end with a line that says how many were left out */
};

/* All there are, and their names in the same order, ended by NULL; the first is the default. */
extern const struct output format_outputs[];
extern const char *const format_names[];

/* A format ready to take records, all zero but for what it is made of; NULL: no memory. format_end() ends it. */
struct rendering *format_begin(const struct format *format, const struct format_options *options);
void format_end(struct rendering *rendering);

/*
 * Takes a record of the format's kind, or a group of such. False where memory was refused or the record takes more
 * than its ceiling allows: nothing of it is written then.
 */
bool format_add(struct rendering *rendering, const struct record *record);

/* So much of what the record may take is held elsewhere than in the line, until that is written. */
void format_share(struct rendering *rendering, size_t held);

/* Appends ` 5361 /usr/sbin/httpd, core file /var/core, on web3`: what is known of the record's process, behind a blank. */
void format_append_process(struct buffer *out, const struct record *record);

/* The same, where the program is called so and not by its name or command line; no bytes: it is not named. */
void format_append_process_as(
    struct buffer *out, const struct record *record, struct bytes program);

/* Appends ` of app.log` where neither number nor program of the process is known: the input is all that tells it. */
void format_append_input(struct buffer *out, const struct record *record);

/* Which kind a record is of; -1: none. */
int format_kind(const struct record *record);

/*
 * Whether the record is of another process than the last one (and so for the first); notes its
 * process.
 */
bool format_process_changes(struct rendering *rendering, const struct record *record);

/* The number of threads that a record stands for: of a group that was not seen it is 0. */
long long format_count(const struct record *record);

/* The member that a group's number of the first thread is of; a thread itself. */
const struct value *format_first(const struct record *record);

/* Appends the number that people know a thread by: the debugger's, else the LWP; `3.2`. */
void format_append_id(struct buffer *out, const struct value *thread);

/* Appends lines with the role and state, and with what a group is by that shows nowhere else. */
void format_append_labels(struct rendering *rendering, const struct record *record);

/* Appends the lines of the latter alone. */
void format_append_keys(struct rendering *rendering, const struct record *record);

/* Whether a group is by that key; a thread is by all. */
bool format_is_by(const struct record *record, const char *key);

/* Appends whether it is known, new or back again, and its issue, with words before and between; nothing: neither is told. */
void format_append_known(struct rendering *rendering, const struct record *record,
    const char *before, const char *between);

/* Appends a value that may stand on several lines, and a LF: each line after the first behind so many blanks more. */
void format_append_value(struct rendering *rendering, struct bytes value, size_t margin);

/* Appends a character as a string of JSON may have it: \uHHHH, or two of these beyond U+FFFF. */
void format_append_escape(struct buffer *out, unsigned character);

/* Select Graphic Rendition (ECMA-48) */
#define FORMAT_BOLD "1"
#define FORMAT_RED "1;31"
#define FORMAT_GREEN "32"
#define FORMAT_DIM "2"

/* What stands between the two is in a colour, where colours are wanted. */
void format_begin_paint(struct rendering *rendering, const char *colour);
void format_end_paint(struct rendering *rendering);

/* Appends words in a colour, where colours are wanted; NULL: in none. */
void format_paint(struct rendering *rendering, const char *colour, struct bytes words);

/* Append a text, or a number, between words: nothing where there is no text, or the number is below 0. */
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

/* What a frame is called: its function, else its raw text, else `??`. */
struct bytes format_function(const struct value *frame);

/* The module that a frame is in; of one without a name with its place there: `/usr/lib/libui.so+0x12c4`, in the arena. */
struct bytes format_module(const struct value *frame, struct arena *memory);

/* Writes the line to the output and empties it, unless it is full: then it stays as it is, and format_add() sees it. */
void format_flush(struct rendering *rendering);

/* The same where all of a record is in the line; nor is anything written where the record's memory is full. */
void format_flush_record(struct rendering *rendering, const struct record *record);

#endif
