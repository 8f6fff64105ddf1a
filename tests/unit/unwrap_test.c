#include "pylog/carrier/unwrap.h"

#include "check.h"

static unsigned long long
key(const char *object)
{
	struct arena *memory = arena_new(1 << 20);
	struct unwrapped unwrapped = { .key = 0 };

	CHECK(memory != NULL && unwrap_json(bytes_of(object), memory, &unwrapped));
	CHECK(unwrapped.has_line);
	arena_free(memory);
	return unwrapped.key;
}

/* Two objects, and whether their lines are of one owner. */
static const struct row {
	const char *a, *b;
	bool same;
} rows[] = {
	{ "{\"log\":\"a\"}", "{\"log\":\"b\"}", true },
	{ "{\"log\":\"a\",\"pod\":\"p\"}", "{\"log\":\"b\",\"pod\":\"p\"}", true },
	{ "{\"log\":\"a\",\"pod\":\"p\"}", "{\"log\":\"a\",\"pod\":\"q\"}", false },
	{ "{\"log\":\"a\",\"pod\":1}", "{\"log\":\"a\",\"pod\":2}", false },
	{ "{\"log\":\"a\",\"pod\":\"p\"}", "{\"log\":\"a\",\"app\":\"p\"}", false },
	{ "{\"log\":\"a\",\"k\":{\"pod\":\"p\"}}", "{\"log\":\"a\",\"k\":{\"pod\":\"q\"}}", false },
	{ "{\"log\":\"a\",\"k\":{},\"pod\":1}", "{\"log\":\"a\",\"k\":{\"pod\":1}}", false },
	/* what changes from line to line, by its name */
	{ "{\"log\":\"a\",\"time\":1}", "{\"log\":\"a\",\"time\":2}", true },
	{ "{\"log\":\"a\",\"@timestamp\":1}", "{\"log\":\"a\",\"@timestamp\":2}", true },
	{ "{\"log\":\"a\",\"insertId\":1}", "{\"log\":\"a\",\"insertId\":2}", true },
	{ "{\"log\":\"a\",\"INSERT-ID\":1}", "{\"log\":\"a\",\"INSERT-ID\":2}", true },
	{ "{\"log\":\"a\",\"_id\":1}", "{\"log\":\"a\",\"_id\":2}", true },
	{ "{\"log\":\"a\",\"pod_id\":1}", "{\"log\":\"a\",\"pod_id\":2}", false },
	{ "{\"log\":\"a\",\"timer\":1}", "{\"log\":\"a\",\"timer\":2}", false },
	/* what quotes the line */
	{ "{\"log\":\"a b\",\"was\":\"x: a b\"}", "{\"log\":\"c d\\n\",\"was\":\"x: c d\"}", true },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		unsigned long long a = key(rows[i].a), b = key(rows[i].b);

		CHECK(a != 0 && b != 0);
		if (!CHECK((a == b) == rows[i].same))
			printf("   %s %s\n", rows[i].a, rows[i].b);
	}
	return check_end();
}
