/* Secrets: any record stays valid when its secrets are masked, and masking it again changes nothing. */
#include "fuzz.h"
#include "rules/redact.h"

enum { CEILING = 64 * 1024 * 1024 };

/* The line with secrets masked, or no bytes if that failed. */
static struct bytes
redacted(struct redactor *redactor, struct arena *memory, struct bytes line)
{
	struct record record = { .memory = memory, .number = 1 };
	struct bytes wrong;

	if (!redact_begin(redactor, BYTES("all"), NULL, &wrong) ||
	    !redact_line(redactor, &record, &line))
		return BYTES_NONE;
	return line;
}

void
fuzz_one(const uint8_t *data, size_t size)
{
	struct bytes line = { (const char *)data, size }, once, twice;
	struct arena *memory = arena_new(CEILING);
	struct redactor first = { .preview = true }, again = { .preview = false };
	struct record record;
	struct stream_fault fault;

	if (memory != NULL && stream_parse(line, memory, &record, &fault)) {
		once = redacted(&first, memory, record.line);
		fuzz_expect(once.len > 0 && stream_parse(once, memory, &record, &fault));
		twice = redacted(&again, memory, once);
		fuzz_expect(bytes_equal(once, twice));
	}
	redact_end(&first);
	redact_end(&again);
	arena_free(memory);
}
