#include "same/values.h"

#include "base/buffer.h"
#include "check.h"

/* The value in each text is between the bars; with nothing between them there is none. */
static void
is_value(const char *text)
{
	struct buffer all = { .at = NULL };
	size_t start = strcspn(text, "|"), length = strcspn(text + start + 1, "|");
	size_t found;
	struct bytes message;

	buffer_append(&all, bytes_first(bytes_of(text), start));
	buffer_append(&all, bytes_first(bytes_from(bytes_of(text), start + 1), length));
	buffer_append(&all, bytes_from(bytes_of(text), start + length + 2));
	message = buffer_bytes(&all);
	found = values_is_of_word(message.at[start]) ? values_length(message, start)
						     : values_marked_length(message, start);
	if (!CHECK(found == length))
		printf("   of %s\n", text);
	buffer_free(&all);
}

static void
values(void)
{
	static const char *const texts[] = { "at |17|.", "|123e4567-e89b-12d3-a456-426614174000|",
		"|abcdefab-cdef-abcd-efab-cdefabcdefab|, x", "|10.0.0.1:80|: x", "|12ms|",
		"|3:15 PM|", "|Jun 12|", "|12 Jun|", "x |-5|", "_|-40|", "|::1|", "|fe80::1|%",
		"|fe80::1:2|: x", "|00:1a:2b:3c:4d:5e|", "|ann.b+c@x.example|.", "|7@x.example|",
		"|https://a/b?c|.", "|a-b.c.example:80|/", "|v1.2.3|", "|w03|", "|eyJa.b.c-d_|.",
		"|/opt/a|:", " |~/a|", "(|./a|)", "|../a.b|.", "|5|.", "|5|-x",

		/* none */
		"||word", "||word.", "||a.b.c", "||a@b", "||v2", "||utf8", "||f2()", "||x:y",
		"a||/b", "||/ ", "||./", "||.../a", "1||-5", ")||-5", "||::", "||a::b", "errno ||5",
		"||x:// ", "||eyJab.c", "||May be" };

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		is_value(texts[i]);
}

int
main(void)
{
	values();
	return check_end();
}
