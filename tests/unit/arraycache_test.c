#include "base/buffer.h"
#include "check.h"
#include "trees.h"
#include "json/arraycache.h"

static struct arena *memory;

static const struct value *
read_with(struct bytes text, struct arraycache *cache)
{
	const char *reason;
	size_t place;

	return json_read_like(text, memory, cache, &reason, &place);
}

/* The text gives the same values with the cache and without. */
static void
read_both(struct bytes text, struct arraycache *cache)
{
	const struct value *known, *plain;

	arena_reset(memory);
	known = read_with(text, cache);
	plain = read_with(text, NULL);
	CHECK((known == NULL) == (plain == NULL));
	if (!CHECK(plain == NULL || trees_agree(known, plain)))
		printf("   %.*s\n", (int)text.len, text.at);
}

/* A record with so many frames: each is `frame`, with its number in place of `#`. */
static void
write_record(struct buffer *out, int count, const char *frame, int first)
{
	struct bytes whole = bytes_of(frame);
	size_t mark = bytes_index(whole, '#');

	buffer_reset(out);
	buffer_append(out, BYTES("{\"type\":\"thread\",\"frames\":["));
	for (int i = 0; i < count; i++) {
		if (i > 0)
			buffer_byte(out, ',');
		buffer_append(out, bytes_first(whole, mark));
		buffer_number(out, first + i);
		buffer_append(out, bytes_from(whole, mark + 1));
	}
	buffer_append(out, BYTES("],\"x\":[1],\"frames2\":[],\"chain\":[{\"frames\":[{}]}]}"));
}

/* Frames of many kinds, each record several times, mixed with shorter and longer ones and other ends. */
static void
same_as_read(void)
{
	static const char *const frames[] = {
		"{\"function\":\"f#\",\"file\":\"/srv/app.py\",\"line\":7}",
		"{\"f\":\"\\u0066\\n#\",\"\":{},\"a\":[],\"o\":{\"p\":[1,[2,{}]]}}",
		"{\"na\\u006de\":#,\"l\":[true,false,null,-1.5e3,\"\\\\\"]}",
		" { \"function\" : \"f#\" , \"locals\" : [ { \"name\" : \"x\" } ] } ",
		"[[[[[[[#]]]]]]]",
		"[[[[[[#]]]]]]",
		"#",
		"\"#\"",
	};
	struct arraycache *cache = arraycache_new(BYTES("frames"));
	struct buffer text = { .at = NULL };

	CHECK(cache != NULL);
	for (int round = 0; round < 4; round++)
		for (size_t i = 0; i < COUNT_OF(frames); i++)
			for (int count = 0; count < 100; count += 1 + count / 5) {
				write_record(&text, count, frames[i], round / 2);
				read_both(buffer_bytes(&text), cache);
				/* if it is cut, it is no record */
				read_both(bytes_first(buffer_bytes(&text), text.len - 60), cache);
			}
	buffer_free(&text);
	arraycache_free(cache);
}

/* An array that came before is found, and has its parts without being read again as JSON. */
static void
found(void)
{
	struct arraycache *cache = arraycache_new(BYTES("frames"));
	struct buffer text = { .at = NULL };
	struct value array = { .name = BYTES("frames") }, other = { .name = BYTES("others") };
	struct bytes at;

	write_record(&text, 20, "{\"function\":\"f#\",\"line\":7}", 0);
	at = bytes_from(buffer_bytes(&text), 26);
	CHECK(bytes_head(at) == '[' && arraycache_find(cache, at, &array, memory) == 0);
	read_both(buffer_bytes(&text), cache);
	CHECK(arraycache_find(cache, at, &other, memory) == 0);
	CHECK(at.at[arraycache_find(cache, at, &array, memory) - 1] == ']');
	CHECK_TEXT(json_text(json_first(&array), "function"), BYTES("f0"));
	CHECK(json_number(json_next(json_first(&array)), "line") == 7);
	/* another end of the record, and a text that is cut before it */
	text.at[26 + 300] ^= 1;
	CHECK(arraycache_find(cache, at, &array, memory) == 0);
	text.at[26 + 300] ^= 1;
	CHECK(arraycache_find(cache, bytes_first(at, 400), &array, memory) == 0);
	CHECK(arraycache_find(cache, at, &array, memory) > 0);
	buffer_free(&text);
	arraycache_free(cache);
}

/* The number of a record's array of frames. */
static uint64_t
number_of(struct bytes text, struct arraycache *cache)
{
	arena_reset(memory);
	return json_number_of(json_member(read_with(text, cache), "frames"));
}

/* Arrays with the same number have the same bytes, whichever cache they are in. */
static void
numbers(void)
{
	struct arraycache *cache = arraycache_new(BYTES("frames")),
			  *others = arraycache_new(BYTES("frames"));
	struct buffer one = { .at = NULL }, other = { .at = NULL };
	uint64_t first, second;

	write_record(&one, 20, "{\"function\":\"f#\",\"line\":7}", 10);
	write_record(&other, 20, "{\"function\":\"f#\",\"line\":8}", 10);
	first = number_of(buffer_bytes(&one), cache);
	second = number_of(buffer_bytes(&other), cache);
	CHECK(first != 0 && second != 0 && first != second);
	CHECK(number_of(buffer_bytes(&one), cache) == first);
	CHECK(number_of(buffer_bytes(&other), cache) == second);
	first = number_of(buffer_bytes(&other), others);
	CHECK(first != 0 && first != second && first != number_of(buffer_bytes(&one), others));
	/* short arrays are just read */
	CHECK(number_of(BYTES("{\"frames\":[]}"), cache) == 0 &&
	    number_of(buffer_bytes(&one), NULL) == 0);
	buffer_free(&one);
	buffer_free(&other);
	arraycache_free(cache);
	arraycache_free(others);
}

/* More arrays than can be kept, none twice, and then one again and again: it is read correctly, and found at last. */
static void
many(void)
{
	struct arraycache *cache = arraycache_new(BYTES("frames"));
	struct buffer text = { .at = NULL };
	struct value array = { .name = BYTES("frames") };
	size_t known = 0;

	for (int i = 0; i < 40000; i++) {
		write_record(&text, 40, "{\"function\":\"#\",\"line\":7}", 1000000 + 50 * i);
		arena_reset(memory);
		if (read_with(buffer_bytes(&text), cache) == NULL)
			CHECK(false);
	}
	read_both(buffer_bytes(&text), cache);
	write_record(&text, 40, "{\"function\":\"#\",\"line\":8}", 0);
	for (int i = 0; i < 100; i++) {
		read_both(buffer_bytes(&text), cache);
		known +=
		    arraycache_find(cache, bytes_from(buffer_bytes(&text), 26), &array, memory) > 0;
	}
	CHECK(known > 10);
	buffer_free(&text);
	arraycache_free(cache);
}

/* If the record's memory is full, it is too large, whether its array is kept or not. */
static void
no_room(void)
{
	struct arraycache *cache = arraycache_new(BYTES("frames"));
	struct arena *small = arena_new(40000);
	struct buffer text = { .at = NULL };
	const char *reason = "";
	size_t place;

	write_record(&text, 500, "{\"function\":\"f#\",\"line\":7}", 0);
	read_both(buffer_bytes(&text), cache);
	CHECK(json_read_like(buffer_bytes(&text), small, cache, &reason, &place) == NULL);
	CHECK(arena_full(small) && bytes_start(bytes_of(reason), BYTES("too large")));
	arena_free(small);
	buffer_free(&text);
	arraycache_free(cache);
}

int
main(void)
{
	memory = arena_new(1 << 26);
	same_as_read();
	found();
	numbers();
	many();
	no_room();
	arena_free(memory);
	return check_end();
}
