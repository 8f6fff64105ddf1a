#include "group/entry.h"

#include "check.h"

static struct arena *memory;

/* The entry of messages that become one template: its text, and behind it the values of each star, `; a 2, b 1`. */
static void
is(const char *const *texts, const char *wanted)
{
	struct messages messages = { .count = 0 };
	struct messages_options options = { .most = 100 };
	struct template template = { .count = 0 };
	struct entry entry = { .text = { .at = NULL } };
	struct buffer said = { .at = NULL };
	struct wording wording;

	for (; *texts != NULL; texts++)
		CHECK(messages_add(&messages, bytes_of(*texts), -1, &options, memory, &template));
	CHECK(wording_of(&wording, &messages, true, memory));
	CHECK(wording.count == 1);
	entry_make(&entry, wording.first[0], memory);
	buffer_append(&said, buffer_bytes(&entry.text));
	for (size_t i = 0; i < entry.star_count; i++) {
		buffer_append(&said, entry.stars[i].many ? BYTES("; many") : BYTES("; "));
		for (size_t n = 0; n < entry.stars[i].count; n++) {
			buffer_append(&said, n > 0 ? BYTES(", ") : BYTES_NONE);
			buffer_append(&said, entry.stars[i].values[n].text);
			buffer_byte(&said, ' ');
			buffer_number(&said, entry.stars[i].values[n].count);
		}
	}
	CHECK_TEXT(buffer_bytes(&said), bytes_of(wanted));
	buffer_free(&said);
	buffer_free(&entry.text);
	template_free(&template);
	messages_free(&messages);
}

#define IS(wanted, ...) is((const char *const[]){ __VA_ARGS__, NULL }, wanted)

int
main(void)
{
	memory = arena_new(1 << 22);
	/* values that never varied stand there, the others as stars: the most frequent first */
	IS("a 1 b 2", "a 1 b 2", "a 1 b 2");
	IS("a * b 2; 1 2, 3 1", "a 1 b 2", "a 3 b 2", "a 1 b 2");
	IS("a * b *; 1 1, 3 1; 2 1, 4 1", "a 1 b 2", "a 3 b 4");
	IS("no 'x' here", "no 'x' here");
	IS("a *; many", "a 1", "a 2", "a 3", "a 4", "a 5", "a 6");
	/* words that vary, up to marks that they have in common */
	IS("cannot open the first file *.c; one 1, three 1, two 1",
	    "cannot open the first file one.c", "cannot open the first file two.c",
	    "cannot open the first file three.c");
	IS("one two three four five key=*, x; aa 1, bb 1, cc 1",
	    "one two three four five key=aa, x", "one two three four five key=bb, x",
	    "one two three four five key=cc, x");
	/* a word beside a value in the same place */
	IS("one two three *; 7 1, x 1", "one two three 7", "one two three x");
	/* a value in a word that all have, of several lines */
	IS("from host 10.0.0.1 came the word *; aa 2, bb 1, cc 1",
	    "from host 10.0.0.1 came the word aa", "from host 10.0.0.1 came the word aa",
	    "from host 10.0.0.1 came the word bb", "from host 10.0.0.1 came the word cc");
	IS("from host * came the word *; 10.0.0.1 2, 10.0.0.2 1; aa 1, bb 1, cc 1",
	    "from host 10.0.0.1 came the word aa", "from host 10.0.0.2 came the word bb",
	    "from host 10.0.0.1 came the word cc");
	arena_free(memory);
	return check_end();
}
