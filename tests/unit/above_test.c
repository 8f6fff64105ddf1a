#include "pylog/above.h"

#include "check.h"

#include "base/buffer.h"
#include "pylog/carrier/unwrap.h"

static struct arena *arena;
static struct above above;

/* The carrier of the lines, if they have one. */
struct way {
	const char *prefix, *indent, *suffix, *stamp;
	unsigned long long key;
	char line_end;
};

static struct bytes
or_none(const char *text)
{
	return text == NULL ? BYTES_NONE : bytes_of(text);
}

static void
read_above(struct bytes text, struct way way)
{
	struct prefix prefix;
	const struct above_carrier carrier = { .prefix = &prefix,
		.indent = or_none(way.indent),
		.suffix = or_none(way.suffix),
		.stamp = or_none(way.stamp),
		.key = way.key,
		.line_end = way.line_end == '\0' ? '\n' : way.line_end };

	arena_reset(arena);
	prefix_set(&prefix, or_none(way.prefix));
	above_read(&above, text, &carrier, arena);
}

/* Shows the lines, the nearest first, with `|` after each. */
static struct bytes
lines(void)
{
	static char text[1000];
	struct buffer out = BUFFER_OVER(text);

	for (size_t i = 0; i < above.count; i++) {
		buffer_append(&out, above.lines[i].text);
		buffer_byte(&out, '|');
	}
	return buffer_bytes(&out);
}

#define T0 "2026-11-24 10:00:00 "
#define T1 "2026-11-24 10:00:01 "
#define OLD "2026-11-24 09:58:59 "
#define AGO "2026-11-24 09:59:00 "

/* Lines, and those that have the carrier. */
static const struct {
	struct way way;
	const char *text, *wanted;
} cases[] = {
	{ { .prefix = NULL }, "", "" },
	{ { .prefix = NULL }, "\n", "|" },
	{ { .prefix = NULL }, "one\n", "one|" },
	{ { .prefix = NULL }, "one\n\ntwo\n", "two||one|" },
	{ { .line_end = '\r' }, "one\rtwo\r", "two|one|" },
	{ { .prefix = NULL }, "\033[31mone\033[0m\r\n", "one|" },
	/* indented like the header */
	{ { .indent = "  " }, "  one\n    two\nthree\n", "three|  two|one|" },
	{ { .prefix = "[7] ", .indent = "  " }, "[7]   one\n", "one|" },
	/* a prefix, and a text at the end of the lines */
	{ { .prefix = "[7] " }, "[7] one\n[8] two\nthree\n[7] four\n", "four|one|" },
	{ { .prefix = "[7] ", .suffix = ", x" }, "[7] one, x\n[7] two\n[7] , x\n", "|two|one|" },
	{ { .prefix = "[7] ", .suffix = "] , x" }, "[7] , x\n", ", x|" },
	/* lines that came more than a minute before, and all above them */
	{ { .prefix = T0 }, T0 "none\n" OLD "one\n" T0 "two\n", "two|" },
	{ { .prefix = T0 }, AGO "one\n" T0 "two\n", "two|one|" },
	{ { .prefix = "app: " }, "app: one\napp: two\n", "two|one|" },
	{ { .prefix = "7:" }, "7:one\n", "one|" },
	/* the same logger and process, with another prefix; TRACE is above ERROR */
	{ { .prefix = T0 "7 ERROR nova.api " }, T0 "7 ERROR nova.api [req-1] one\n",
	    "[req-1] one|" },
	{ { .prefix = T0 "7 ERROR nova.api [-] " }, T0 "7 ERROR nova.api [req-1] one\n",
	    T0 "7 ERROR nova.api [req-1] one|" },
	{ { .prefix = T0 "7 TRACE nova.api [-] " }, T0 "7 ERROR nova.api [req-1] one\n",
	    T0 "7 ERROR nova.api [req-1] one|" },
	{ { .prefix = T0 "7 ERROR nova.api [-] " }, T0 "7 TRACE nova.api [req-1] one\n", "" },
	{ { .prefix = T0 "7 ERROR nova.api [-] " }, T0 "8 ERROR nova.api [req-1] one\n", "" },
	{ { .prefix = T0 "7 ERROR nova.api [-] " }, T0 "7 ERROR nova.net [req-1] one\n", "" },
	{ { .prefix = T0 "7 ERROR nova.api [-] " }, OLD "7 ERROR nova.api [req-1] one\n", "" },
	{ { .prefix = T0 "7 ERROR nova.api [-] " }, "one\n", "" },
	{ { .prefix = T0 "[nova.api] one " }, T0 "[nova.api] two\n", "" },
	{ { .prefix = T0 "ERROR [-] one " }, T0 "ERROR [-] two\n", "" },
	{ { .prefix = T0 "7 ERROR " }, T0 "7 ERROR\n", "|" },
	/* CRI's pieces of a line */
	{ { .prefix = "2026-11-24T10:00:00Z stdout F " },
	    "2026-11-24T10:00:00Z stdout F one\n2026-11-24T10:00:00Z stdout P two, \n"
	    "2026-11-24T10:00:00Z stdout F three\n",
	    "two, three|one|" },
	{ { .prefix = "2026-11-24T10:00:00Z stdout F " },
	    "2026-11-24T10:00:00Z stdout F one\n2026-11-24T10:00:00Z stdout P two, \n",
	    "two, |one|" },
	/* objects of JSON */
	{ { .key = 1 }, "{\"message\":\"two\"}\n", "two|" },
	{ { .key = 2 }, "one\n{\"message\":\"two\"}\n[\"three\"]\n{\"x\":\"four\"}\n", "" },
};

static void
test_lines(void)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		read_above(bytes_of(cases[i].text), cases[i].way);
		if (!CHECK_TEXT(lines(), bytes_of(cases[i].wanted)))
			printf("   %s\n", cases[i].text);
	}
}

/* Checks whether nothing is above the lines, and where each of them begins. */
static void
test_places(void)
{
	read_above(BYTES("one\ntwo\n"), (struct way){ .prefix = NULL });
	CHECK(above.whole && above.lines[0].start == 4 && above.lines[1].start == 0);
	read_above(BYTES(OLD "one\n" T0 "two\n"), (struct way){ .prefix = T0 });
	CHECK(!above.whole);
	read_above(BYTES("[8] one\n[7] two\n"), (struct way){ .prefix = "[7] " });
	CHECK(above.whole);
	read_above(BYTES("2026-11-24T10:00:00Z stdout P one, \n"
			 "2026-11-24T10:00:00Z stdout F two\n"),
	    (struct way){ .prefix = "2026-11-24T10:00:00Z stdout F " });
	CHECK(above.count == 1 && above.lines[0].start == 0);
}

static void
test_limits(void)
{
	static char text[ABOVE_BYTES + 10];

	for (size_t i = 0; i < ABOVE_LINES + 1; i++)
		memcpy(text + 2 * i, "x\n", 2);
	read_above((struct bytes){ text, 2 * ABOVE_LINES }, (struct way){ .prefix = NULL });
	CHECK(above.count == ABOVE_LINES && above.whole);
	read_above((struct bytes){ text, 2 * ABOVE_LINES + 2 }, (struct way){ .prefix = NULL });
	CHECK(above.count == ABOVE_LINES && !above.whole);

	memset(text, 'x', sizeof(text));
	text[4] = text[ABOVE_BYTES - 1] = '\n';
	read_above((struct bytes){ text, ABOVE_BYTES }, (struct way){ .prefix = NULL });
	CHECK(above.whole && above.count == 2);
	/* only whole lines, and not those too far above */
	text[ABOVE_BYTES] = '\n';
	text[ABOVE_BYTES - 1] = 'x';
	read_above((struct bytes){ text, ABOVE_BYTES + 1 }, (struct way){ .prefix = NULL });
	CHECK(!above.whole && above.count == 1 && above.lines[0].start == 5);
	CHECK(above.lines[0].text.len == ABOVE_BYTES - 5);
	memset(text, 'x', sizeof(text));
	text[2] = text[12] = text[ABOVE_BYTES + 8] = '\n';
	read_above((struct bytes){ text, ABOVE_BYTES + 9 }, (struct way){ .prefix = NULL });
	CHECK(above.count == 1 && above.lines[0].start == 13);
}

/* The head in the prefix. */
static void
test_head(void)
{
	read_above(BYTES("x\n"), (struct way){ .prefix = T0 "ERROR app: " });
	CHECK_TEXT(above.head.level, BYTES("ERROR"));
	CHECK_TEXT(above.head.logger, BYTES("app"));
	read_above(BYTES("x\n"), (struct way){ .prefix = NULL });
	CHECK(above.head.level.len == 0);
}

#define OBJECT(time, pod, text) \
	"{\"log\":\"" text "\\n\",\"stream\":\"stderr\",\"pod\":\"" pod "\",\"time\":\"" time \
	"\"}\n"

/* Lines in JSON objects belong to one writer if the other members of the objects are equal. */
static void
test_objects(void)
{
	static const char header[] = OBJECT("2026-11-24T10:00:00Z", "a", "header");
	struct unwrapped unwrapped;
	struct way way = { .stamp = "2026-11-24T10:00:00Z" };

	if (!CHECK(unwrap_json((struct bytes){ header, sizeof(header) - 2 }, arena, &unwrapped)))
		return;
	way.key = unwrapped.key;
	read_above(BYTES(OBJECT("2026-11-24T09:59:00Z", "a", "one") OBJECT("2026-11-24T10:00:00Z",
		       "b", "two") "three\n" OBJECT("2026-11-24T10:00:01Z", "a", "\\u001b[mfour")),
	    way);
	CHECK_TEXT(lines(), BYTES("four|one|"));
	CHECK(above.whole);
	read_above(BYTES(OBJECT("2026-11-24T09:58:59Z", "a", "one")
			   OBJECT("2026-11-24T10:00:00Z", "a", "two")),
	    way);
	CHECK_TEXT(lines(), BYTES("two|"));
	CHECK(!above.whole);
	read_above(BYTES("{\"x\":\"three\"}\n[\"four\"]\n"), way);
	CHECK(above.count == 0);
	/* the header's object has no time */
	way.stamp = NULL;
	read_above(BYTES(OBJECT("2026-11-24T09:58:59Z", "a", "one")), way);
	CHECK_TEXT(lines(), BYTES("one|"));
	/* a prefix that tells no time */
	way.prefix = T0;
	read_above(BYTES(OBJECT("2026-11-24T09:58:59Z", "a", OLD "one")), way);
	CHECK_TEXT(lines(), BYTES("one|"));
}

/* Code in Markdown: a fence, or back quotes within a line. */
static void
test_markdown(void)
{
	read_above(BYTES("```\nx\n"), (struct way){ .prefix = NULL });
	CHECK(above_is_fenced(&above) && !above.in_span);
	read_above(BYTES("```python\n"), (struct way){ .prefix = NULL });
	CHECK(above_is_fenced(&above));
	read_above(BYTES("x ```\n"), (struct way){ .prefix = NULL });
	CHECK(!above_is_fenced(&above));
	read_above(BYTES("``x``\n"), (struct way){ .prefix = NULL });
	CHECK(!above_is_fenced(&above) && !above.in_span);
	read_above(BYTES("`one\ntwo\n"), (struct way){ .prefix = NULL });
	CHECK(above.in_span);
	CHECK_TEXT(lines(), BYTES("two|one|"));
	read_above(BYTES("x `one\n"), (struct way){ .prefix = NULL });
	CHECK(!above.in_span);
	CHECK_TEXT(lines(), BYTES("x `one|"));
	read_above(BYTES("`one` two\n"), (struct way){ .prefix = NULL });
	CHECK(!above.in_span);
	CHECK_TEXT(lines(), BYTES("`one` two|"));
}

int
main(void)
{
	arena = arena_new(1024 * 1024);
	if (!CHECK(arena != NULL))
		return check_end();
	test_lines();
	test_places();
	test_limits();
	test_head();
	test_objects();
	test_markdown();
	arena_free(arena);
	return check_end();
}
