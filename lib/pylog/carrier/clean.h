/* Removes what terminals and damaged files put into lines: colours, NULs, CRs. */
#ifndef ST_PYLOG_CARRIER_CLEAN_H
#define ST_PYLOG_CARRIER_CLEAN_H

#include "base/buffer.h"

/*
 * The line without NULs at its start, CRs at its end, a byte order mark and, if it may have `sequences`,
 * those of terminals (base/terminal.h), with their ESC or without; and without what Ray counts at its end. If something
 * inside was removed, the result is in `scratch`.
 */
struct bytes clean_line(struct bytes line, bool sequences, struct buffer *scratch);

/* The text without CRs and LFs at its end. */
static inline struct bytes
clean_end(struct bytes text)
{
	while (bytes_tail(text) == '\n' || bytes_tail(text) == '\r')
		text.len--;
	return text;
}

#endif
