/* Core files: whatever the bytes, what is said of them is text, and is read from inside of them. */
#include "collect/corefile.h"
#include "fuzz.h"

#include <stdlib.h>

void
fuzz_one(const uint8_t *data, size_t size)
{
	/* a copy of its own size, so that a byte read past its end is noticed */
	char *image = malloc(size == 0 ? 1 : size);
	struct corefile core;

	if (image == NULL)
		return;
	memcpy(image, data, size);
	corefile_parse((struct bytes){ image, size }, &core);
	if (strlen(core.exe) >= sizeof(core.exe) || strlen(core.build_id) % 2 != 0 ||
	    strspn(core.build_id, "0123456789abcdef") != strlen(core.build_id))
		abort();
	free(image);
}
