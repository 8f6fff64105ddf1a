#include "render/periods.h"

#include "check.h"

/* What is appended for hours or days of this JSON. */
static void
said(void (*append)(struct buffer *, const struct value *), const char *json, const char *wanted)
{
	struct arena *memory = arena_new(1 << 22);
	struct buffer out = { .at = NULL };
	const char *reason;
	size_t place;

	append(&out, json_read(bytes_of(json), memory, &reason, &place));
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
	arena_free(memory);
}

#define AT(time, count) "{\"time\":\"" time "\",\"count\":" count "}"

int
main(void)
{
	said(periods_append_bars, "[]", "");
	said(periods_append_bars, "[" AT("2026-03-01", "4") "]", "");
	said(periods_append_bars, "[" AT("2026-03-01", "4") "," AT("2026-03-03", "8") "]", "  ▄ █");
	/* without counts there is nothing to compare */
	said(periods_append_bars, "[{\"time\":\"2026-03-01\"},{\"time\":\"2026-03-02\"}]", "");

	said(periods_append_counts, "[]", "");
	said(periods_append_counts, "[{\"time\":\"2026-03-01\"}]", "");
	said(periods_append_counts, "[" AT("2026-03-01", "4") "]", "  each day: 2026-03-01: 4\n");
	said(periods_append_counts, "[" AT("2026-03-01", "4") "," AT("2026-03-03", "8") "]",
	    "  each day: 2026-03-01: 4, 2026-03-03: 8\n");
	/* a day is named once */
	said(periods_append_counts,
	    "[" AT("2026-03-01T22", "4") "," AT("2026-03-01T23", "1") "," AT(
		"2026-03-02T00", "2") "," AT("2026-03-02T23", "3") "]",
	    "  each hour: 2026-03-01T22: 4, 23: 1, 2026-03-02T00: 2, 23: 3\n");
	return check_end();
}
