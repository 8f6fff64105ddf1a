#include "pylog/heads/original.h"

#include "pylog/heads/token.h"

/* `[anything] LEVEL [anything] message` */
static bool
read_django(struct bytes line, struct logheader *header)
{
	size_t end = bytes_index(line, ']');
	struct bytes rest = bytes_from(line, end + 1), word;

	if (bytes_head(line) != '[' || end < 2)
		return false;
	word = token_letters(bytes_from(rest, 1));
	if (!bytes_start(rest, BYTES(" ")) || !token_is_level(word, true))
		return false;
	rest = bytes_from(rest, 1 + word.len);
	if (!bytes_start(rest, BYTES(" [")))
		return false;
	header->timestamp = bytes_from(bytes_first(line, end), 1);
	return true;
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
	if (line.len > 0 && line.at[0] == '[' && stamp.at == line.at + 1 &&
	    line.at[1 + stamp.len] != ']')
		header->timestamp = BYTES_NONE; /* Celery (celery-webfault) */
	if (header->timestamp.len == 0 && read_django(line, header) &&
	    (!timestamp_read(header->timestamp, &header->time) ||
		header->time.length != header->timestamp.len))
		header->time = (struct timestamp){ .possible = false };
	return true;
}
