#include "base/magic.h"

#include "check.h"

static struct bytes
program_of(struct bytes start)
{
	return bytes_of(magic_decompressor(start));
}

/* The first bytes of files that the programs themselves wrote. */
int
main(void)
{
	CHECK_TEXT(program_of(BYTES("\x1f\x8b\x08\0\0\0")), BYTES("gzip"));
	CHECK_TEXT(program_of(BYTES("\xfd"
				    "7zXZ\0")),
	    BYTES("xz"));
	CHECK_TEXT(program_of(BYTES("\x28\xb5\x2f\xfd\x04\x58")), BYTES("zstd"));
	CHECK_TEXT(program_of(BYTES("BZh91A")), BYTES("bzip2"));
	CHECK_TEXT(program_of(BYTES("\x04\x22\x4d\x18\x64\x40")), BYTES("lz4"));
	CHECK_TEXT(program_of(BYTES("\x1f\x9d\x90\x78\0\0")), BYTES("gzip"));
	CHECK_TEXT(program_of(BYTES("PK\x03\x04\x14\0")), BYTES("gzip"));
	CHECK(magic_decompressor(BYTES("PK\x05\x06\0\0")) == NULL);
	CHECK(magic_decompressor(BYTES("Thread 1")) == NULL);
	CHECK(magic_decompressor(BYTES("")) == NULL);
	CHECK(magic_decompressor(BYTES("\x1f")) == NULL);
	CHECK(magic_decompressor(BYTES("\xfd"
				       "7zX")) == NULL);
	return check_end();
}
