/* A rendering for unit tests: what is appended to its line can be compared. */
#ifndef ST_TESTS_UNIT_RENDERING_H
#define ST_TESTS_UNIT_RENDERING_H

#include "base/shown.h"
#include "record.h"
#include "render/format.h"

#include <stdlib.h>

/* What the rendering's line has become, which is empty afterwards; good until something is appended. */
static inline struct bytes
rendered(struct rendering *rendering)
{
	struct bytes line = buffer_bytes(&rendering->line);

	CHECK(!rendering->line.full);
	rendering->line.len = 0;
	return line;
}

#define RENDERING \
	{ \
		.show = shown_append \
	}

/* What a format writes for these records, ended by NULL; free(3) gives it back. */
static inline char *
rendering_of(
    const struct format *format, const struct format_options *options, const char *const *records)
{
	struct format_options with = *options;
	struct arena *memory = arena_new(1 << 22);
	struct rendering *rendering;
	char *written = NULL;
	size_t length;

	with.out = open_memstream(&written, &length);
	rendering = format_begin(format, &with);
	if (!CHECK(memory != NULL && with.out != NULL && rendering != NULL))
		exit(1);
	for (; *records != NULL; records++) {
		struct record record = record_of(*records, memory);

		if (!CHECK(format_add(rendering, &record)))
			printf("   %s\n", *records);
		arena_reset(memory);
	}
	format_end(rendering);
	fclose(with.out);
	arena_free(memory);
	return written;
}

/* Records, ended by NULL, and what a format writes for them. */
struct rendering_case {
	const char *records[6], *text;
};

static inline void
rendering_check(const struct format *format, const struct format_options *options,
    const struct rendering_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *written = rendering_of(format, options, cases[i].records);

		if (!CHECK_TEXT(bytes_of(written), bytes_of(cases[i].text)))
			printf("   case %zu: %s\n", i, cases[i].records[0]);
		free(written);
	}
}

#endif
