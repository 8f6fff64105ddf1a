#include "show/other.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/words.h"
#include "io/blocks.h"
#include "io/cli.h"
#include "native/native.h"

#include <stdlib.h>

enum {
	BLOCK = 64 * 1024,
	LINE_MOST = 64 * 1024, /* of a longer line the beginning is looked at */
	READ_ON = 1000,        /* lines that are read from one that may be a thread's */
};

struct other {
	const char *name;
	bool threads;          /* these are looked for, or else exceptions */
	struct native *native; /* reads threads, while `left` is above 0 */
	int left;
	struct buffer part; /* of a line whose end has not come */
	long long number;   /* of the lines so far */
	long long begins;   /* the line that may be a thread's first, or holds a traceback's head */
	bool found;
};

/* What a line of a thread has, or one above it; most lines of logs have none of these, and are not parsed. */
static const struct bytes thread_words[] = { BYTES_ROW("[0x"), BYTES_ROW("#0 "),
	BYTES_ROW("#00 pc "), BYTES_ROW("(LWP "), BYTES_ROW(" 0# "), BYTES_ROW("  @ "),
	BYTES_ROW("stack backtrace:"), BYTES_ROW("Call Trace:") };

struct other *
other_new(enum thing_kind kind, const char *name)
{
	struct other *other = NULL;

	if (kind == THING_LOG || kind == THING_DEBUGGER)
		other = memory_zero(1, sizeof(*other));
	if (other != NULL) {
		other->threads = kind == THING_LOG;
		other->name = name;
	}
	return other;
}

void
other_free(struct other *other)
{
	if (other == NULL)
		return;
	native_free(other->native);
	buffer_free(&other->part);
	free(other);
}

/* No more lines are read for a thread that may have begun. */
static void
end_threads(struct other *other)
{
	other->found = thing_end_native(other->native, other->found);
	other->native = NULL;
	other->left = 0;
}

static void
find_thread(struct other *other, struct bytes line)
{
	if (other->left == 0 && words_within(LIST(thread_words), line) != WORDS_NONE) {
		other->native = native_new(THING_THREAD_MAX);
		other->left = other->native == NULL ? 0 : READ_ON;
		other->begins = other->number;
	}
	if (other->left == 0)
		return;
	other->found = native_feed(other->native, line, BYTES_NONE, other->number);
	if (--other->left == 0 || other->found)
		end_threads(other);
}

/* A traceback's head names a file in the same line (JSON) or in one of the next two. */
static void
find_exception(struct other *other, struct bytes line)
{
	if (bytes_find(line, BYTES("Traceback (most recent call last)")) != NULL) {
		other->begins = other->number;
		other->left = 3;
	}
	other->found = other->left > 0 && bytes_find(line, BYTES("File ")) != NULL;
	other->left -= other->left > 0;
}

static void
take_line(struct other *other, struct bytes line)
{
	other->number++;
	line = bytes_first(line, LINE_MOST);
	if (other->threads)
		find_thread(other, line);
	else
		find_exception(other, line);
}

void
other_feed(struct other *other, struct bytes text)
{
	while (!other->found && text.len > 0) {
		size_t length = bytes_index(text, '\n');
		struct bytes line = bytes_first(text, length);
		bool ends = length < text.len;

		text = bytes_from(text, length + ends);
		if (!ends || other->part.len > 0) {
			if (other->part.len < LINE_MOST)
				buffer_append(&other->part, line);
			line = buffer_bytes(&other->part);
		}
		if (!ends)
			break;
		take_line(other, line);
		buffer_reset(&other->part);
	}
}

long long
other_end(struct other *other)
{
	if (!other->found && other->part.len > 0)
		take_line(other, buffer_bytes(&other->part));
	buffer_reset(&other->part);
	end_threads(other);
	return other->found ? other->begins : 0;
}

bool
other_tell(struct other *other)
{
	long long line = other_end(other);

	if (line == 0)
		return false;
	if (other->threads)
		cli_note_line(
		    other->name, line, "about here: threads, not read (st-parse-gdb reads them)");
	else
		cli_note_line(other->name, line,
		    "about here: an exception of Python, not read (st-parse-pylog reads it)");
	return true;
}

/* Feeds a file, up to what is found in it. */
static void
feed_file(struct other *other, char *path)
{
	static char block[BLOCK];
	char *files[] = { path, NULL };
	struct blocks *blocks = blocks_open(files);
	size_t got;

	if (blocks != NULL && blocks_next(blocks))
		while (!other->found &&
		    blocks_read(blocks, block, sizeof(block), -1, &got) == BLOCKS_SOME)
			other_feed(other, (struct bytes){ block, got });
	blocks_close(blocks);
}

void
other_look(enum thing_kind kind, char *path, const char *name)
{
	struct other *other = other_new(kind, name);

	if (other != NULL) {
		feed_file(other, path);
		(void)other_tell(other);
	}
	other_free(other);
}

bool
other_is_in(enum thing_kind kind, char *path)
{
	struct other *other = other_new(kind, path);
	bool found = false;

	if (other != NULL) {
		feed_file(other, path);
		found = other_end(other) > 0;
	}
	other_free(other);
	return found;
}
