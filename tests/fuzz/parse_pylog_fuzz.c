/* Logs: any log is read, its records are JSON, and they are the same if it comes in pieces. */
#include "base/buffer.h"
#include "fuzz.h"
#include "pylog/pylog.h"
#include "json/json.h"

#include <stdlib.h>

enum { CEILING = 64 * 1024 * 1024, LINE_MAX_HERE = 4096 };

static void
expect_records(struct bytes records, struct arena *memory)
{
	const char *reason;
	size_t place;

	while (records.len > 0) {
		const char *newline = memchr(records.at, '\n', records.len);
		size_t length;

		if (newline == NULL)
			abort(); /* a record is never cut, even if allocations fail */
		length = (size_t)(newline - records.at);
		arena_reset(memory);
		fuzz_expect(
		    json_read(bytes_first(records, length), memory, &reason, &place) != NULL);
		records = bytes_from(records, length + 1);
	}
}

static void
take(struct pylog *pylog, struct buffer *all, struct arena *memory)
{
	struct bytes records = pylog_take(pylog);
	enum pylog_notice notice;
	long long line;

	expect_records(records, memory);
	buffer_append(all, records);
	while (pylog_notice(pylog, &notice, &line))
		if (line < 1 && notice != PYLOG_UNSAID && notice != PYLOG_BINARY)
			abort();
}

/* Reads the log in pieces of that many bytes (0: as many as fit). */
static void
parse(struct bytes log, size_t piece, const struct pylog_options *options, struct buffer *all,
    struct arena *memory)
{
	struct pylog *pylog = pylog_new(options);

	fuzz_expect(pylog != NULL);
	if (pylog == NULL)
		return;
	pylog_begin(pylog, BYTES("log"));
	while (log.len > 0) {
		size_t size;
		char *room = pylog_room(pylog, &size);

		if (size == 0)
			abort();
		if (piece > 0 && size > piece)
			size = piece;
		if (size > log.len)
			size = log.len;
		memcpy(room, log.at, size);
		pylog_feed(pylog, size);
		take(pylog, all, memory);
		log = bytes_from(log, size);
	}
	while (!pylog_end(pylog))
		take(pylog, all, memory);
	take(pylog, all, memory);
	pylog_free(pylog);
}

void
fuzz_one(const uint8_t *data, size_t size)
{
	struct bytes log = { (const char *)data, size };
	struct arena *memory = arena_new(CEILING);
	struct buffer whole = { .at = NULL }, pieces = { .at = NULL };

	fuzz_expect(memory != NULL);
	for (int kind = 0; kind <= 1 && memory != NULL; kind++) {
		struct pylog_options options = { .raw = kind == 1,
			.message_max = 8,
			.original = kind == 1,
			.line_max = kind == 1 ? LINE_MAX_HERE : CEILING,
			.record_max = kind == 1 ? LINE_MAX_HERE * 16 : CEILING };

		whole.len = pieces.len = 0;
		parse(log, 0, &options, &whole, memory);
		parse(log, 1 + size % 7, &options, &pieces, memory);
		fuzz_expect(bytes_equal(buffer_bytes(&whole), buffer_bytes(&pieces)));
	}
	arena_free(memory);
	buffer_free(&whole);
	buffer_free(&pieces);
}
