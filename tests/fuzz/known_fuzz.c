/* Known issues: any line is either an entry that can be found, or its fault is reported. */
#include "fuzz.h"
#include "record/names.h"
#include "rules/judge.h"
#include "rules/known.h"

enum { CEILING = 64 * 1024 * 1024 };

/* An unused entry is written as a valid record, without members about being new or known. */
static void
expect_unused(const struct known *known)
{
	struct arena *memory = arena_new(CEILING);

	for (size_t i = 0; memory != NULL && i < known->fingerprints.count; i++) {
		const struct known_entry *entry = &known->entries[i];
		struct record record;
		struct stream_fault fault;

		arena_reset(memory);
		if (!stream_parse(entry->group, memory, &record, &fault)) {
			fuzz_expect(false); /* allowed only if an allocation failed */
			continue;
		}
		fuzz_expect(news_is_absent(&record));
		(void)judge_issue(entry->issue, BYTES("1.4"), memory);
	}
	arena_free(memory);
}

void
fuzz_one(const uint8_t *data, size_t size)
{
	struct bytes rest = { (const char *)data, size }, line;
	struct arena *memory = arena_new(CEILING);
	struct known known = { .keep = true };
	struct known_fault fault;
	struct record record = { .number = 1 };
	struct stream_fault broken;

	while (memory != NULL && bytes_next(&rest, '\n', &line)) {
		arena_reset(memory);
		fault.text[0] = '\0';
		if (!stream_parse(line, memory, &record, &broken))
			continue;
		if (!known_add(&known, &record, &fault))
			fuzz_expect(fault.text[0] != '\0');
		else if (json_text(record.value, NAME_FINGERPRINT).len > 0)
			fuzz_expect(
			    known_find(&known, json_text(record.value, NAME_FINGERPRINT)) != NULL);
	}
	expect_unused(&known);
	known_free(&known);
	arena_free(memory);
}
