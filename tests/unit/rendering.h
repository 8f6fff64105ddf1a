/* A rendering for unit tests: what is appended to its line can be compared. */
#ifndef ST_TESTS_UNIT_RENDERING_H
#define ST_TESTS_UNIT_RENDERING_H

#include "base/shown.h"
#include "record.h"
#include "render/format.h"

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

#endif
