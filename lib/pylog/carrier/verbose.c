#include "pylog/carrier/verbose.h"

#include "base/hash.h"
#include "base/words.h"
#include "pylog/heads/logheader.h"

enum {
	FIELDS_MOST = 100, /* how many lines of an entry are looked at */
	SET_IN = 4,        /* blanks before a field */
};

static const struct bytes message_field = BYTES_ROW("    MESSAGE=");
static const struct bytes exported_field = BYTES_ROW("MESSAGE=");
/* Python's own handler writes the traceback here, which is in the message, too. */
static const struct bytes exception_field = BYTES_ROW("    EXCEPTION_TEXT=");

/* `Sun 2026-03-01 10:00:00.123456 UTC [s=6b1f;i=1a2b;b=4c1e;m=3e8;t=5f0a;x=9c]` */
static bool
is_heading(struct bytes line)
{
	return bytes_tail(line) == ']' && bytes_find(line, BYTES(" [s=")) != NULL &&
	    bytes_find(line, BYTES(";i=")) != NULL;
}

/* Takes the last line off the text; false where nothing is left. */
static bool
take_last(struct bytes *text, char line_end, struct bytes *line)
{
	const char *end;

	if (text->len == 0)
		return false;
	text->len--; /* its line end */
	end = bytes_find_last(*text, line_end);
	*line = end == NULL ? *text : bytes_at(*text, end + 1);
	text->len -= line->len;
	(void)bytes_take_end(line, BYTES("\r"));
	return true;
}

/* Reads what a field says of the entry. */
static void
read_field(struct verbose *verbose, struct bytes field)
{
	static const struct bytes whose[] = { BYTES_ROW("_PID"), BYTES_ROW("_SYSTEMD_UNIT"),
		BYTES_ROW("SYSLOG_IDENTIFIER"), BYTES_ROW("_HOSTNAME"), BYTES_ROW("_MACHINE_ID") };
	struct bytes name, value;

	if (!bytes_split(field, BYTES("="), &name, &value) ||
	    words_find(LIST(whose), name) == WORDS_NONE)
		return;
	if (bytes_equal(name, whose[0]) && !bytes_number(value, &verbose->log.pid))
		verbose->log.pid = -1;
	if (bytes_equal(name, whose[1]))
		verbose->log.origin = value;
	verbose->key ^= hash_bytes(field); /* in any order */
}

/* Reads the entry whose fields are at the end of the text; false: there is none. */
static bool
read_entry(struct verbose *verbose, struct bytes above, char line_end)
{
	struct logheader header;
	struct bytes line;

	verbose->key = 1;
	verbose->log = traceback_no_log;
	for (int i = 0; i < FIELDS_MOST && take_last(&above, line_end, &line); i++) {
		size_t indent = bytes_indent(line);

		if (is_heading(line)) {
			if (logheader_read(line, &header))
				verbose->log.timestamp = header.timestamp;
			return true;
		}
		if (indent < SET_IN)
			return false;
		if (indent == SET_IN)
			read_field(verbose, bytes_from(line, indent));
	}
	return false;
}

/* The same of `journalctl -o export`, whose entries begin with a cursor and the time. */
static bool
read_exported(struct verbose *verbose, struct bytes above, char line_end)
{
	struct bytes line;

	verbose->key = 1;
	verbose->log = traceback_no_log;
	for (int i = 0; i < FIELDS_MOST && take_last(&above, line_end, &line); i++) {
		if (bytes_start(line, BYTES("__CURSOR=")))
			return verbose->log.timestamp.len > 0;
		if (bytes_take(&line, BYTES("__REALTIME_TIMESTAMP=")))
			verbose->log.timestamp = line;
		read_field(verbose, line);
	}
	return false;
}

/* Reads the message that the line is part of and that began further up: what stands above the line is the log's message. */
static bool
take_inner(struct verbose *verbose, struct bytes above, char line_end, struct arena *arena)
{
	struct bytes line, message = BYTES_NONE;

	for (int i = 0; i < FIELDS_MOST && take_last(&above, line_end, &line); i++) {
		bool first = bytes_take(&line, message_field);

		if (!first && bytes_indent(line) < message_field.len)
			return false;
		line = first ? line : bytes_from(line, message_field.len);
		if (message.len > 0) {
			line = arena_join(arena, line, BYTES("\n"));
			message = arena_join(arena, line, message);
		} else {
			message = line;
		}
		if (!first)
			continue;
		if (!read_entry(verbose, above, line_end))
			return false;
		verbose->log.message = message;
		return true;
	}
	return false;
}

/* Begins a message with its first line, or with one further down in which a traceback begins. */
static bool
begin_message(struct verbose *verbose, struct bytes above, char line_end, struct bytes line,
    struct arena *arena)
{
	bool further = bytes_indent(line) >= message_field.len;

	if (bytes_start(line, message_field)
		? !read_entry(verbose, above, line_end)
		: !further || bytes_find(line, BYTES("Traceback (")) == NULL ||
		    !take_inner(verbose, above, line_end, arena))
		return false;
	verbose->several = further;
	verbose->key += verbose->run;
	verbose->key += verbose->key == 0;
	verbose->column = message_field.len;
	return true;
}

enum verbose_line
verbose_take(struct verbose *verbose, struct bytes above, char line_end, struct bytes *line,
    struct arena *arena)
{
	if (verbose->column > 0 && bytes_indent(*line) >= verbose->column) {
		*line = bytes_from(*line, verbose->column);
		/* what the next entry has is no more of a message of several lines */
		verbose->several = true;
		return verbose->again ? VERBOSE_AGAIN : VERBOSE_MORE;
	}
	verbose->run += verbose->several && !verbose->again;
	verbose->several = verbose->again = false;
	verbose->column = 0;
	if (bytes_start(*line, exported_field)) {
		if (!read_exported(verbose, above, line_end))
			return VERBOSE_NONE;
		*line = bytes_from(*line, exported_field.len);
		return VERBOSE_FIRST;
	}
	if (bytes_start(*line, exception_field) && read_entry(verbose, above, line_end)) {
		verbose->column = exception_field.len;
		verbose->again = true;
		return VERBOSE_AGAIN;
	}
	if (!begin_message(verbose, above, line_end, *line, arena))
		return VERBOSE_NONE;
	*line = bytes_from(*line, message_field.len);
	return VERBOSE_FIRST;
}
