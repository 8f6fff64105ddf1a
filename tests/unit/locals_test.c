#include "native/gdb/locals.h"

#include "check.h"

/* Lines after a frame, and their locals: `name|value;` each. `x` before a line: it belongs to none. */
static const struct {
	const char *lines[5], *locals;
} cases[] = {
	{ { "        a = 1", "        b = 2" }, "a|1;b|2;" },
	{ { "\ta = 1" }, "a|1;" },
	{ { "    a = 1" }, "a|1;" },
	/* a line indented by less than four blanks is no local */
	{ { "x   a = 1" }, "" },
	{ { "xa = 1" }, "" },
	{ { "x        $1 = 1" }, "" },
	{ { "x        no local" }, "" },
	{ { "        guard variable for x = 1", "        c =" }, "guard variable for x|1;c|;" },
	/* a value goes on: it is indented deeper, or has open braces or quotes */
	{ { "        a = {", "x = 1", "}", "        b = 2" }, "a|{\nx = 1\n};b|2;" },
	{ { "        a = 1", "          b = 2" }, "a|1\n          b = 2;" },
	{ { "        a = 0x1 \"x", "y = 2\"", "        b = 2" }, "a|0x1 \"x\ny = 2\";b|2;" },
	{ { "        a = \"{\"", "        b = '{'" }, "a|\"{\";b|'{';" },
	{ { "        a = 34 '\"'", "        b = '\"'", "        c = 2" }, "a|34 '\"';b|'\"';c|2;" },
	{ { "        a = 1", "x      b = 2" }, "a|1;" },
};

static void
check_case(struct drafts *drafts, size_t n)
{
	struct draft *draft = drafts_begin(drafts);
	struct frame *frame = drafts_add_frame(draft);
	struct locals locals = { .last = NULL };
	char got[200] = "";

	for (size_t i = 0; i < 5 && cases[n].lines[i] != NULL; i++) {
		struct bytes line = bytes_of(cases[n].lines[i]);
		bool foreign =
		    i + 1 == 5 || (cases[n].lines[i + 1] == NULL && bytes_start(line, BYTES("x")));

		if (foreign)
			line = bytes_from(line, 1);
		if (!CHECK(locals_read(&locals, draft, frame, line) == !foreign))
			printf("   %s\n", cases[n].lines[i]);
	}
	for (const struct local *local = frame->locals; local != NULL; local = local->next) {
		size_t used = strlen(got);

		snprintf(got + used, sizeof(got) - used, "%.*s|%.*s;", (int)local->name.len,
		    local->name.at, (int)local->value.len,
		    local->value.len == 0 ? "" : local->value.at);
	}
	CHECK_TEXT(bytes_of(got), bytes_of(cases[n].locals));
	drafts_drop(drafts, draft);
}

int
main(void)
{
	struct drafts *drafts = drafts_new(1 << 20);

	if (!CHECK(drafts != NULL))
		return check_end();
	for (size_t n = 0; n < COUNT_OF(cases); n++)
		check_case(drafts, n);
	drafts_free(drafts);
	return check_end();
}
