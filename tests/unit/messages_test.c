#include "group/messages.h"

#include "group/templates.h"
#include "record.h"

static struct arena *memory;
static struct template template;

static void
add(struct messages *to, const struct messages_options *options, const char *text)
{
	CHECK(messages_add(to, bytes_of(text), 7, options, memory, &template));
}

/* The array of a group's templates, in the arena. */
static struct bytes
written(const struct messages *messages, const struct messages_options *options)
{
	struct buffer out = { .at = NULL };
	struct bytes text;

	templates_write(messages, options, memory, &out);
	text = arena_copy(memory, buffer_bytes(&out));
	buffer_free(&out);
	return text;
}

/* What stood in the place of a value, `a 2, b 1`; or `many`. */
static void
stood(const struct message *message, size_t value, const char *wanted)
{
	struct place place = messages_place(message, value, memory);
	char said[300] = "";
	size_t length = 0;

	for (size_t i = 0; i < place.count; i++)
		length += (size_t)snprintf(said + length, sizeof(said) - length, "%s%.*s %lld",
		    i > 0 ? ", " : "", (int)place.values[i].text.len, place.values[i].text.at,
		    place.values[i].count);
	CHECK_TEXT(place.many ? BYTES("many") : bytes_of(said), bytes_of(wanted));
}

static void
test_values(void)
{
	struct messages_options options = { .most = 3 };
	struct messages messages = { .count = 0 };
	const struct message *first;
	char text[50];

	add(&messages, &options, "user 17 of 3");
	first = &messages.list[0];
	CHECK(first->value_count == 2 && first->places == NULL && first->line == 7);
	CHECK_TEXT(messages_value(first, 0), BYTES("17"));
	stood(first, 0, "17 1");
	add(&messages, &options, "user 17 of 3");
	CHECK(!messages_varies(first, 0));
	add(&messages, &options, "user 42 of 3");
	CHECK(messages.count == 1 && first->count == 3);
	CHECK(messages_varies(first, 0) && !messages_varies(first, 1));
	stood(first, 0, "17 2, 42 1");
	stood(first, 1, "3 3");
	CHECK_TEXT(first->example, BYTES("user 17 of 3"));
	for (int i = 50; i < 53; i++) {
		snprintf(text, sizeof(text), "user %d of 3", i);
		add(&messages, &options, text);
	}
	stood(first, 0, "17 2, 42 1, 50 1, 51 1, 52 1");
	add(&messages, &options, "user 53 of 3"); /* PLACE_FEW are listed */
	stood(first, 0, "many");
	add(&messages, &options, "other");
	add(&messages, &options, "third");
	add(&messages, &options, "fourth");
	add(&messages, &options, "fourth");
	CHECK(messages.count == 3 && messages.more == 2);
	messages_free(&messages);
}

static void
test_exact(void)
{
	struct messages_options options = { .exact = true, .most = 9 };
	struct messages messages = { .count = 0 };

	add(&messages, &options, "user 17");
	add(&messages, &options, "user 42");
	add(&messages, &options, "user 17");
	CHECK(messages.count == 2 && messages.list[0].count == 2 &&
	    messages.list[0].value_count == 0);
	messages_free(&messages);
}

/* Adds the messages as a group has them that was written before. */
static void
add_written(struct messages *to, const struct messages_options *options, struct bytes array)
{
	struct buffer line = { .at = NULL };

	buffer_append(&line, BYTES("{\"messages\":"));
	buffer_append(&line, array);
	buffer_append(&line, BYTES("}"));
	buffer_byte(&line, '\0');
	CHECK(messages_add_group(to, value_of(arena_copy(memory, buffer_bytes(&line)).at, memory),
	    options, memory, &template));
	buffer_free(&line);
}

/* Two groups of parts give the group of the whole, wherever these are parted. */
static void
test_parts(void)
{
	static const char *const texts[] = { "cannot open the file 'a' now", "user 17 of 3",
		"user 17 of 3", "cannot open the file 'b' now", "cannot open the port 'b' now",
		"user 42 of 3", "cannot open the door 'b' now", "a * here", "user 17 of 4",
		"a * here" };
	struct messages_options options = { .most = 100 };

	for (size_t cut = 0; cut <= COUNT_OF(texts); cut++) {
		struct messages whole = { .count = 0 },
				parts[2] = { { .count = 0 }, { .count = 0 } };
		struct messages sum = { .count = 0 };

		for (size_t i = 0; i < COUNT_OF(texts); i++) {
			add(&whole, &options, texts[i]);
			add(&parts[i >= cut], &options, texts[i]);
		}
		for (size_t i = 0; i < 2; i++)
			if (parts[i].count > 0)
				add_written(&sum, &options, written(&parts[i], &options));
		CHECK_TEXT(written(&sum, &options), written(&whole, &options));
		messages_free(&whole);
		messages_free(&parts[0]);
		messages_free(&parts[1]);
		messages_free(&sum);
	}
}

/* A group may lack what its template was made of, or have other counts than these: then its stars are of many values. */
static void
test_groups(void)
{
	struct messages_options options = { .most = 100 };
	struct messages messages = { .count = 0 };

	add_written(&messages, &options, BYTES("[{\"template\":\"user * of 3\",\"count\":4}]"));
	CHECK(messages.count == 1 && messages.list[0].count == 4 && messages.list[0].stars);
	stood(&messages.list[0], 0, "many");
	stood(&messages.list[0], 1, "3 4");
	add(&messages, &options,
	    "user 17 of 3"); /* a record's star is no value, but a group's is */
	CHECK(messages.count == 1 && messages.list[0].count == 5);
	CHECK(messages_add_group(
	    &messages, value_of("{\"messages_more\":9}", memory), &options, memory, &template));
	CHECK(messages.more == 9);
	messages_free(&messages);
	add_written(&messages, &options,
	    BYTES("[{\"template\":\"user *\",\"count\":3,\"masked\":[{\"message\":\"user "
		  "1\",\"varies\":[1]}],"
		  "\"values\":[{\"star\":1,\"value\":\"1\",\"count\":1},{\"star\":1,\"value\":"
		  "\"2\",\"count\":1}]}]"));
	stood(&messages.list[0], 0, "many");
	messages_free(&messages);
	add_written(
	    &messages, &options, BYTES("[{\"template\":\"x\",\"count\":0},{\"template\":\"y\"}]"));
	CHECK(messages.count == 0 && messages.more == 0);
	messages_free(&messages);
}

int
main(void)
{
	memory = arena_new(1 << 24);
	test_values();
	test_exact();
	test_parts();
	test_groups();
	template_free(&template);
	arena_free(memory);
	return check_end();
}
