#include "pylog/traceback/kind.h"

#include "base/words.h"
#include "pylog/heads/logheader.h"
#include "pylog/heads/named.h"
#include "pylog/heads/token.h"
#include "pylog/traceback/grammar.h"
#include "pylog/traceback/relation.h"
#include "pylog/traceback/trailer.h"

/* unittest shows what a test wrote; others, what a command did. */
static const struct bytes titles[] = {
	BYTES_ROW("Stdout:"),
	BYTES_ROW("Stderr:"),
	BYTES_ROW("stdout:"),
	BYTES_ROW("stderr:"),
};

/* QGIS and Borg say below the exception what they run on, in lines that begin so. People's reports go on in Markdown. */
static const struct bytes additions[] = {
	BYTES_ROW("## "),
	BYTES_ROW("### "),
	BYTES_ROW("#### "),
	BYTES_ROW("<details>"),
	BYTES_ROW("</details>"),
	BYTES_ROW("- [ ] "),
	BYTES_ROW("- [x] "),
	BYTES_ROW("- [X] "),
	BYTES_ROW("Platform: "),
	BYTES_ROW("Python version:"),
	BYTES_ROW("QGIS version:"),
	BYTES_ROW("Python path:"),
	BYTES_ROW("Python Path:"),
};

static const struct bytes preambles[] = {
	BYTES_ROW("Exception ignored "),
	BYTES_ROW("--- Logging error "),
	BYTES_ROW("Unhandled exception in thread started by"),
	BYTES_ROW("Error in atexit._run_exitfuncs:"),
	BYTES_ROW("Error in sys.excepthook:"),
	BYTES_ROW("Error in sys.exitfunc:"),
	BYTES_ROW("Original exception was:"),
	BYTES_ROW("object address"),
};

static const struct bytes fatals[] = {
	BYTES_ROW("Fatal Python error: "),
	BYTES_ROW("Windows fatal exception: "),
};

/* `Location: /opt/blender/ops.py:109` */
static bool
is_location(struct bytes line)
{
	return line.at[0] == 'L' && bytes_start(line, BYTES("Location: ")) &&
	    bytes_find(line, BYTES(".py:")) != NULL;
}

/* A header at the start of the text, or of a box, or behind the head of a log message. */
static bool
is_heading(struct bytes text, struct heading *heading)
{
	if (text.at[0] == '_')
		return heading_find(text, heading) && heading->style == HEADING_REPORT;
	if (bytes_find(text, BYTES("most recent call last)")) == NULL &&
	    (text.at[0] != 'T' ||
		(!bytes_start(text, BYTES("Traceback (innermost last)")) &&
		    !bytes_start(text, BYTES("Traceback (most recent call first)")))))
		return false;
	return heading_find(text, heading) && heading->style != HEADING_STACK;
}

static bool
begins_log(struct bytes text, const struct mark *mark)
{
	return mark_begins(mark, text) || logheader_begins(text) || token_is_access(text) ||
	    named_is_object(text) || grammar_is_warning(text) || trailer_is_diagnosis(text);
}

/* The kind of a line without indentation: signs and sentences come first, then names of exceptions, then heads of log messages. */
static enum kind
kind_of_flat(struct log_line *line)
{
	struct bytes text = line->text, type, message;
	bool named;

	if (is_heading(text, &line->heading))
		return KIND_HEADING;
	if ((line->relation = relation_find(text, &line->message)) != TRACEBACK_NONE)
		return KIND_RELATION;
	if (text.at[0] == '"' && bytes_equal(bytes_trim_end(text), BYTES("\"\"\"")))
		return KIND_QUOTE;
	if (bytes_start(text, BYTES("--- <exception caught here>")))
		return KIND_CAUGHT;
	if (kind_is_ruler(text))
		return KIND_RULER;
	if (text.at[0] == 'E' && grammar_read_ignored(text, &line->type, &line->message))
		return KIND_IGNORED;
	if (text.at[0] == 'N' && bytes_equal(bytes_trim_end(text), BYTES("NoneType: None")))
		return KIND_NONE;
	/* the commonest kind, asked for before the long lists of words */
	named = grammar_read_exception(text, &type, &message);
	if (named && grammar_is_exception_name(type)) {
		line->type = type;
		line->message = message;
		return KIND_EXCEPTION;
	}
	if (trailer_begins(text))
		return KIND_TRAILER;
	if (is_location(text))
		return KIND_LOCATION;
	if (grammar_read_django_type(text, &line->type))
		return KIND_DJANGO_TYPE;
	if (bytes_start(text, BYTES("Exception Value: ")))
		return KIND_DJANGO_VALUE;
	if (named) {
		line->type = type;
		line->message = message;
	}
	if (begins_log(text, line->mark))
		return KIND_LOG;
	if (words_find(LIST(titles), bytes_trim_end(text)) != WORDS_NONE ||
	    words_start(LIST(additions), text) != WORDS_NONE)
		return KIND_TITLE;
	return line->type.len > 0 ? KIND_WORD : KIND_PLAIN;
}

static bool
may_be_frame(char first)
{
	return first == 'F' || first == '>' || first == 'M' || first == 'C' || first == 'P';
}

static enum kind
kind_of(struct log_line *line)
{
	struct bytes rest = bytes_from(line->text, line->indent);

	if (rest.len == 0)
		return KIND_BLANK;
	if (may_be_frame(rest.at[0]) && grammar_read_frame(rest, &line->frame))
		return line->frame.function.len > 0 ? KIND_FRAME : KIND_PLACE;
	if (rest.at[0] == 'F' && bytes_start(rest, BYTES("File")) &&
	    (rest.len == 4 || rest.at[4] == ' '))
		return KIND_TORN;
	if (rest.at[0] == '[' && (line->repeated = grammar_repeated(rest)) >= 0)
		return KIND_REPEATED;
	if (grammar_is_marks(rest))
		return KIND_MARKS;
	if (line->indent == 0)
		return kind_of_flat(line);
	return trailer_is_set_in(rest) ? KIND_END : KIND_SET_IN;
}

void
kind_read(struct bytes text, const struct mark *mark, struct log_line *line)
{
	line->text = text;
	line->indent = bytes_indent(text);
	line->mark = mark;
	line->type.len = line->message.len = 0;
	line->kind = kind_of(line);
}

bool
kind_begins_log(const struct log_line *line)
{
	return line->kind == KIND_LOG ||
	    (line->kind == KIND_EXCEPTION && begins_log(line->text, line->mark));
}

/* How many of one of `=`, `-`, `_` and `*` the line begins with. */
static size_t
rule_length(struct bytes line)
{
	size_t n = 0;

	if (line.len == 0 || memchr("=-_*", line.at[0], 4) == NULL)
		return 0;
	while (n < line.len && line.at[n] == line.at[0])
		n++;
	return n;
}

bool
kind_is_of_traceback(struct bytes line)
{
	struct traceback_frame frame;
	struct heading header;

	return grammar_read_frame(line, &frame) ||
	    (bytes_find(line, BYTES("Traceback (")) != NULL && heading_find(line, &header) &&
		header.style <= HEADING_IPYTHON);
}

bool
kind_is_ruler(struct bytes line)
{
	enum { LEAST = 10, LEAST_BEFORE_TITLE = 2 };
	size_t n = rule_length(line), behind = 0;

	if (n < LEAST_BEFORE_TITLE)
		return false;
	line = bytes_trim_end(line);
	if (n == line.len)
		return n >= LEAST;
	while (bytes_tail(bytes_first(line, line.len - behind)) == line.at[0])
		behind++;
	/* a title inside: `===== FAILURES =====`, `-- Full Traceback -----` (Ren'Py) */
	return line.at[n] == ' ' && behind > 0 && (n >= LEAST || behind >= LEAST);
}

/* `Process worker:`, which multiprocessing prints above a traceback, but which may be text. */
static bool
is_process(struct bytes line)
{
	line = bytes_trim_end(line);
	return line.len > 9 && bytes_tail(line) == ':' && bytes_take(&line, BYTES("Process ")) &&
	    !bytes_has(line, ' ');
}

unsigned
kind_introduced(const struct log_line *line, bool near)
{
	struct bytes text = bytes_trim_end(line->text);
	char last = bytes_tail(text);
	unsigned kinds = 0;

	/* `[something]` and `Job 17:`, alone */
	if (near ? is_process(text)
		 : last == ':' || (text.at[0] == '[' && last == ']' && !bytes_has(text, ' ')))
		kinds |= 1U << KIND_HEADING;
	/* `multiprocessing.pool.RemoteTraceback: ` (pool) */
	if (last == ':' && bytes_has(line->type, '.'))
		kinds |= 1U << KIND_QUOTE;
	/* Zope's event log has a line of `------` above each message */
	if (bytes_head(text) == '-' && text.len >= 3 && rule_length(text) == text.len)
		kinds |= 1U << KIND_LOG;
	return kinds;
}

bool
kind_is_relation(struct bytes line)
{
	struct bytes message;

	return relation_find(line, &message) != TRACEBACK_NONE;
}

bool
kind_is_fatal(struct bytes line)
{
	return words_start(LIST(fatals), line) != WORDS_NONE;
}

bool
kind_is_preamble(struct bytes line)
{
	return words_start(LIST(preambles), line) != WORDS_NONE || kind_is_fatal(line) ||
	    trailer_is_pool_process(line) || is_process(line);
}

struct bytes
kind_thread_name(struct bytes line)
{
	if (!bytes_split(line, BYTES("Exception in thread "), NULL, &line))
		return BYTES_NONE;
	line = bytes_trim_end(line);
	while (bytes_tail(line) == ':')
		line.len--;
	return line;
}
