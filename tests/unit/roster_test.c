#include "group/roster.h"

#include "check.h"

static struct roster roster;
static const struct belonging anybody;

static uint32_t
number(long long pid, long long inferior, const char *host, const char *file)
{
	struct owner owner = { pid, inferior, bytes_of(host), bytes_of(file), { 0 }, false };
	bool good = true;
	uint32_t number = roster_owner(&roster, &anybody, &owner, &good);

	CHECK(good);
	return number;
}

static void
test_owners(void)
{
	const struct belonging apart = { .process = BYTES("7") };
	struct owner owner = { .pid = 7, .inferior = -1 };
	bool good = true;
	uint32_t first = number(7, -1, "a", "");

	CHECK(number(7, -1, "a", "") == first);
	CHECK(number(7, -1, "b", "") != first);
	CHECK(number(7, -1, "", "a") != first);
	CHECK(number(8, -1, "a", "") != first);
	/* texts are never joined with the next one */
	CHECK(number(7, 1, "2a", "") != number(7, 12, "a", ""));
	CHECK(number(7, 1, "a", "b") != number(7, 1, "ab", ""));
	CHECK(roster.owners[number(7, 12, "a", "")].inferior == 12);
	CHECK_TEXT(roster.owners[number(7, 1, "2a", "")].host, BYTES("2a"));
	/* the process is part of the group's key */
	CHECK(roster_owner(&roster, &apart, &owner, &good) !=
	    roster_owner(&roster, &anybody, &owner, &good));
	CHECK(good);
}

static void
test_texts(void)
{
	bool good = true;

	CHECK(roster_text(&roster, BYTES_NONE, &good) == 0);
	CHECK(roster_text(&roster, BYTES("worker"), &good) == 1);
	CHECK(roster_text(&roster, BYTES("main"), &good) == 2);
	CHECK(roster_text(&roster, BYTES("worker"), &good) == 1);
	CHECK(good);
}

int
main(void)
{
	struct arena *memory = arena_new(1 << 20);

	if (memory == NULL || !roster_begin(&roster, memory))
		return 1;
	test_owners();
	test_texts();
	roster_end(&roster);
	arena_free(memory);
	return check_end();
}
