#include "check.h"
#include "collect/python/pylayout.h"

enum { RUNTIME = 0x10000, WORDS = 90 };

static uint64_t words[WORDS];

static size_t
read_words(void *from, uint64_t at, char *to, size_t size)
{
	const char *bytes = from;
	uint64_t place = at - RUNTIME;

	if (at < RUNTIME || place >= 4096)
		return 0;
	for (size_t i = 0; i < size && place + i < 4096; i++)
		to[i] = place + i < sizeof(words) ? bytes[place + i] : '\0';
	return size < 4096 - place ? size : (size_t)(4096 - place);
}

/* Words read from the memory of Python 3.13.0; those that are not used are 1 here. */
static void
describe(uint64_t version)
{
	static const struct {
		int word;
		uint64_t offset;
	} rows[] = { { 5, 632 }, { 8, 7264 }, { 9, 7344 }, { 14, 16 }, { 21, 8 }, { 23, 72 },
		{ 24, 152 }, { 25, 160 }, { 26, 232 }, { 29, 8 }, { 30, 0 }, { 31, 56 }, { 32, 72 },
		{ 33, 70 }, { 35, 112 }, { 37, 128 }, { 38, 136 }, { 39, 68 }, { 43, 200 },
		{ 70, 40 } };

	for (size_t i = 0; i < WORDS; i++)
		words[i] = 1;
	memcpy(&words[0], "xdebugpy", 8);
	words[1] = version;
	words[2] = 0;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		words[rows[i].word] = rows[i].offset;
}

static bool
known(int version, struct pylayout *layout)
{
	const struct elf_source source = { read_words, words, UINT64_MAX };
	struct pymemory memory;
	bool found;

	CHECK(pymemory_open(&memory, &source));
	found = pylayout_read(layout, version, &memory, RUNTIME);
	CHECK(pylayout_is_free_threaded(&memory, RUNTIME) == (words[2] != 0));
	pymemory_close(&memory);
	return found;
}

static void
described(void)
{
	struct pylayout own;

	describe(0x030d00f0);
	if (!CHECK(known(313, &own)))
		return;
	CHECK(own.interpreters == 632 && own.interpreter_next == 7264 && own.threads == 7344);
	CHECK(own.thread_next == 8 && own.current == 72 && own.control == 0 && own.stack == 232);
	CHECK(own.thread_id == 152 && own.thread_lwp == 160 && own.gil == 16);
	CHECK(own.frame_previous == 8 && own.frame_code == 0 && own.frame_place == 56);
	CHECK(own.frame_owner == 70 && own.frame_locals == 72 && own.first_line == 68);
	CHECK(own.file == 112 && own.name == 128 && own.lines_table == 136 && own.code == 200);
	CHECK(own.ascii == 40 && own.text == 56);
}

static void
refused(void)
{
	struct pylayout own;

	describe(0x030d00f0);
	words[0]++;
	CHECK(!known(313, &own));
	describe(0x030e00f0); /* another version than that of the symbol */
	CHECK(!known(313, &own));
	describe(0x030d00f0);
	words[8] = UINT64_C(1) << 32;
	CHECK(!known(313, &own));
	describe(0x030d00f0);
	words[33] = 105; /* beyond the part of a frame that is read */
	CHECK(!known(313, &own));
	words[2] = 1;
	CHECK(!known(307, &own));
	CHECK(!known(315, &own));
	CHECK(!known(0, &own));
}

int
main(void)
{
	struct pylayout own;

	for (int version = PYLAYOUT_OLDEST; version < 313; version++)
		CHECK(known(version, &own) && own.version == version);
	described();
	refused();
	return check_end();
}
