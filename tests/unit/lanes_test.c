#include "base/lanes.h"

#include "check.h"

/* Each lane by itself, counted by a loop over the bytes. */
static void
check_lanes(const char bytes[LANES], char wanted)
{
	char copy[LANES];
	size_t first = 0;
	lanes loaded = lanes_load(bytes), hits = loaded == lanes_of(wanted);

	while (first < LANES && bytes[first] != wanted)
		first++;
	CHECK(lanes_first(hits) == first);
	CHECK(lanes_any(hits) == (first < LANES));
	lanes_store(copy, loaded);
	CHECK(memcmp(copy, bytes, LANES) == 0);
}

int
main(void)
{
	char bytes[LANES];

	for (size_t i = 0; i <= LANES; i++)
		for (size_t j = i; j <= LANES; j++) {
			memset(bytes, 'a', LANES);
			if (i < LANES)
				bytes[i] = '\xff';
			if (j < LANES)
				bytes[j] = '\xff';
			check_lanes(bytes, '\xff');
			check_lanes(bytes, 'a');
			check_lanes(bytes, '\0');
		}
	for (size_t i = 0; i < sizeof(unsigned long long); i++) {
		unsigned long long eight = 0;

		((unsigned char *)&eight)[i] = 0x80;
		((unsigned char *)&eight)[sizeof(eight) - 1] = 0x80;
		CHECK(lanes_first_of_eight(eight) == i);
	}
	return check_end();
}
