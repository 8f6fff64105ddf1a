#include "base/hash.h"

#include "check.h"

int
main(void)
{
	size_t same = 0;

	CHECK(hash_bytes(BYTES("a")) == hash_bytes(BYTES("a")));
	CHECK(hash_bytes(BYTES("a")) != hash_bytes(BYTES("b")));
	CHECK(hash_bytes(BYTES("")) != hash_bytes((struct bytes){ "\0", 1 }));
	/* numbers that differ in high bits alone differ in low ones, by which tables find their places */
	for (uint64_t i = 1; i <= 1000; i++)
		same += (hash_number(i << 40) & 0xFFFF) == (hash_number((i + 1) << 40) & 0xFFFF);
	CHECK(same < 5);
	return check_end();
}
