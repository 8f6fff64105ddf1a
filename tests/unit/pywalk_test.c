#include "check.h"
#include "collect/futex.h"
#include "pyimage.h"

static const int versions[] = { 308, 309, 310, 311, 312 };

static struct pyimage image;
static uint64_t outer_code, inner_code, outer, inner, thread, other;

/* A thread in inner(), called by outer(), and one that is in no function. */
static void
make(int version)
{
	pyimage_begin(&image, version);
	outer_code = pyimage_code(&image, "outer", "/a.py", 10);
	inner_code = pyimage_code(&image, "inner", "/b.py", 20);
	outer = pyimage_frame(&image, outer_code, 0, true);
	inner = pyimage_frame(&image, inner_code, outer, version < 311);
	thread = pyimage_thread(&image, 0x7f00, 7, inner);
	other = pyimage_thread(&image, 0x7f01, 8, 0);
}

static uint64_t
gil_of(int version)
{
	return version >= 312 ? PYIMAGE_GIL : PYIMAGE_RUNTIME + image.runtime.layout.gil;
}

static bool
walk(struct pywalk *to)
{
	const struct elf_source source = { pyimage_read, &image, UINT64_MAX };

	return pywalk_read(to, &source, &image.runtime, 10, &pyimage_caller);
}

/* Checks the frames of the thread that is in functions. */
static bool
has_frames(struct bytes wanted)
{
	struct pywalk found;
	bool good = walk(&found) && found.count == 2 && found.threads[1].state == thread;

	good = good && found.threads[1].broken == (wanted.len == 0) &&
	    CHECK_TEXT(found.threads[1].frames, wanted);
	pywalk_free(&found);
	return good;
}

static bool
is_broken(void)
{
	return has_frames(BYTES_NONE);
}

static void
threads_and_gil(void)
{
	struct pywalk found;

	for (size_t i = 0; i < COUNT_OF(versions); i++) {
		const uint64_t gil = (make(versions[i]), gil_of(versions[i]));

		CHECK(walk(&found));
		CHECK(found.count == 2 && found.interpreters == 1 && found.gil_count == 1);
		CHECK(found.threads[0].pthread == 0x7f01 && found.threads[1].pthread == 0x7f00);
		CHECK(found.threads[1].inner == (versions[i] >= 311 ? 7 : 0));
		CHECK_TEXT(found.threads[0].frames, BYTES("[]"));
		CHECK(found.gils[0].address == gil && found.gils[0].holder == 0);
		CHECK(pywalk_waits(&found, gil + 31) == 0 && pywalk_waits(&found, gil + 32) == gil);
		CHECK(
		    pywalk_waits(&found, gil + 207) == gil && pywalk_waits(&found, gil + 208) == 0);
		pywalk_free(&found);
		pyimage_lock(&image, gil, thread);
		CHECK(walk(&found) && found.gils[0].holder == thread);
		pywalk_free(&found);
	}
}

static void
frames(void)
{
	for (size_t i = 0; i < COUNT_OF(versions); i++) {
		make(versions[i]);
		CHECK(has_frames(versions[i] < 311
			? BYTES("[{\"function\":\"inner\",\"file\":\"/"
				"b.py\",\"line\":21,\"entry\":true},"
				"{\"function\":\"outer\",\"file\":\"/"
				"a.py\",\"line\":11,\"entry\":true}]")
			: BYTES("[{\"function\":\"inner\",\"file\":\"/b.py\",\"line\":21},"
				"{\"function\":\"outer\",\"file\":\"/"
				"a.py\",\"line\":11,\"entry\":true}]")));
	}
}

/* outer() calls C code, which calls the interpreter again. */
static void
second_call(void)
{
	const struct pylayout *layout = &image.runtime.layout;
	const struct elf_source source = { pyimage_read, &image, UINT64_MAX };
	uint64_t first, second = pyimage_object(&image, 0, 64);

	CHECK(futex_read(&source, thread + layout->control, &first, sizeof(first)));
	pyimage_put(&image, first + layout->current, outer, 8);
	pyimage_put(&image, second + layout->current, inner, 8);
	pyimage_put(&image, second + 16, first, 8);
	pyimage_put(&image, thread + layout->control, second, 8);
}

/* If any part of a stack of frames is wrong, there is no stack. */
static void
wrong_chains(void)
{
	for (size_t i = 0; i < COUNT_OF(versions); i++) {
		const struct pylayout *layout = (make(versions[i]), &image.runtime.layout);
		const uint64_t hostile[] = { inner, 8, inner + 4, UINT64_MAX, PYIMAGE_BASE - 64,
			PYIMAGE_BASE + PYIMAGE_SIZE - 64 };

		for (size_t j = 0; j < COUNT_OF(hostile); j++) {
			make(versions[i]);
			pyimage_put(&image, inner + layout->frame_previous, hostile[j], 8);
			CHECK(is_broken());
		}
		make(versions[i]);
		pyimage_put(&image, inner + layout->frame_code, outer, 8);
		CHECK(is_broken());
		make(versions[i]);
		pyimage_put(&image, inner_code + 8, PYIMAGE_TEXT_TYPE, 8);
		CHECK(is_broken());
		make(versions[i]);
		pyimage_put(&image, inner_code + layout->first_line, UINT32_MAX, 4);
		CHECK(is_broken());
		make(versions[i]);
		if (layout->code == 0)
			pyimage_put(&image, inner + 8, PYIMAGE_CODE_TYPE, 8);
		else
			pyimage_put(
			    &image, inner + layout->frame_place, inner_code + layout->code + 8, 8);
		CHECK(is_broken());
	}
	/* it does not end at a call from C */
	make(311);
	pyimage_put(&image, outer + image.runtime.layout.frame_entry, 0, 1);
	CHECK(is_broken());
	make(312);
	pyimage_put(&image, outer + image.runtime.layout.frame_previous, 0, 8);
	CHECK(is_broken());
	/* a generator's frame without callers yet, though C has called the interpreter twice */
	make(311);
	pyimage_put(&image, inner + image.runtime.layout.frame_entry, 1, 1);
	pyimage_put(&image, inner + image.runtime.layout.frame_owner, 1, 1);
	second_call();
	CHECK(has_frames(
	    BYTES("[{\"function\":\"inner\",\"file\":\"/b.py\",\"line\":21,\"entry\":true},"
		  "{\"function\":\"outer\",\"file\":\"/a.py\",\"line\":11,\"entry\":true}]")));
	pyimage_put(&image, inner + image.runtime.layout.frame_previous, 0, 8);
	CHECK(is_broken());
}

static void
wrong_objects(void)
{
	make(311);
	const uint64_t text = outer_code + 256, lines = outer_code - 64;
	const struct {
		uint64_t at, number;
		size_t size;
	} rows[] = {
		{ text + 8, PYIMAGE_BYTES_TYPE, 8 }, { text + 16, 4097, 8 },
		{ text + 16, UINT64_MAX, 8 }, { text + 32, 1 << 2 | 1 << 6, 4 }, /* not compact */
		{ text + 32, 3 << 2 | 1 << 5, 4 },                               /* of 3 bytes */
		{ text + 32, 2 << 2 | 1 << 5 | 1 << 6, 4 }, /* ASCII, of 2 bytes */
		{ lines + 8, PYIMAGE_TEXT_TYPE, 8 }, { lines + 16, (1 << 20) + 1, 8 },
		{ lines + 16, 2, 8 }, /* the table ends too early */
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		make(311);
		pyimage_put(&image, rows[i].at, rows[i].number, rows[i].size);
		CHECK(is_broken());
	}
}

/* Latin-1, UTF-16 and UTF-32; Python reads a byte that is no UTF-8 as half a surrogate pair. */
static void
wide_texts(void)
{
	static const struct {
		unsigned width;
		struct bytes data;
		const char *wanted;
	} rows[] = {
		{ 1, BYTES_ROW("a\xe4"), "a\xc3\xa4" },
		{ 2, BYTES_ROW("a\0\xac\x20"), "a\xe2\x82\xac" },
		{ 2, BYTES_ROW("a\0\x80\xdc"), "a\xef\xbf\xbd" },
		{ 4, BYTES_ROW("\x0d\xf4\x01\0"), "\xf0\x9f\x90\x8d" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct pywalk found;
		uint64_t text;

		make(311);
		text = outer_code + 256;
		pyimage_put(&image, text + 16, rows[i].data.len / rows[i].width, 8);
		pyimage_put(&image, text + 32, rows[i].width << 2 | 1 << 5, 4);
		memcpy(image.bytes + (text - PYIMAGE_BASE) + image.runtime.layout.text,
		    rows[i].data.at, rows[i].data.len);
		CHECK(walk(&found));
		CHECK(bytes_find(found.threads[1].frames, bytes_of(rows[i].wanted)) != NULL);
		pywalk_free(&found);
	}
}

static void
too_many_threads(void)
{
	struct pywalk found;

	for (size_t i = 0; i < COUNT_OF(versions); i++) {
		make(versions[i]);
		pyimage_put(&image, thread + image.runtime.layout.thread_next, other, 8);
		CHECK(!walk(&found));
		pywalk_free(&found);
		make(versions[i]);
		pyimage_put(&image, image.interpreter + image.runtime.layout.interpreter_next,
		    image.interpreter, 8);
		CHECK(!walk(&found));
		pywalk_free(&found);
	}
}

/* From 3.12 on a thread takes its state when it begins; reading a circle of such states ends. */
static void
state_of_no_thread(void)
{
	struct pywalk found;
	uint64_t state;

	make(312);
	state = pyimage_thread(&image, 0, 0, 0);
	CHECK(walk(&found));
	CHECK(found.count == 2 && found.threads[0].state == other &&
	    found.threads[1].state == thread);
	pywalk_free(&found);
	pyimage_put(&image, state + image.runtime.layout.thread_next, state, 8);
	CHECK(!walk(&found));
	pywalk_free(&found);
}

/* A program whose Python has not begun has no Python threads; if its memory cannot be read, that is unknown. */
static void
no_interpreter(void)
{
	struct pywalk found;

	for (size_t i = 0; i < COUNT_OF(versions); i++) {
		make(versions[i]);
		pyimage_put(&image, PYIMAGE_RUNTIME + image.runtime.layout.interpreters, 0, 8);
		CHECK(walk(&found) && found.count == 0);
		pywalk_free(&found);
		image.runtime.address = PYIMAGE_BASE + PYIMAGE_SIZE;
		CHECK(!walk(&found));
		pywalk_free(&found);
	}
}

/* A deep recursion is not taken for a circle of frames. */
static void
deep(void)
{
	static const struct elf_source source = { pyimage_read, &image, UINT64_MAX };
	struct pywalk found;
	uint64_t frame;

	pyimage_begin(&image, 311);
	inner_code = pyimage_code(&image, "f", "/b.py", 20);
	frame = pyimage_frame(&image, inner_code, 0, true);
	for (int i = 0; i < 300; i++)
		frame = pyimage_frame(&image, inner_code, frame, false);
	thread = pyimage_thread(&image, 0x7f00, 7, frame);
	CHECK(pywalk_read(&found, &source, &image.runtime, 10, &pyimage_caller));
	CHECK(found.threads[0].count == 301 && !found.threads[0].cut && !found.threads[0].broken);
	pywalk_free(&found);
}

/* The callback between two threads, and a thread whose frames are not wanted. */
static bool
call_outer(void *from, struct pywalk_thread *found)
{
	const struct pylayout *layout = &image.runtime.layout;
	const uint64_t *unwanted = from;

	pyimage_put(&image, inner + layout->frame_code, outer_code, 8);
	pyimage_put(&image, inner + layout->frame_place,
	    layout->code == 0 ? 0 : outer_code + layout->code, layout->code == 0 ? 4 : 8);
	return found->state != *unwanted;
}

/* Each thread's memory is read when it is its turn, even if a part was already read for another thread. */
static void
of_now(void)
{
	static const struct elf_source source = { pyimage_read, &image, UINT64_MAX };
	struct pywalk_caller caller = { call_outer, pyimage_after, &other, true };
	struct pywalk found;

	for (size_t i = 0; i < COUNT_OF(versions); i++) {
		make(versions[i]);
		CHECK(pywalk_read(&found, &source, &image.runtime, 10, &caller));
		CHECK(found.count == 2 && found.threads[0].broken && !found.threads[1].broken);
		CHECK(bytes_find(found.threads[1].frames, BYTES("outer")) != NULL);
		CHECK(bytes_find(found.threads[1].frames, BYTES("inner")) == NULL);
		pywalk_free(&found);
	}
}

int
main(void)
{
	threads_and_gil();
	frames();
	wrong_chains();
	wrong_objects();
	wide_texts();
	too_many_threads();
	state_of_no_thread();
	no_interpreter();
	deep();
	of_now();
	return check_end();
}
