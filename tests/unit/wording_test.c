#include "group/wording.h"

#include "check.h"

/* Merges the messages, and returns how many templates are left; `first` has their lines. */
static size_t
together(const char *const *texts, size_t count, bool compare, struct wording *wording)
{
	struct arena *memory = arena_new(1 << 22);
	struct messages messages = { .count = 0 };
	struct messages_options options = { .most = 1000 };
	struct template template = { .count = 0 };
	size_t found;

	for (size_t i = 0; i < count; i++)
		CHECK(messages_add(
		    &messages, bytes_of(texts[i]), (long long)i + 1, &options, memory, &template));
	CHECK(wording_of(wording, &messages, compare, memory));
	found = wording->count;
	for (size_t i = 0; i < found; i++) {
		long long total = 0;

		for (const struct wording_line *line = wording->first[i]; line != NULL;
		     line = line->next)
			total += line->message->count;
		CHECK(total == wording->first[i]->total);
	}
	messages_free(&messages);
	template_free(&template);
	arena_free(memory);
	return found;
}

#define TOGETHER(...) \
	together((const char *const[]){ __VA_ARGS__ }, \
	    sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *), true, \
	    &(struct wording){ .count = 0 })

static void
evidence(void)
{
	/* with five equal words, three different messages are enough */
	CHECK(TOGETHER("aa bb cc dd ee x", "aa bb cc dd ee y") == 2);
	CHECK(TOGETHER("aa bb cc dd ee x", "aa bb cc dd ee y", "aa bb cc dd ee z") == 1);
	/* with four words it takes four, with three five; two words are too few */
	CHECK(TOGETHER("aa bb cc dd x", "aa bb cc dd y", "aa bb cc dd z") == 3);
	CHECK(TOGETHER("aa bb cc dd x", "aa bb cc dd y", "aa bb cc dd z", "aa bb cc dd u") == 1);
	CHECK(TOGETHER("aa bb cc x", "aa bb cc y", "aa bb cc z", "aa bb cc u") == 4);
	CHECK(TOGETHER("aa bb cc x", "aa bb cc y", "aa bb cc z", "aa bb cc u", "aa bb cc v") == 1);
	CHECK(TOGETHER("aa bb x", "aa bb y", "aa bb z", "aa bb u", "aa bb v", "aa bb w") == 6);
	/* punctuation marks and values do not count as words */
	CHECK(TOGETHER("aa bb - 1 x", "aa bb - 1 y", "aa bb - 1 z", "aa bb - 1 u", "aa bb - 1 v") ==
	    5);
}

static void
places(void)
{
	/* at a place where another message has a value */
	CHECK(TOGETHER("aa bb cc 7", "aa bb cc x") == 1);
	CHECK(TOGETHER("aa bb 7", "aa bb x") == 2);
	CHECK(TOGETHER("aa bb cc n=7", "aa bb cc n=x") == 2);
	/* different words at the beginning, and at two places */
	CHECK(TOGETHER("x aa bb cc dd ee", "y aa bb cc dd ee", "z aa bb cc dd ee") == 1);
	CHECK(TOGETHER("aa bb cc dd ee x 1", "aa bb cc dd ee y 1", "aa bb cc dd ee z 1",
		  "aa bb cc dd ee z q") == 1);
	/* not with another number of words, or with blanks at other places */
	CHECK(TOGETHER("aa bb cc dd ee x", "aa bb cc dd ee x x", "aa bb cc dd ee") == 3);
	CHECK(TOGETHER("aa bb cc dd ee x", "aa bb cc dd ee  x", "aa  bb cc dd ee x") == 3);
	CHECK(TOGETHER("aa bb cc dd ee x", "aa bb cc dd ff y", "aa bb cc dd gg z") == 3);
}

static void
not_compared(void)
{
	static const char *const texts[] = { "aa bb cc dd ee x", "aa bb cc dd ee y",
		"aa bb cc dd ee z" };
	struct wording wording;

	CHECK(together(texts, 3, false, &wording) == 3);
}

int
main(void)
{
	evidence();
	places();
	not_compared();
	return check_end();
}
