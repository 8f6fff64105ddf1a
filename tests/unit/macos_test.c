#include "native/macos.h"

#include "check.h"

/* Frames as Apple's documentation and public reports of versions 6 to 12 have them; NULL and -1: nothing. */
static const struct row {
	const char *line, *module, *address, *function, *file;
	long long level, offset, module_offset, place;
} rows[] = {
	{ "0   libsystem_kernel.dylib        \t       0x7ff53494c3fb __psynch_cvwait + 10",
	    "libsystem_kernel.dylib", "0x7ff53494c3fb", "__psynch_cvwait", NULL, 0, 10, -1, -1 },
	{ "1   loomd                         \t       0x106ff18fb 0x106f8d000 + 51877", "loomd",
	    "0x106ff18fb", NULL, NULL, 1, -1, 51877, -1 },
	{ "2   ???                             0x0000000031c07a28 0x0 + 0", NULL,
	    "0x0000000031c07a28", NULL, NULL, 2, -1, -1, -1 },
	{ "2   ???                           \t               0x0 ???", NULL, "0x0", NULL, NULL, 2,
	    -1, -1, -1 },
	{ "3   loomd                           0x00000001000bd001 main (main.m:22)", "loomd",
	    "0x00000001000bd001", "main", "main.m", 3, -1, -1, 22 },
	{ "3   loomd                           0x00000001000bd001 main + 64 (main.m:22)", "loomd",
	    "0x00000001000bd001", "main", "main.m", 3, 64, -1, 22 },
	{ "4   libc++abi.dylib                 0x00007fff5f095003 safe_call(void (*)()) + 19",
	    "libc++abi.dylib", "0x00007fff5f095003", "safe_call(void (*)())", NULL, 4, 19, -1, -1 },
	{ "15  Loom Helper (GPU)               0x00007fff5f095003 -[Reel wind:] + 7",
	    "Loom Helper (GPU)", "0x00007fff5f095003", "-[Reel wind:]", NULL, 15, 7, -1, -1 },
};

static void
check_row(const struct row *row)
{
	struct frame frame;

	if (!CHECK(macos_parse(bytes_of(row->line), &frame)))
		return;
	CHECK_TEXT(frame.module, bytes_of(row->module));
	CHECK_TEXT(frame.address, bytes_of(row->address));
	CHECK_TEXT(frame.function, bytes_of(row->function));
	CHECK_TEXT(frame.file, bytes_of(row->file));
	CHECK(frame.level == row->level);
	CHECK(frame.offset == row->offset);
	CHECK(frame.module_offset == row->module_offset);
	CHECK(frame.line == row->place);
}

int
main(void)
{
	static const char *const others[] = { "", "0", "0x0", "Thread 0:", "0   loomd",
		"1 0x10 main", "3   loomd  0x main + 1", "12:00:01 loomd 0x10" };
	struct frame frame;

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check_row(&rows[i]);
	for (size_t i = 0; i < COUNT_OF(others); i++)
		CHECK(!macos_parse(bytes_of(others[i]), &frame));
	return check_end();
}
