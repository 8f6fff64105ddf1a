#include "base/sketch.h"

#include "check.h"

/* Words that are in a text are never said to be missing; most that are not in it are. */
static void
test_words(void)
{
	static const char *const texts[] = { "free(): invalid pointer", "a", "",
		"2026-03-01 10:00:00 loomd[811]: the reel turns" };
	static const char *const missing[] = { "Backtrace:", "ptrace(", "** got signal", "zz" };

	for (size_t n = 0; n < COUNT_OF(texts); n++) {
		struct sketch sketch = sketch_of(bytes_of(texts[n]));
		size_t length = strlen(texts[n]);
		char words[64];

		for (size_t from = 0; from < length; from++)
			for (size_t to = from; to <= length; to++) {
				memcpy(words, texts[n] + from, to - from);
				words[to - from] = '\0';
				CHECK(sketch_may_have(&sketch, words));
			}
		for (size_t i = 0; i < COUNT_OF(missing); i++)
			CHECK(!sketch_may_have(&sketch, missing[i]));
	}
}

int
main(void)
{
	struct sketch sketch = sketch_of(BYTES("\377\376\n\0\001"));

	CHECK(sketch_has_pair(&sketch, '\377', '\376'));
	CHECK(sketch_has_pair(&sketch, '\0', '\001'));
	CHECK(!sketch_has_pair(&sketch, '\376', '\377'));
	test_words();
	return check_end();
}
