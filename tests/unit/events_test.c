#include "group/events.h"

#include "record.h"

/* The first and the last of these records, ended by NULL: their times, or lines, with `-` between. */
static void
are(const char *const *lines, const char *wanted)
{
	struct arena *memory = arena_new(1 << 22);
	struct messages_options options = { .most = 10 };
	struct template template = { .count = 0 };
	struct events events = { .messages = { .count = 0 } };
	struct buffer said = { .at = NULL };
	struct bytes seen[2];

	for (size_t i = 0; lines[i] != NULL; i++) {
		struct record record = record_of(lines[i], memory);

		CHECK(events_add(&events, &record, &options, memory, &template));
	}
	seen[0] = buffer_bytes(&events.first);
	seen[1] = buffer_bytes(&events.last);
	for (size_t i = 0; i < 2 && seen[0].len > 0; i++) {
		const char *reason;
		size_t place;
		const struct value *value = json_read(seen[i], memory, &reason, &place);
		const struct value *source = json_member(value, "source");

		if (i > 0)
			buffer_byte(&said, ' ');
		buffer_append(&said, json_text(value, "time"));
		if (source != NULL) {
			buffer_byte(&said, ':');
			buffer_number(&said, json_number(source, "line"));
		}
	}
	CHECK_TEXT(buffer_bytes(&said), bytes_of(wanted));
	buffer_free(&said);
	events_free(&events);
	template_free(&template);
	arena_free(memory);
}

#define ARE(wanted, ...) are((const char *const[]){ __VA_ARGS__, NULL }, wanted)
#define AT(time, line) \
	"{\"type\":\"traceback\",\"log\":{\"time\":\"" time "\"},\"source\":{\"line\":" line "}}"
#define BY(timestamp) "{\"type\":\"traceback\",\"log\":{\"timestamp\":\"" timestamp "\"}}"
#define LINE(line) "{\"type\":\"traceback\",\"source\":{\"line\":" line "}}"
#define GROUP(more) "{\"type\":\"group\",\"of\":\"traceback\",\"count\":2" more "}"
#define SEEN(name, time) ",\"" name "\":{\"time\":\"" time "\"}"

int
main(void)
{
	ARE("", "{\"type\":\"traceback\"}");
	ARE("2026-11-24T10:00:00:3 2026-11-24T12:00:00:1", AT("2026-11-24T11:00:00", "2"),
	    AT("2026-11-24T12:00:00", "1"), AT("2026-11-24T10:00:00", "3"));
	/* as times, and not as texts: 10:30 in Berlin is before 10:00 in London */
	ARE("2026-11-24T10:30:00+01:00:2 2026-11-24T10:00:00+00:00:1",
	    AT("2026-11-24T10:00:00+00:00", "1"), AT("2026-11-24T10:30:00+01:00", "2"));
	/* of the same time, the first is first and the last is last */
	ARE("2026-11-24T10:00:00:1 2026-11-24T10:00:00:2", AT("2026-11-24T10:00:00", "1"),
	    AT("2026-11-24T10:00:00", "2"));
	/* without times, by the order of the input; beside others, those without do not count */
	ARE(":5 :3", LINE("5"), LINE("9"), LINE("3"));
	ARE("2026-11-24T10:00:00:2 2026-11-24T10:00:00:2", LINE("5"),
	    AT("2026-11-24T10:00:00", "2"), LINE("9"));
	ARE("10:00 09:00", BY("10:00"), BY("09:00"));
	/* groups have both, or one that is both */
	ARE("2026-11-24T10:00:00 2026-11-24T12:00:00",
	    GROUP(SEEN("first", "2026-11-24T10:00:00") SEEN("last", "2026-11-24T11:00:00")),
	    GROUP(SEEN("first", "2026-11-24T12:00:00")));
	ARE("2026-11-24T10:00:00 2026-11-24T13:00:00:1",
	    GROUP(SEEN("first", "2026-11-24T10:00:00") SEEN("last", "2026-11-24T11:00:00")),
	    AT("2026-11-24T13:00:00", "1"));
	return check_end();
}
