#include "check.h"
#include "collect/python/pyname.h"
#include "pyimage.h"

static struct pyimage image;
static uint64_t frame, instance, type, keys;

/* The keys `_target` and `_name` of a dictionary, each with a value beside it, or (step 0) none. */
static void
put_entries(uint64_t at, int step, uint64_t name)
{
	const uint64_t target = pyimage_text(&image, "_target"),
		       key = pyimage_text(&image, "_name");

	pyimage_put(&image, at, target, 8);
	pyimage_put(&image, at + 8, target, 8);
	pyimage_put(&image, at + (uint64_t)step, key, 8);
	pyimage_put(&image, at + (uint64_t)step + 8, name, 8);
}

/* A frame of Thread._bootstrap, whose first variable is the instance; nothing says yet where its members are. */
static void
begin(int version)
{
	pyimage_begin(&image, version);
	type = pyimage_object(&image, 0, 1024);
	(void)pyimage_object(&image, 0, 64); /* what is before an instance */
	instance = pyimage_object(&image, type, 64);
	frame = pyimage_object(&image, PYIMAGE_FRAME_TYPE, 384);
	pyimage_put(&image, frame + image.runtime.layout.frame_locals, instance, 8);
	keys = pyimage_object(&image, 0, 256);
	pyimage_put(&image, keys + 8, version < 311 ? 8 : 3, version < 311 ? 8 : 1);
	pyimage_put(&image, keys + 9, 3, version < 311 ? 0 : 1);
	pyimage_put(&image, keys + 10, 1, version < 311 ? 0 : 1);
	pyimage_put(&image, keys + (version < 311 ? 32 : 24), 2, 8);
}

static uint64_t
dictionary(uint64_t values)
{
	uint64_t made = pyimage_object(&image, 0, 64);

	pyimage_put(&image, made + 32, keys, 8);
	pyimage_put(&image, made + 40, values, 8);
	return made;
}

static uint64_t
two_values(uint64_t name)
{
	uint64_t values = pyimage_object(&image, 0, 64);

	pyimage_put(&image, values + 8, name, 8);
	return values;
}

static void
named(const char *function, const char *file, struct bytes wanted)
{
	const struct elf_source source = { pyimage_read, &image, UINT64_MAX };
	const struct pyobject_code code = { .function = bytes_of(function),
		.file = bytes_of(file) };
	struct pymemory memory;
	struct pyobjects objects = { .memory = &memory,
		.layout = &image.runtime.layout,
		.types = image.runtime.types,
		.texts = arena_new(1 << 20) };

	CHECK(pymemory_open(&memory, &source));
	CHECK_TEXT(pyname_read(&objects, frame, &code), wanted);
	pyobject_free(&objects);
	pymemory_close(&memory);
	arena_free(objects.texts);
}

static void
is_named(struct bytes wanted)
{
	named("Thread._bootstrap", "/usr/lib/python3/threading.py", wanted);
}

/* To 3.10 an instance has a dictionary, whose values may be in an array of their own. */
static void
old_ones(void)
{
	begin(308);
	pyimage_put(&image, type + 288, 16, 8);
	put_entries(keys + 40 + 8 + 8, 24, pyimage_text(&image, "worker"));
	pyimage_put(&image, instance + 16, dictionary(0), 8);
	is_named(BYTES("worker"));
	named("_bootstrap", "threading.py", BYTES("worker"));
	named("_bootstrap_inner", "threading.py", BYTES_NONE);
	named("_bootstrap", "/a/mythreading.py", BYTES_NONE);
	pyimage_put(
	    &image, instance + 16, dictionary(two_values(pyimage_text(&image, "split"))), 8);
	is_named(BYTES("split"));
	pyimage_put(&image, keys + 32, 257, 8);
	is_named(BYTES_NONE);
	pyimage_put(&image, type + 288, UINT64_MAX, 8);
	is_named(BYTES_NONE);
}

/* Since 3.11 it has values alone, or a dictionary before it; the type has the keys. */
static void
new_ones(void)
{
	begin(311);
	pyimage_put(&image, type + 872, keys, 8);
	put_entries(keys + 32 + 8, 16, 0);
	pyimage_put(&image, instance - 32, two_values(pyimage_text(&image, "worker")), 8);
	is_named(BYTES("worker"));
	pyimage_put(&image, instance - 32, two_values(instance), 8); /* no str */
	is_named(BYTES_NONE);
	begin(312);
	pyimage_put(&image, type + 880, keys, 8);
	put_entries(keys + 32 + 8, 16, pyimage_text(&image, "beside"));
	pyimage_put(&image, instance - 24, two_values(pyimage_text(&image, "worker")) - 1, 8);
	is_named(BYTES("worker"));
	pyimage_put(&image, instance - 24, dictionary(0), 8);
	is_named(BYTES("beside"));
	pyimage_put(&image, instance - 24, 0, 8);
	is_named(BYTES_NONE);
}

int
main(void)
{
	old_ones();
	new_ones();
	return check_end();
}
