#include "pylog/traceback/brackets.h"

#include "check.h"

static struct brackets
read_all(struct bytes text)
{
	struct brackets brackets = { .depth = 0 };

	brackets_read(&brackets, text);
	return brackets;
}

/* By Python's rules: what is in quotes, escaped, or behind a `#` opens nothing. */
static void
test_rules(void)
{
	static const struct {
		const char *text;
		int depth;
		char quote;
	} rows[] = {
		{ "", 0, 0 },
		{ "f(a, [1", 2, 0 },
		{ "f(a, [1])", 0, 0 },
		{ "{([", 3, 0 },
		{ "])}", -3, 0 },
		{ "x = 'a", 0, '\'' },
		{ "x = \"it's", 0, '"' },
		{ "f(')', ", 1, 0 },
		{ "x = '(' + \"it's\"", 0, 0 },
		{ "'\\'", 0, '\'' },
		{ "f('\\'')", 0, 0 },
		{ "'\\\\'", 0, 0 },
		{ "f()  # don't (", 0, 0 },
		{ "f(a,  # 1)\n", 1, 0 },
		{ "f(a,  # 1)\n)", 0, 0 },
		{ "f('#', ", 1, 0 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct brackets brackets = read_all(bytes_of(rows[i].text));

		if (!CHECK(brackets.depth == rows[i].depth && brackets.quote == rows[i].quote))
			printf("   %s\n", rows[i].text);
	}
}

/* Wherever a text is cut, its second half read behind the first says what the whole says. */
static void
test_halves(void)
{
	static const struct bytes text = BYTES_ROW("f('\\'(', \"\\\\\", # it's (\n [1, {'#': (");

	for (size_t cut = 0; cut <= text.len; cut++) {
		struct brackets half = read_all(bytes_first(text, cut)), whole = read_all(text);

		brackets_read(&half, text);
		CHECK(half.depth == whole.depth && half.depth == 4 && half.quote == 0);
		CHECK(half.read.at == text.at && half.read.len == text.len);
	}
}

/* Another text, or a shorter one, is read anew. */
static void
test_other(void)
{
	static const struct bytes text = BYTES_ROW("f(a, [1");
	struct brackets brackets = read_all(text);

	brackets_read(&brackets, bytes_first(text, 3));
	CHECK(brackets.depth == 1);
	brackets_read(&brackets, BYTES("g([{"));
	CHECK(brackets.depth == 3);
	brackets_read(&brackets, BYTES_NONE);
	CHECK(brackets.depth == 0);
}

/* What is joined may move in memory: what was read stays read. */
static void
test_join(void)
{
	struct arena *arena = arena_new(1 << 20);
	struct brackets brackets = { .depth = 0 };
	struct bytes text = arena_copy(arena, BYTES("f("));

	CHECK(arena != NULL);
	for (int i = 0; i < 1000; i++) {
		brackets_read(&brackets, text);
		CHECK(brackets.depth == i + 1);
		(void)arena_copy(arena, BYTES("between"));
		text = brackets_join(&brackets, arena, text, BYTES("g("));
		CHECK(brackets.read.at == text.at && brackets.read.len + 2 == text.len);
	}
	/* one that was not read is not known */
	text = brackets_join(&brackets, arena, arena_copy(arena, BYTES("(((")), BYTES(")"));
	brackets_read(&brackets, text);
	CHECK(brackets.depth == 2);
	arena_free(arena);
}

int
main(void)
{
	test_rules();
	test_halves();
	test_other();
	test_join();
	return check_end();
}
