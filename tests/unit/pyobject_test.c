#include "check.h"
#include "pyimage.h"

static struct pyimage image;
static struct pymemory memory;
static struct pyobjects objects;

/* Reads anew what the image has now. */
static void
begin(int version)
{
	static struct elf_source source = { pyimage_read, &image, UINT64_MAX };

	pyimage_begin(&image, version);
	CHECK(pymemory_open(&memory, &source));
	objects = (struct pyobjects){ .memory = &memory,
		.layout = &image.runtime.layout,
		.types = image.runtime.types,
		.texts = arena_new(1 << 20) };
}

static void
end(void)
{
	pyobject_free(&objects);
	arena_free(objects.texts);
	pymemory_close(&memory);
}

/* A str of characters of that width, as Include/cpython/unicodeobject.h has it: compact, not of ASCII alone. */
static uint64_t
put_text(const void *characters, size_t width, size_t count)
{
	uint64_t address = pyimage_object(&image, PYIMAGE_TEXT_TYPE, 96 + width * count);

	pyimage_put(&image, address + 16, count, 8);
	pyimage_put(&image, address + 32, width << 2 | 1 << 5, 4);
	memcpy(image.bytes + (address - PYIMAGE_BASE) + image.runtime.layout.text, characters,
	    width * count);
	return address;
}

static void
check_text_of(uint64_t address, const char *wanted)
{
	struct bytes text;
	bool good = pyobject_text(&objects, address, &text);

	CHECK(good == (wanted != NULL));
	if (good && wanted != NULL)
		CHECK_TEXT(text, bytes_of(wanted));
}

/* The three widths that PEP 393 has. */
static void
texts(int version)
{
	static const uint8_t latin[] = { 'a', 0xe4, 0xff };
	static const uint16_t two[] = { 'a', 0x20ac, 0xdc80 };
	static const uint32_t four[] = { 0x1f600, 0x10ffff }, beyond[] = { 0x110000 };
	uint64_t ascii, one, half, full, wrong, odd, other, large;

	begin(version);
	ascii = pyimage_text(&image, "it is ASCII");
	one = put_text(latin, 1, 3);
	half = put_text(two, 2, 3);
	full = put_text(four, 4, 2);
	wrong = put_text(beyond, 4, 1);
	odd = put_text(latin, 1, 3);
	pyimage_put(&image, odd + 32, 3 << 2 | 1 << 5, 4); /* no width of a str */
	other = pyimage_object(&image, PYIMAGE_BYTES_TYPE, 96);
	large = put_text(latin, 1, 3);
	pyimage_put(&image, large + 16, 4097, 8);
	check_text_of(ascii, "it is ASCII");
	check_text_of(one, "a\xc3\xa4\xc3\xbf");
	/* a byte that is no UTF-8: PEP 383 */
	check_text_of(half, "a\xe2\x82\xac\xef\xbf\xbd");
	check_text_of(full, "\xf0\x9f\x98\x80\xf4\x8f\xbf\xbf");
	check_text_of(wrong, NULL);
	check_text_of(odd, NULL);
	check_text_of(other, NULL);
	check_text_of(large, NULL);
	check_text_of(ascii + 4, NULL);
	check_text_of(0, NULL);
	check_text_of(PYIMAGE_BASE - 4096, NULL);
	end();
	/* its characters are elsewhere */
	begin(version);
	ascii = pyimage_text(&image, "it is ASCII");
	pyimage_put(&image, ascii + 32, 1 << 2 | 1 << 6, 4);
	check_text_of(ascii, NULL);
	end();
	/* ASCII has one byte a character */
	begin(version);
	ascii = pyimage_text(&image, "it is ASCII");
	pyimage_put(&image, ascii + 32, 2 << 2 | 1 << 5 | 1 << 6, 4);
	check_text_of(ascii, NULL);
	end();
	begin(version);
	check_text_of(pyimage_text(&image, ""), "");
	end();
}

static void
codes(int version)
{
	const struct pyobject_code *code;
	uint64_t address, negative, nameless, other, tableless, empty;

	begin(version);
	address = pyimage_code(&image, "f", "/a.py", 7);
	negative = pyimage_code(&image, "f", "/a.py", -1);
	nameless = pyimage_code(&image, "f", "/a.py", 7);
	pyimage_put(&image, nameless + image.runtime.layout.name, 0, 8);
	other = pyimage_text(&image, "f");
	tableless = pyimage_code(&image, "f", "/a.py", 7);
	pyimage_put(&image, tableless + image.runtime.layout.lines_table, other, 8);
	empty = pyimage_code(&image, "f", "/a.py", 7);
	pyimage_put(&image, empty + 16, 0, 8);
	code = pyobject_code(&objects, address);
	if (CHECK(code != NULL)) {
		CHECK(code->address == address && code->first_line == 7);
		CHECK_TEXT(code->function, BYTES("f"));
		CHECK_TEXT(code->file, BYTES("/a.py"));
		CHECK(code->lines.len > 0 && code->units == (version >= 311 ? 4 : 0));
	}
	CHECK(pyobject_code(&objects, negative) == NULL);
	CHECK(pyobject_code(&objects, nameless) == NULL);
	CHECK(pyobject_code(&objects, other) == NULL);
	CHECK(pyobject_code(&objects, tableless) == NULL);
	CHECK((pyobject_code(&objects, empty) == NULL) == (version >= 311));
	CHECK(pyobject_code(&objects, 0) == NULL);
	/* what was read is kept, whatever is in memory now */
	pyimage_put(&image, address + 8, 0, 8);
	code = pyobject_code(&objects, address);
	CHECK(code != NULL && code->first_line == 7 && objects.count == (version >= 311 ? 1 : 2));
	end();
}

int
main(void)
{
	static const int versions[] = { 308, 310, 311, 312 };

	for (size_t i = 0; i < COUNT_OF(versions); i++) {
		texts(versions[i]);
		codes(versions[i]);
	}
	begin(312);
	CHECK(pyobject_is(&objects, pyimage_text(&image, "a"), PYIMAGE_TEXT_TYPE));
	CHECK(!pyobject_is(&objects, pyimage_text(&image, "a"), PYIMAGE_BYTES_TYPE));
	CHECK(!pyobject_is(&objects, pyimage_text(&image, "a") + 1, PYIMAGE_TEXT_TYPE));
	end();
	return check_end();
}
