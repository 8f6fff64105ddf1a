#include "pylog/heads/original.h"

#include "check.h"

/* Lines, and the head that stacktraces.py reads of them: texts are as written, `time` as ISO 8601; NULL: no head. */
static const struct {
	const char *line;
	const char *timestamp, *time, *level, *message;
} rows[] = {
	{ "2026-11-24 10:00:00,123 ERROR app: failed", "2026-11-24 10:00:00,123",
	    "2026-11-24T10:00:00.123", "ERROR", "failed" },
	{ "[2026-11-24 10:00:00] failed", "2026-11-24 10:00:00", "2026-11-24T10:00:00", "",
	    "failed" },
	/* Celery's is none: it does not end with the bracket */
	{ "[2026-11-24 10:00:00,123: ERROR/MainProcess] failed", "", "", "ERROR", "failed" },
	/* Django's: anything may stand in the first bracket, a level and a bracket follow */
	{ "[24/Nov/2026 10:00:00] ERROR [app:12] failed", "24/Nov/2026 10:00:00",
	    "2026-11-24T10:00:00", "ERROR", "failed" },
	{ "[job 7] ERROR [app:12] failed", "job 7", "", "ERROR", "failed" },
	{ "[2026-11-24 10:00:00,123: x] ERROR [app:12] failed", "2026-11-24 10:00:00,123: x", "",
	    "ERROR", "failed" },
	{ "[2026-11-24 10:00:00 ] ERROR [app:12] failed", "2026-11-24 10:00:00 ", "", "ERROR",
	    "failed" },
	{ "[a]b] ERROR [app:12] failed", "", "", "", "b] ERROR [app:12] failed" },
	{ "[ERROR]x] ERROR [app:12] failed", "", "", "ERROR", "x] ERROR [app:12] failed" },
	{ "[] ERROR [app:12] failed", "", "", "ERROR", "failed" },
	{ "[ERROR] error [app:12] failed", "", "", "ERROR", "error [app:12] failed" },
	{ "[x] ERROR failed", "", "", "ERROR", "failed" },
	{ "ERROR [app:12] failed", "", "", "ERROR", "failed" },
	/* a word in brackets begins a message, if one follows */
	{ "[job] failed", "", "", "", "failed" },
	{ "[j] f", "", "", "", "f" },
	{ "[j]f", "", "", "", "f" },
	{ "[job]", NULL, NULL, NULL, NULL },
	{ "[] failed", NULL, NULL, NULL, NULL },
	{ "[job failed", NULL, NULL, NULL, NULL },
	{ "job] failed", NULL, NULL, NULL, NULL },
	{ "failed", NULL, NULL, NULL, NULL },
	{ "", NULL, NULL, NULL, NULL },
};

int
main(void)
{
	char place[TIMESTAMP_WRITTEN_MAX];

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct logheader header;
		bool read = original_read(bytes_of(rows[i].line), &header);
		bool holds = CHECK(read == (rows[i].timestamp != NULL));

		if (read && rows[i].timestamp != NULL) {
			holds = CHECK_TEXT(header.timestamp, bytes_of(rows[i].timestamp)) && holds;
			holds = CHECK_TEXT(header.timestamp.len == 0
					? BYTES_NONE
					: timestamp_write(&header.time, NULL, place),
				    bytes_of(rows[i].time)) &&
			    holds;
			holds = CHECK_TEXT(header.level, bytes_of(rows[i].level)) && holds;
			holds = CHECK_TEXT(header.message, bytes_of(rows[i].message)) && holds;
		}
		if (!holds)
			printf("   %s\n", rows[i].line);
	}
	return check_end();
}
