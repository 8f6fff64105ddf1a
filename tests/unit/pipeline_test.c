#include "show/pipeline.h"

#include "check.h"

/* Adds a command of these words; NULL ends them. */
static struct command *
add(struct commands *commands, const char *const *words)
{
	struct command *command = pipeline_add(commands, *words);

	while (command != NULL && *++words != NULL)
		CHECK(pipeline_word(command, *words));
	CHECK(command != NULL);
	return command;
}

#define ADD(commands, ...) add(commands, (const char *const[]){ __VA_ARGS__, NULL })

static void
is(const struct pipeline *pipeline, const char *wanted)
{
	struct buffer said = { .at = NULL };

	pipeline_append(&said, pipeline);
	CHECK_TEXT(buffer_bytes(&said), bytes_of(wanted));
	buffer_free(&said);
}

static void
test_append(void)
{
	struct pipeline pipeline = { .filters = { .first = NULL } };

	ADD(&pipeline.filters, "cat")->unsaid = 0;
	is(&pipeline, "cat");
	ADD(&pipeline.filters, "a", "--b=c,d", "x y", "", "it's", "--silent")->unsaid = 1;
	is(&pipeline, "cat | a --b=c,d 'x y' '' 'it'\\''s'");
	ADD(&pipeline.sources, "one")->piped = true;
	ADD(&pipeline.sources, "two");
	is(&pipeline, "one | two | cat | a --b=c,d 'x y' '' 'it'\\''s'");
	ADD(&pipeline.sources, "three");
	is(&pipeline, "{ one | two; three; } | cat | a --b=c,d 'x y' '' 'it'\\''s'");
	pipeline_free(&pipeline);
}

/* Exit statuses, the best one first. */
static void
test_worse(void)
{
	static const int order[] = { 0, PIPELINE_EMPTY, 3, 1, 2 };

	for (size_t i = 0; i < COUNT_OF(order); i++)
		for (size_t j = 0; j < COUNT_OF(order); j++)
			CHECK(pipeline_worse(order[i], order[j]) == order[i > j ? i : j]);
	CHECK(pipeline_worse(0, 139) == 2 && pipeline_worse(4, 0) == 2);
}

/* Runs `{ printf a; printf b | sed s/b/c/; false; } | grep c`, with the programs of PATH. */
static void
test_run(void)
{
	struct pipeline pipeline = { .sources = { .first = NULL } };
	bool empty = true;

	ADD(&pipeline.sources, "printf", "a\\n");
	ADD(&pipeline.sources, "printf", "b\\n")->piped = true;
	ADD(&pipeline.sources, "sed", "s/b/c/");
	ADD(&pipeline.filters, "grep", "-q", "c");
	CHECK(pipeline_run(&pipeline, &empty) == 0 && !empty);
	ADD(&pipeline.sources, "sh", "-c", "exit 3");
	CHECK(pipeline_run(&pipeline, &empty) == 3);
	ADD(&pipeline.filters, "grep", "-q", "nothing");
	CHECK(pipeline_run(&pipeline, &empty) == 1);
	ADD(&pipeline.sources, "sh", "-c", "kill -TERM $$");
	CHECK(pipeline_run(&pipeline, &empty) == 1); /* the user's, and no fault */
	pipeline_free(&pipeline);
	/* what the filters gave is told beside a worse status of a source */
	pipeline = (struct pipeline){ .sources = { .first = NULL } };
	ADD(&pipeline.sources, "false");
	ADD(&pipeline.filters, "sh", "-c", "cat; exit 100");
	CHECK(pipeline_run(&pipeline, &empty) == 1 && empty);
	pipeline_free(&pipeline);
}

int
main(void)
{
	test_append();
	test_worse();
	test_run();
	return check_end();
}
