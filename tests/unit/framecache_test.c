#include "pylog/traceback/framecache.h"

#include "check.h"

#define LINES "  File \"/srv/app/a.py\", line 12, in f\n    g(x)\n"

static const struct bytes lines = BYTES_ROW(LINES);

static struct framecache_entry *
find(struct framecache *cache, struct bytes wanted, uint64_t *hash)
{
	return framecache_find(cache, wanted, bytes_index(wanted, '\n'), hash);
}

static void
test_what_came_before(struct framecache *cache)
{
	struct traceback_frame frame = traceback_no_frame;
	struct framecache_entry *entry;
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
	CHECK_TEXT(entry->known.frame.file, BYTES("/srv/app/a.py"));
	CHECK_TEXT(entry->known.frame.function, BYTES("f"));
	CHECK_TEXT(entry->known.frame.text, BYTES("g(\"x\")"));
	CHECK_TEXT(entry->known.written,
	    BYTES("{\"function\":\"f\",\"file\":\"/srv/app/a.py\",\"line\":12,"
		  "\"text\":\"g(\\\"x\\\")\"}"));
	CHECK(entry->text_indent == 4 && entry->longest == 37 && entry->last == 8);
	/* the first line ends as that one does */
	CHECK(find(cache, other, &hash) == NULL);
	CHECK(find(cache, BYTES("  File \"a\", line 1, in f\n"), &hash) == NULL);
}

/* Which frame comes next is foretold by what came the last time; the text decides. */
static void
test_followers(struct framecache *cache)
{
	static const struct bytes texts[] = {
		BYTES_ROW("  File \"/srv/app/x.py\", line 1, in a\n"),
		BYTES_ROW("  File \"/srv/app/x.py\", line 2, in b\n"),
		BYTES_ROW("  File \"/srv/app/x.py\", line 3, in c\n"),
	};
	struct traceback_frame frame = traceback_no_frame;
	struct framecache_entry *entries[COUNT_OF(texts)];
	uint64_t hash;

	framecache_begin(cache);
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		CHECK(framecache_follower(cache, texts[i]) == NULL);
		CHECK(find(cache, texts[i], &hash) == NULL);
		entries[i] = framecache_add(cache, hash, texts[i], &frame, 0);
		if (!CHECK(entries[i] != NULL))
			return;
		framecache_follow(cache, entries[i]);
	}
	framecache_begin(cache);
	CHECK(framecache_follower(cache, texts[0]) == NULL); /* a run begins with any frame */
	framecache_follow(cache, entries[0]);
	CHECK(framecache_follower(cache, texts[1]) == entries[1]);
	CHECK(framecache_follower(cache, texts[2]) == NULL);
	framecache_follow(cache, entries[2]); /* from now on it follows the first one */
	CHECK(framecache_follower(cache, texts[0]) == NULL);
	framecache_begin(cache);
	framecache_follow(cache, entries[0]);
	CHECK(framecache_follower(cache, texts[1]) == NULL);
	CHECK(framecache_follower(cache, texts[2]) == entries[2]);
}

/* Frames that differ in a number: when there is no more room, all are forgotten. */
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
	CHECK(framecache_add(cache, hash, lines, &frame, 4) != NULL);
}

/* Lines of the same end are kept in eight places, one after the other; the ninth takes the last of them. */
static void
test_places(struct framecache *cache)
{
	struct traceback_frame frame = traceback_no_frame;
	char text[10][80];
	struct bytes these[10];
	uint64_t hash;

	for (size_t i = 0; i < COUNT_OF(these); i++)
		these[i] = (struct bytes){ text[i],
			(size_t)snprintf(text[i], sizeof(text[i]),
			    "  File \"/srv/app/a.py\", line 13, in f\n    g(%zu)\n", i) };
	for (size_t i = 0; i < 9; i++) {
		CHECK(find(cache, these[i], &hash) == NULL);
		CHECK(framecache_add(cache, hash, these[i], &frame, 4) != NULL);
	}
	for (size_t i = 0; i < COUNT_OF(these); i++)
		CHECK((find(cache, these[i], &hash) != NULL) == (i != 7 && i != 9));
}

/* Which line is the longest, and whether a terminal may have cut the first one. */
static void
test_measures(struct framecache *cache)
{
	static const struct {
		size_t first, second; /* bytes of the lines */
		size_t longest, last;
		bool widest;
	} rows[] = {
		{ 60, 10, 60, 10, true },
		{ 59, 10, 59, 10, false },
		{ 70, 69, 70, 69, true },
		{ 70, 70, 70, 70, false },
		{ 70, 71, 71, 71, false },
	};
	struct traceback_frame frame = traceback_no_frame;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char text[200];
		uint64_t hash;
		size_t length = rows[i].first + rows[i].second + 2;
		struct framecache_entry *entry;

		memset(text, ' ', length);
		memcpy(text, "  File \"", 8);
		text[rows[i].first] = text[length - 1] = '\n';
		CHECK(framecache_find(
			  cache, (struct bytes){ text, length }, rows[i].first, &hash) == NULL);
		entry = framecache_add(cache, hash, (struct bytes){ text, length }, &frame, 4);
		if (!CHECK(entry != NULL))
			continue;
		CHECK(entry->longest == rows[i].longest && entry->last == rows[i].last);
		CHECK(entry->widest.len == (rows[i].widest ? rows[i].first : 0));
	}
}

/* Lines that are kept: neither very few bytes nor very many. */
static void
test_lengths(struct framecache *cache)
{
	enum { LEAST = 32, MOST = 4096 };
	struct traceback_frame frame = traceback_no_frame;
	char text[MOST + 1];

	memset(text, 'x', sizeof(text));
	memcpy(text, "  File \"", 8);
	text[LEAST - 2] = '\n';
	for (size_t length = LEAST - 1; length <= LEAST; length++) {
		uint64_t hash = 0;

		framecache_find(cache, (struct bytes){ text, length }, LEAST - 2, &hash);
		CHECK((framecache_add(cache, hash, (struct bytes){ text, length }, &frame, 4) !=
			  NULL) == (length == LEAST));
	}
	for (size_t length = MOST; length <= MOST + 1; length++) {
		uint64_t hash = 0;

		framecache_find(cache, (struct bytes){ text, length }, LEAST - 2, &hash);
		CHECK((framecache_add(cache, hash, (struct bytes){ text, length }, &frame, 4) !=
			  NULL) == (length == MOST));
	}
}

int
main(void)
{
	struct framecache *cache = framecache_new();

	test_what_came_before(cache);
	test_followers(cache);
	test_room(cache);
	test_places(cache);
	test_measures(cache);
	test_lengths(cache);
	framecache_free(cache);
	return check_end();
}
