#include "collect/python/pyframes.h"

#include "check.h"
#include "pyimage.h"

static struct pyimage image;
static struct arena *texts; /* of the frames that were read */

/* The frames from one on; no bytes: it is no such chain. */
static struct bytes
write_frames(uint64_t innermost, struct pyframes *frames)
{
	static struct elf_source source = { pyimage_read, &image, UINT64_MAX };
	static struct buffer out;
	struct pymemory memory;
	struct pyobjects objects = { .memory = &memory,
		.layout = &image.runtime.layout,
		.types = image.runtime.types,
		.texts = texts };
	bool good;

	buffer_reset(&out);
	CHECK(pymemory_open(&memory, &source));
	good = pyframes_write(&objects, innermost, &out, frames);
	pyobject_free(&objects);
	pymemory_close(&memory);
	return good ? buffer_bytes(&out) : BYTES_NONE;
}

/* f() called g() in Python; a call of C's own began f(), or g(), too. */
static void
chains(int version)
{
	struct pyframes frames;
	uint64_t outer_code, inner_code, outer, inner;
	char wanted[256];

	pyimage_begin(&image, version);
	outer_code = pyimage_code(&image, "f", "/a.py", 10);
	inner_code = pyimage_code(&image, "g", "/b.py", 20);
	CHECK_TEXT(write_frames(0, &frames), BYTES("[]"));
	CHECK(frames.count == 0 && frames.outermost == 0 && !frames.cut);
	for (int begun = 0; begun <= 1; begun++) {
		outer = pyimage_frame(&image, outer_code, 0, true);
		inner = pyimage_frame(&image, inner_code, outer, begun);
		snprintf(wanted, sizeof(wanted),
		    "[{\"function\":\"g\",\"file\":\"/b.py\",\"line\":21%s},"
		    "{\"function\":\"f\",\"file\":\"/a.py\",\"line\":11,\"entry\":true}]",
		    begun == 1 || version < 311 ? ",\"entry\":true" : "");
		CHECK_TEXT(write_frames(inner, &frames), bytes_of(wanted));
		CHECK(frames.count == 2 && frames.outermost == outer && !frames.cut);
		CHECK_TEXT(frames.function.function, BYTES("f"));
		if (version == 311)
			CHECK(frames.entries == (begun == 1 ? 2 : 1));
	}
}

/* The first instruction has not run yet; the last one, and what is behind it. */
static void
places(int version)
{
	struct pyframes frames;
	uint64_t code, frame;
	const struct pylayout *layout;

	if (version < 311)
		return;
	pyimage_begin(&image, version);
	layout = &image.runtime.layout;
	code = pyimage_code(&image, "f", "/a.py", 10);
	frame = pyimage_frame(&image, code, 0, true);
	for (int unit = -1; unit <= 5; unit++) {
		bool inside = unit < 4;
		struct bytes got;

		pyimage_put(&image, frame + layout->frame_place,
		    code + layout->code + (uint64_t)(int64_t)(2 * unit), 8);
		got = write_frames(frame, &frames);
		CHECK((got.len > 0) == inside);
		if (inside)
			CHECK(bytes_find(got,
				  unit < 2 ? BYTES("\"line\":10") : BYTES("\"line\":11")) != NULL);
	}
	/* in the middle of an instruction, and before the code */
	pyimage_put(&image, frame + layout->frame_place, code + layout->code + 1, 8);
	CHECK(write_frames(frame, &frames).len == 0);
	pyimage_put(&image, frame + layout->frame_place, code + layout->code - 4, 8);
	CHECK(write_frames(frame, &frames).len == 0);
}

/* What goes in a circle, ends in the middle, or is no frame. */
static void
wrong(int version)
{
	struct pyframes frames;
	const struct pylayout *layout;
	uint64_t code, outer, inner;

	pyimage_begin(&image, version);
	layout = &image.runtime.layout;
	code = pyimage_code(&image, "f", "/a.py", 10);
	outer = pyimage_frame(&image, code, 0, false);
	/* nobody began it; before 3.11 each frame says that C did */
	CHECK((write_frames(outer, &frames).len == 0) == (version >= 311));
	outer = pyimage_frame(&image, code, 0, true);
	inner = pyimage_frame(&image, code, outer, true);
	CHECK(write_frames(inner, &frames).len > 0);
	CHECK(write_frames(inner + 4, &frames).len == 0);
	CHECK(write_frames(code + 8, &frames).len == 0);
	pyimage_put(&image, inner + layout->frame_previous, inner, 8);
	CHECK(write_frames(inner, &frames).len == 0);
	pyimage_put(&image, inner + layout->frame_previous, PYIMAGE_BASE - 64, 8);
	CHECK(write_frames(inner, &frames).len == 0);
	pyimage_put(&image, inner + layout->frame_previous, 0, 8);
	pyimage_put(&image, inner + layout->frame_code, outer, 8);
	CHECK(write_frames(inner, &frames).len == 0);
}

int
main(void)
{
	static const int versions[] = { 308, 309, 310, 311, 312 };

	texts = arena_new(1 << 20);
	for (size_t i = 0; i < COUNT_OF(versions); i++) {
		chains(versions[i]);
		places(versions[i]);
		wrong(versions[i]);
	}
	arena_free(texts);
	return check_end();
}
