#include "pylog/traceback/framecache.h"

#include "check.h"

#define LINES "  File \"/srv/app/a.py\", line 12, in f\n    g(x)\n"

static const struct bytes lines = BYTES_ROW(LINES);

static const struct framecache_entry *
find(struct framecache *cache, struct bytes wanted, uint64_t *hash)
{
	return framecache_find(cache, wanted, bytes_index(wanted, '\n'), hash);
}

static void
test_what_came_before(struct framecache *cache)
{
	struct traceback_frame frame = traceback_no_frame;
	const struct framecache_entry *entry;
	struct bytes other = BYTES("X File \"/srv/app/a.py\", line 12, in f\n    g(x)\n");
	char text[] = "g(\"x\")";
	uint64_t hash;

	frame.file = BYTES("/srv/app/a.py");
	frame.function = BYTES("f");
	frame.line = 12;
	frame.text = bytes_of(text);
	CHECK(find(cache, lines, &hash) == NULL);
	CHECK(framecache_add(cache, hash, lines, &frame, 4) != NULL);
	memset(text, 'y', sizeof(text)); /* all is copied */
	entry = find(cache, BYTES(LINES), &hash);
	if (!CHECK(entry != NULL))
		return;
	CHECK_TEXT(entry->frame.file, BYTES("/srv/app/a.py"));
	CHECK_TEXT(entry->frame.function, BYTES("f"));
	CHECK_TEXT(entry->frame.text, BYTES("g(\"x\")"));
	CHECK_TEXT(entry->frame.written,
	    BYTES("{\"function\":\"f\",\"file\":\"/srv/app/a.py\",\"line\":12,"
		  "\"text\":\"g(\\\"x\\\")\"}"));
	CHECK(entry->text_indent == 4 && entry->longest == 37 && entry->last == 8);
	/* the first line ends as that one does */
	CHECK(find(cache, other, &hash) == NULL);
	CHECK(find(cache, BYTES("  File \"a\", line 1, in f\n"), &hash) == NULL);
}

/* Frames that differ in a number: as many as there is room for, and all are forgotten then. */
static void
test_room(struct framecache *cache)
{
	struct traceback_frame frame = traceback_no_frame;
	uint64_t hash;
	size_t added = 0;
	bool found = true;
	char text[80];

	frame.text = BYTES("g(x)");
	for (;; added++) {
		struct bytes numbered = { text,
			(size_t)snprintf(text, sizeof(text),
			    "  File \"a.py\", line %zu, in f\n    g(x)\n", added + 100000) };

		found = found && find(cache, numbered, &hash) == NULL;
		if (framecache_add(cache, hash, numbered, &frame, 4) == NULL)
			break;
		if (added == 1000)
			framecache_make_room(cache);
		found = found && find(cache, numbered, &hash) != NULL;
	}
	CHECK(found);
	CHECK(added > 10000 && added < 8 * 1024 * 1024 / 40);
	framecache_make_room(cache);
	CHECK(find(cache, lines, &hash) == NULL);
}

int
main(void)
{
	struct framecache *cache = framecache_new();

	test_what_came_before(cache);
	test_room(cache);
	framecache_free(cache);
	return check_end();
}
