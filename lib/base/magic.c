#include "base/magic.h"

static const struct {
	struct bytes magic;
	const char *program;
} formats[] = {
	{ { "\x1f\x8b", 2 }, "gzip" },
	{ { "\xfd\x37zXZ", 5 }, "xz" },
	{ { "\x28\xb5\x2f\xfd", 4 }, "zstd" },
	{ { "BZh", 3 }, "bzip2" },
	{ { "\x04\x22\x4d\x18", 4 }, "lz4" },
	/* compress(1) */
	{ { "\x1f\x9d", 2 }, "gzip" },
	/* a zip archive: gzip gives its first file */
	{ { "PK\x03\x04", 4 }, "gzip" },
};

const char *
magic_decompressor(struct bytes start)
{
	for (size_t i = 0; i < COUNT_OF(formats); i++)
		if (bytes_start(start, formats[i].magic))
			return formats[i].program;
	return NULL;
}
