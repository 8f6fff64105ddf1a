#include "render/wait.h"

#include "rendering.h"

static struct arena *memory;

static void
place(const char *json, const char *wanted)
{
	struct buffer text = { .at = NULL };

	wait_write_place(&text, value_of(json, memory));
	CHECK_TEXT(buffer_bytes(&text), bytes_of(wanted));
	buffer_free(&text);
}

static void
lock(const char *kind, const char *address, const char *wanted)
{
	struct rendering rendering = RENDERING;

	wait_append_lock(&rendering, bytes_of(kind), bytes_of(address));
	CHECK_TEXT(rendered(&rendering), bytes_of(wanted));
	buffer_free(&rendering.line);
}

/* The lines on a record. */
static void
waits(const char *line, const char *wanted)
{
	struct rendering rendering = RENDERING;
	struct record record = record_of(line, memory);

	wait_append(&rendering, &record);
	if (!CHECK_TEXT(rendered(&rendering), bytes_of(wanted)))
		printf("   %s\n", line);
	buffer_free(&rendering.line);
}

#define THREAD(more) "{\"type\":\"thread\"," more "}"
#define GROUP(count, more, members) \
	"{\"type\":\"group\",\"of\":\"thread\",\"count\":" count "," more "\"members\":[" members \
	"]}"
#define ON(address, owner) \
	"\"waits_for\":{\"kind\":\"mutex\",\"address\":\"" address "\",\"owner\":" owner "}"

static void
test_threads(void)
{
	waits(THREAD("\"tid\":1"), "");
	waits(THREAD(ON("0x10", "7")), "  waits for mutex 0x10 of LWP 7\n");
	waits(THREAD("\"waits_for\":{\"kind\":\"mutex\",\"address\":\"0x10\"}"),
	    "  waits for mutex 0x10\n");
	waits(THREAD("\"waits_for\":{\"kind\":\"mutex\",\"address\":\"0x10\",\"owner\":7,"
		     "\"exited\":true}"),
	    "  waits for mutex 0x10 of LWP 7, which has ended\n");
	waits(THREAD("\"waits_for\":{\"kind\":\"mutex\",\"owner\":7,\"at\":{\"function\":\"total\","
		     "\"file\":\"/srv/a.c\",\"line\":63}}"),
	    "  waits for mutex, which LWP 7 holds in total at /srv/a.c:63\n");
	waits(THREAD("\"waits_for\":{\"kind\":\"thread\",\"owner\":7}"),
	    "  waits for LWP 7 to end\n");
	waits(
	    THREAD("\"waits_for\":{\"kind\":\"file-lock\",\"file\":\"/srv/x\\u001b\",\"owner\":7}"),
	    "  waits for file /srv/x\\x1b of process 7\n");
	waits(THREAD("\"waits_for\":{\"kind\":\"gil\",\"owner\":7}"),
	    "  waits for the GIL of LWP 7\n");
	waits(THREAD("\"gil\":true"), "  holds the GIL\n");
}

static void
test_groups(void)
{
	waits(GROUP("2", ON("0x10", "7") ",",
		  "{\"lwp\":1," ON("0x10", "7") "},{\"lwp\":2," ON("0x10", "7") "}"),
	    "  wait for mutex 0x10 of LWP 7\n");
	waits(GROUP("2", ON("0x10", "7") ",",
		  "{\"lwp\":1," ON("0x10", "7") "},{\"lwp\":2," ON("0x20", "8") "}"),
	    "  wait for mutex 0x10 of LWP 7, mutex 0x20 of LWP 8\n");
	waits(GROUP("2", ON("0x10", "7") ",", "{\"lwp\":1," ON("0x10", "7") "},{\"lwp\":2}"),
	    "  1 of them waits for mutex 0x10 of LWP 7\n");
	waits(GROUP("3", ON("0x10", "7") ",\"members_more\":1,",
		  "{\"lwp\":1," ON("0x10", "7") "},{\"lwp\":2," ON("0x10", "7") "}"),
	    "  2 of them wait for mutex 0x10 of LWP 7\n");
	waits(GROUP("2", "", "{\"lwp\":1,\"gil\":true},{\"lwp\":2}"), "  LWP 1 holds the GIL\n");
	waits(GROUP("2", "",
		  "{\"lwp\":1,\"gil\":true,\"sample\":1},{\"lwp\":2,\"gil\":true,\"sample\":2}"),
	    "  LWP 1 holds the GIL\n  LWP 2 holds the GIL in sample 2\n");
	waits(GROUP("1", "\"gil\":true,", "{\"lwp\":1,\"gil\":true}"), "  holds the GIL\n");
}

int
main(void)
{
	memory = arena_new(1 << 20);
	place("{\"function\":\"total\",\"file\":\"/srv/a.c\",\"line\":63,\"module\":\"/srv/a\"}",
	    "total at /srv/a.c:63");
	place("{\"function\":\"total\",\"file\":\"/srv/a.c\"}", "total at /srv/a.c");
	place("{\"function\":\"total\",\"module\":\"/srv/a\",\"line\":63}", "total from /srv/a");
	place("{\"module\":\"/srv/a\"}",
	    "?"
	    "? from /srv/a");
	place("{}",
	    "?"
	    "?");
	lock("mutex", "0x10", " mutex 0x10");
	lock("pi-mutex", "0x10", " mutex 0x10");
	lock("stdio", "0x10", " FILE 0x10");
	lock("rwlock", "", " rwlock");
	lock("", "", "");
	CHECK(wait_is_join(BYTES("thread")) && !wait_is_join(BYTES("threads")));
	test_threads();
	test_groups();
	arena_free(memory);
	return check_end();
}
