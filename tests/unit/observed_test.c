#include "record/observed.h"

#include "check.h"

static void
check_written(const struct observed *observed, const char *wanted)
{
	struct buffer out = { .at = NULL };

	observed_write(&out, observed);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
}

/* After the texts were overwritten, only the copy has them. */
static void
own(void)
{
	enum { TEXTS = 9, SIZE = 16 };
	static char texts[TEXTS][SIZE];
	struct bytes text[TEXTS];
	struct arena *memory = arena_new(1 << 16), *small = arena_new(1);
	struct observed observed = observed_nothing;

	for (int i = 0; i < TEXTS; i++) {
		snprintf(texts[i], SIZE, "[%d]", i);
		text[i] = bytes_of(texts[i]);
	}
	observed.syscall = text[0];
	observed.syscall_args = text[1];
	observed.kernel_state = text[2];
	observed.waits_for =
	    (struct waits_for){ text[3], text[4], text[5], 9, text[6], text[7], 3, true, false };
	observed.deadlock = text[8];
	CHECK(observed_own(&observed, memory));
	memset(texts, 'x', sizeof(texts));
	check_written(&observed,
	    ",\"syscall\":\"[0]\",\"syscall_args\":\"[1]\",\"kernel_state\":\"[2]\",\"waits_for\":{"
	    "\"kind\":\"[3]\",\"address\":\"[4]\",\"file\":\"[5]\",\"owner\":9,\"exited\":true,"
	    "\"at\":{\"function\":\"[6]\",\"file\":\"[7]\",\"line\":3}},\"deadlock\":[8]");
	CHECK(!observed_own(&observed, small));
	arena_free(memory);
	arena_free(small);
}

int
main(void)
{
	struct observed observed = observed_nothing;

	check_written(&observed, "");
	observed.cpu_ms = observed.cpu_percent = 0;
	observed.behind = 7;
	observed.gil = true;
	check_written(&observed, ",\"cpu_ms\":0,\"cpu_percent\":0,\"behind\":7,\"gil\":true");
	observed = observed_nothing;
	observed.behind = 0;
	check_written(&observed, "");
	/* without its kind nothing is said of what it waits for */
	observed = observed_nothing;
	observed.waits_for.owner = 7;
	check_written(&observed, "");
	observed.waits_for.kind = BYTES("mutex");
	observed.waits_for.timed = true;
	check_written(&observed, ",\"waits_for\":{\"kind\":\"mutex\",\"owner\":7,\"timed\":true}");
	observed.waits_for =
	    (struct waits_for){ .kind = BYTES("gil"), .owner = -1, .at = BYTES("f") };
	check_written(
	    &observed, ",\"waits_for\":{\"kind\":\"gil\",\"at\":{\"function\":\"f\",\"line\":0}}");
	own();
	return check_end();
}
