#include "pylog/ruled.h"

#include "pylog/traceback/kind.h"

enum { LINES_MAX = 6 }; /* log messages between the rules */

/* The message without the name of the logger, which is told from a word of the message by that of the rule alone. */
static struct bytes
without_logger(struct bytes message, struct bytes logger)
{
	struct bytes rest = message;

	return bytes_take(&rest, logger) && bytes_take(&rest, BYTES(": ")) ? rest : message;
}

struct bytes
ruled_message(const struct above *above, size_t at, const struct logheader *rule)
{
	struct bytes found = BYTES_NONE;
	struct logheader header;

	for (size_t i = at + 1; i <= at + LINES_MAX; i++) {
		if (!logheader_read(above_text(above, i), &header) ||
		    !bytes_equal(header.level, rule->level))
			return BYTES_NONE;
		if (kind_is_ruler(header.message))
			return found;
		found = without_logger(header.message, rule->logger);
	}
	return BYTES_NONE;
}
