#include "native/gdb/localline.h"

#include "check.h"

/* Checks what kind of line it is. */
enum { OTHER = 0, PLAIN = 1, ESCAPED = 2, BRACED = 4 };

static const struct {
	const char *line;
	int is;
	const char *name;
} cases[] = {
	{ "        rv = 0", PLAIN, "rv" },
	{ "        n = 1", PLAIN, "n" },
	{ "        _tmp1 = <optimized out>", PLAIN, "_tmp1" },
	{ "        a_name_of_more_than_sixteen_bytes = 1", PLAIN,
	    "a_name_of_more_than_sixteen_bytes" },
	{ "        i = 0x7f08c386bbc4 and some more text to fill the line", PLAIN, "i" },
	{ "        uri = 0x550f414c343c \"/images\"", ESCAPED, "uri" },
	{ "        c = 92 '\\\\'", ESCAPED, "c" },
	{ "        s = {a = 1, b = 2}", BRACED, "s" },
	{ "        s = {a = \"x\"}", ESCAPED | BRACED, "s" },
	/* the byte that decides is the last one, the first of a lane, or in a short line */
	{ "        x = 012345678901234567890\"", ESCAPED, "x" },
	{ "        x = 0123456789012\"45", ESCAPED, "x" },
	{ "        x = \\", ESCAPED, "x" },
	{ "        x = {", BRACED, "x" },
	/* frames go on with these words */
	{ "        at = 1", OTHER, NULL },
	{ "        from = 1", OTHER, NULL },
	{ "        atx = 1", PLAIN, "atx" },
	/* indented differently, without name or value, not printable */
	{ "       a = 1", OTHER, NULL },
	{ "         a = 1", OTHER, NULL },
	{ "\ta = 1", OTHER, NULL },
	{ "        $1 = 1", OTHER, NULL },
	{ "        Process = 1", OTHER, NULL },
	{ "        guard variable for x = 1", OTHER, NULL },
	{ "        a =", OTHER, NULL },
	{ "        a = ", OTHER, NULL },
	{ "        a =1", OTHER, NULL },
	{ "        a", OTHER, NULL },
	{ "        ", OTHER, NULL },
	{ "", OTHER, NULL },
	{ "        a = \t1", OTHER, NULL },
	{ "        a = 01234567890123456789\033", OTHER, NULL },
	{ "        a = 0123\r", OTHER, NULL },
	{ "        a = \xC3\xA4", OTHER, NULL },
};

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct localline local;
		struct bytes line = bytes_of(cases[i].line);
		bool is = localline_read(line, &local);

		if (!CHECK(is == (cases[i].is != OTHER)))
			printf("   %s\n", cases[i].line);
		if (!is)
			continue;
		CHECK_TEXT(bytes_first(local.text, local.name), bytes_of(cases[i].name));
		CHECK(local.text.at + local.text.len == line.at + line.len);
		if (!CHECK(local.plain == !(cases[i].is & ESCAPED) &&
			local.braced == ((cases[i].is & BRACED) != 0)))
			printf("   %s\n", cases[i].line);
	}
	return check_end();
}
