#include "base/hash.h"

#include "check.h"

enum { MADE_UP = 200, LOW_BITS = 0xFFFF };

/* The hash without the seed, which is different in each process: anybody can compute this. */
static uint64_t
bare_number(uint64_t number)
{
	number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9u;
	number = (number ^ number >> 27) * 0x94D049BB133111EBu;
	return number ^ number >> 31;
}

static uint64_t
bare_bytes(struct bytes text)
{
	uint64_t hash = bare_number(text.len), word = 0;
	size_t i = 0;

	for (; text.len - i >= sizeof(word); i += sizeof(word)) {
		memcpy(&word, text.at + i, sizeof(word));
		hash = bare_number(hash ^ word);
	}
	word = 0;
	memcpy(&word, text.at + i, text.len - i);
	return bare_number(hash ^ word);
}

static struct bytes
text_of(char *text, size_t size, uint64_t number)
{
	return (struct bytes){ text,
		(size_t)snprintf(text, size, "function%llu", (unsigned long long)number) };
}

/* Numbers and texts chosen to share a place in a table do not, thanks to the seed. */
static void
made_up(void)
{
	size_t numbers = 0, texts = 0, same_numbers = 0, same_texts = 0;
	uint64_t number_before = 0, text_before = 0;
	char text[32];

	for (uint64_t i = 1; numbers < MADE_UP || texts < MADE_UP; i++) {
		struct bytes name = text_of(text, sizeof(text), i);

		if (numbers < MADE_UP && (bare_number(i) & LOW_BITS) == 0) {
			uint64_t hash = hash_number(i) & LOW_BITS;

			same_numbers += numbers++ > 0 && hash == number_before;
			number_before = hash;
		}
		if (texts < MADE_UP && (bare_bytes(name) & LOW_BITS) == 0) {
			uint64_t hash = hash_bytes(name) & LOW_BITS;

			same_texts += texts++ > 0 && hash == text_before;
			text_before = hash;
		}
	}
	CHECK(same_numbers < 5);
	CHECK(same_texts < 5);
}

int
main(void)
{
	size_t same = 0;

	CHECK(hash_bytes(BYTES("a")) == hash_bytes(BYTES("a")));
	CHECK(hash_bytes(BYTES("a")) != hash_bytes(BYTES("b")));
	CHECK(hash_bytes(BYTES("")) != hash_bytes((struct bytes){ "\0", 1 }));
	CHECK(hash_bytes(BYTES("12345678")) != hash_bytes((struct bytes){ "12345678\0", 9 }));
	CHECK(hash_bytes(BYTES("a")) != hash_bytes((struct bytes){ "b\0", 2 }));
	CHECK(hash_bytes(BYTES("12345678abcdefgh")) != hash_bytes(BYTES("abcdefgh12345678")));
	/* hashes of numbers that differ only in high bits differ in low bits, which tables use */
	for (uint64_t i = 1; i <= 1000; i++)
		same += (hash_number(i << 40) & 0xFFFF) == (hash_number((i + 1) << 40) & 0xFFFF);
	CHECK(same < 5);
	made_up();
	return check_end();
}
