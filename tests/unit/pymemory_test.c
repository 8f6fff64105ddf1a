#include "check.h"
#include "collect/python/pymemory.h"

enum { PAGE = 4096, BASE = 0x10000, PAGES = 4 };

/* Four pages, whose bytes are the numbers of their pages, or more, as time goes by; the third one cannot be read. */
static int readings;
static char first = '0';

static size_t
read_pages(void *from, uint64_t at, char *to, size_t size)
{
	size_t length = 0;

	(void)from;
	readings++;
	for (; length < size; length++) {
		uint64_t page = (at + length - BASE) / PAGE;

		if (at + length < BASE || page >= PAGES || page == 2)
			break;
		to[length] = (char)(first + (char)page);
	}
	return length;
}

static const struct elf_source source = { read_pages, NULL, UINT64_MAX };

static void
reading(void)
{
	struct pymemory memory;
	char text[8];

	readings = 0;
	CHECK(pymemory_open(&memory, &source));
	CHECK(pymemory_read(&memory, BASE + PAGE - 4, text, 8));
	CHECK(memcmp(text, "00001111", 8) == 0);
	CHECK(pymemory_word(&memory, BASE) == UINT64_C(0x3030303030303030));
	CHECK(readings == 2); /* each page once */
	CHECK(!pymemory_read(&memory, BASE + 2 * PAGE - 4, text, 8));
	CHECK(!pymemory_read(&memory, BASE + 2 * PAGE, text, 1));
	CHECK(readings == 3); /* that it cannot be read is known, too */
	CHECK(!pymemory_read(&memory, 8, text, 1));
	CHECK(!pymemory_read(&memory, UINT64_MAX - 4, text, 8));
	CHECK(pymemory_word(&memory, BASE - 8) == 0);
	pymemory_close(&memory);
}

static void
fetching(void)
{
	struct pymemory memory;
	char text[1];

	readings = 0;
	CHECK(pymemory_open(&memory, &source));
	pymemory_fetch(&memory, BASE + 8, BASE + PAGE + 8);
	CHECK(readings == 1);
	CHECK(
	    pymemory_read(&memory, BASE, text, 1) && pymemory_read(&memory, BASE + PAGE, text, 1));
	CHECK(readings == 1);
	pymemory_fetch(&memory, 0, BASE);
	pymemory_fetch(&memory, BASE, BASE - 1);
	pymemory_fetch(&memory, UINT64_MAX - 8, UINT64_MAX);
	CHECK(readings == 1);
	pymemory_close(&memory);
}

/* What was read once stays, but where what is there now is asked for. */
static void
renewing(void)
{
	struct pymemory memory;
	char text[8];

	readings = 0;
	CHECK(pymemory_open(&memory, &source));
	CHECK(pymemory_read(&memory, BASE + PAGE - 4, text, 8));
	CHECK(pymemory_read_now(&memory, BASE + PAGE - 4, text, 8));
	CHECK(readings == 2); /* nothing is too old yet */
	pymemory_renew(&memory);
	first = '4';
	CHECK(pymemory_read(&memory, BASE + PAGE - 4, text, 8));
	CHECK(memcmp(text, "00001111", 8) == 0 && readings == 2);
	CHECK(pymemory_word_now(&memory, BASE) == UINT64_C(0x3434343434343434));
	CHECK(pymemory_word_now(&memory, BASE + 8) == UINT64_C(0x3434343434343434));
	CHECK(readings == 3);
	CHECK(pymemory_read(&memory, BASE + PAGE - 4, text, 8));
	CHECK(memcmp(text, "44441111", 8) == 0 && readings == 3);
	pymemory_fetch(&memory, BASE, BASE + 2 * PAGE); /* the first one is of now */
	CHECK(pymemory_read_now(&memory, BASE + PAGE - 4, text, 8));
	CHECK(memcmp(text, "44445555", 8) == 0 && readings == 4);
	CHECK(!pymemory_read_now(&memory, BASE + 2 * PAGE, text, 1));
	first = '0';
	pymemory_close(&memory);
}

int
main(void)
{
	reading();
	fetching();
	renewing();
	return check_end();
}
