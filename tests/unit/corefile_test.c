#include "check.h"
#include "collect/corefile.h"

/* Files put together byte by byte after the ELF specification: tests/fuzz/corpus/corefile. */
static struct corefile
parsed(const char *name)
{
	static char image[8192];
	char path[256];
	struct corefile core = { .error = -1 };
	FILE *file;

	snprintf(path, sizeof(path), "tests/fuzz/corpus/corefile/%s", name);
	file = fopen(path, "rb");
	if (CHECK(file != NULL)) {
		corefile_parse(
		    (struct bytes){ image, fread(image, 1, sizeof(image), file) }, &core);
		fclose(file);
	}
	return core;
}

static void
programs(void)
{
	static const char *const good[] = { "wide", "narrow", "no-files" };

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		struct corefile core = parsed(good[i]);

		CHECK(core.readable);
		CHECK_TEXT(bytes_of(core.exe), BYTES("/usr/bin/oven"));
		/* without a list of the files that were mapped, nothing says where it begins */
		CHECK_TEXT(bytes_of(core.build_id),
		    i == 2 ? BYTES("") : BYTES("000102030405060708090a0b0c0d0e0f10111213"));
	}
}

static void
rubbish(void)
{
	CHECK(!parsed("header-only").readable);
	CHECK(parsed("cut").readable);
	CHECK_TEXT(bytes_of(parsed("cut").build_id), BYTES(""));
	CHECK_TEXT(bytes_of(parsed("many-files").build_id), BYTES(""));
}

int
main(void)
{
	programs();
	rubbish();
	return check_end();
}
