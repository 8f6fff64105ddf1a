#include "pylog/heads/original.h"

#include "pylog/heads/level.h"
#include "pylog/heads/token.h"

/* `[anything] LEVEL [anything] message`, where the first `anything` has no `]` in it. */
static bool
read_django(struct bytes line, struct bytes *stamp)
{
	struct bytes rest;

	if (!bytes_take(&line, BYTES("[")) || !bytes_split(line, BYTES("] "), stamp, &rest) ||
	    bytes_has(*stamp, ']') || !level_is(token_letters(rest), true))
		return false;
	return bytes_start(bytes_from(rest, token_letters(rest).len), BYTES(" ["));
}

bool
original_read(struct bytes line, struct logheader *header)
{
	bool read = logheader_read(line, header);
	struct bytes stamp = header->timestamp;

	if (!read) {
		/* `[thing] text` is a message without a time */
		size_t end = bytes_index(line, ']');

		return bytes_head(line) == '[' && end > 1 && end + 1 < line.len;
	}
	if (bytes_head(line) == '[' && stamp.at == line.at + 1 && line.at[1 + stamp.len] != ']')
		header->timestamp = BYTES_NONE; /* Celery (celery-webfault) */
	if (header->timestamp.len == 0 && read_django(line, &stamp)) {
		header->timestamp = stamp;
		header->time = (struct timestamp){ .possible = false };
	}
	return true;
}
