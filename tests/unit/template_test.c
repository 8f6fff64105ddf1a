#include "same/template.h"

#include "check.h"

#include <time.h>

static void
is(const char *message, const char *wanted)
{
	struct template template = { .count = 0 };

	template_read(&template, bytes_of(message));
	for (size_t i = 0; i < template.text.len; i++)
		if (template.text.at[i] == TEMPLATE_VALUE)
			template.text.at[i] = '*';
	CHECK_TEXT(buffer_bytes(&template.text), bytes_of(wanted));
	template_free(&template);
}

/* Two messages that differ in a common kind of value have one template. */
static const struct {
	const char *one, *other, *wanted;
} same[] = {
	{ "from 10.0.0.1 x", "from 192.168.7.12 x", "from * x" },
	{ "id 123e4567-e89b-12d3-a456-426614174000.", "id abcdefab-cdef-abcd-efab-cdefabcdefab.",
	    "id *." },
	{ "commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", "commit da39a3ee5e6b4b0d3255",
	    "commit *" },
	{ "md5 d41d8cd98f00b204e9800998ecf8427e bad", "md5 900150983cd24fb0d6963f7d28e17f72 bad",
	    "md5 * bad" },
	{ "hex 9f86d081 x", "hex a1b2c3d4e5 x", "hex * x" },
	{ "at 0x7f00", "at 0X55AA10", "at *" },
	{ "load 1.25", "load 10.5", "load *" },
	{ "user 17 not found", "user 4200 not found", "user * not found" },
	{ "no 'x' here", "no 'hello there' here", "no '*' here" },
	{ "no \"x\" here", "no \"\" here", "no \"*\" here" },
	{ "<T object at 0x7f1c> bad", "<T object at 0x55aaee01> bad", "<T object at *> bad" },
	{ "got b'abc'", "got b'\\x00\\x01'", "got b'*'" },
	{ "sum 1,234.50 due", "sum 7.00 due", "sum * due" },
	{ "at 7% full", "at 99.5% full", "at * full" },
	{ "mail to ann@tide.example bounced", "mail to bo.x@loom.test bounced",
	    "mail to * bounced" },
	{ "GET https://a.example/x?y=1.", "GET http://b.test.", "GET *." },
	{ "host db-a.tide.example down", "host web7.loom.test down", "host * down" },
	{ "no route to fe80::1", "no route to 2001:db8::a:1", "no route to *" },
	{ "parent 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 lost",
	    "parent 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 lost",
	    "parent * lost" },
	{ "commit 1a2b3c4 gone", "commit abc12de gone", "commit * gone" },
	{ "expired 2026-01-02T03:04:05Z", "expired 2025-11-12T13:14:15.123+01:00", "expired *" },
	{ "since Fri Jun 12 2026 it", "since Mon Jan 05 2026 it", "since * it" },
	{ "since Fri, 12 Jun 2026 10:00:00 GMT it", "since Mon, 5 Jan 2026 01:02:03 +0100 it",
	    "since * it" },
	{ "took 12ms", "took 3.5s", "took *" },
	{ "read 12KB", "read 3.5 MiB", "read *" },
	{ "offset 5 bad", "offset -5 bad", "offset * bad" },
	{ "blk_12 lost", "blk_-40 lost", "blk_* lost" },
	{ "worker w03 died", "worker w117 died", "worker * died" },
	{ "column `a` unknown", "column `b` unknown", "column `*` unknown" },
	{ "verify=True x", "verify=False x", "verify=* x" },
	{ "open /opt/a/b.txt failed", "open /var/x.dat failed", "open * failed" },
	{ "bad [1, 2, 3] here", "bad [] here", "bad [*] here" },
	{ "bad {'a': 1} here", "bad {'b': [2, None], 'c': -3} here", "bad {*} here" },
	{ "token eyJhbGci.eyJzdWIi.abc-_1 bad", "token eyJ0eXAi.eyJpc3Mi.x_y-z9 bad",
	    "token * bad" },
	{ "order ord_7Kq2ZbT9x lost", "order ord_x9LmN4pQr lost", "order ord_* lost" },
	{ "needs v1.2.3 now", "needs v10.0.1rc1 now", "needs * now" },
	{ "at datetime.datetime(2026, 1, 2, 3, 4) x",
	    "at datetime.datetime(2025, 11, 12, 3, 4, 5) x", "at datetime.datetime(*) x" },
	{ "card 00:1a:2b:3c:4d:5e x", "card ff:1a:2b:3c:4d:50 x", "card * x" },
	{ "tx000000000000000000001-005f3e4d5c lost", "tx000000000000000004242-00aabbccdd lost",
	    "*-* lost" },
	{ "at 3:15 PM it", "at 11:59 am it", "at * it" },
};

static void
everyday(void)
{
	for (size_t i = 0; i < COUNT_OF(same); i++) {
		is(same[i].one, same[i].wanted);
		is(same[i].other, same[i].wanted);
	}
}

static void
numbers(void)
{
	is("", "");
	is("7", "*");
	is("1,234.5 of 10.0.0.1:8080", "* of *");
	is("-5 and +5", "* and *");
	is("got 3.", "got *.");
	is("user_17 of 8, 9", "user_* of *, *");
	is("id=17;id=18", "id=*;id=*");
	is("a-5 [1]-5", "a-* [*]-*");
	is("x 0x", "x *");
	is("deadbeef defaced effaced", "deadbeef defaced effaced");
	is("at 24/11/2026 10:00:00,123", "at * *");
	is("12 items, 5 KB, 5.0 B, 5 Bs", "* items, *, *, * Bs");
}

/* Text that stays as it is: words that distinguish errors, and names. */
static void
unchanged(void)
{
	static const char *const texts[] = { "no module named alpha",
		"utf8 sha256 x86 latin1 v2 base64", "h\303\2517", "utf-8 or iso-8859-15",
		"[Errno 2] No such file", "[Errno -2] Name not known", "HTTP 404",
		"HTTP Error 503: x", "status code: 404", "<Response [404]>", "404 Client Error: x",
		"get_user2() takes no argument", "os.path.join of datetime.datetime", "std::vector",
		"May fail", "n/a and/or", "a.b_c-d", "can't open file, isn't there",
		"the job's and the jobs' x", "unclosed 'x", "f() [a] {b} (c)", "'", "\"\\" };

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		is(texts[i], texts[i]);
}

static void
quoted(void)
{
	is("key \"a b\" and 'c'", "key \"*\" and '*'");
	is("u'x' b'y'", "u'*' b'*'");
	is("'a\\'b' c", "'*' c");
	is("\"it's\" so", "\"*\" so");
	is("'x'\n'y'", "'*'\n'*'");
	is("'utf8' codec", "'*' codec");
	is("you'll see 7 of 'x'", "you'll see * of '*'");
	is("unclosed \"x\n17 \"", "unclosed \"x\n* \"");
}

static void
lists(void)
{
	is("(8, 9) of [('a', 1), ('b', 2)]", "(*) of [*]");
	is("[Decimal('1.5'), datetime.date(2026, 1, 2)]", "[*]");
	is("from () of () f() [f(), 1]", "from (*) of (*) f() [*]");
	is("[1, two, [3]]", "[*, two, [*]]");
	is("[1, (2] 3", "[*, (*] *");
	is("[Errno 2] [1] (x 1)", "[Errno 2] [*] (x *)");
	is("[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]", "[[[[[[[[[[[[[[[[[*]]]]]]]]]]]]]]]]]");
}

/* The places of values; with `stars`, stars in the text are values, too. */
static void
places(void)
{
	static const char text[] = "user 17 of '' in [1, 2] *";
	struct template template = { .count = 0 };

	template_read(&template, bytes_of(text));
	if (CHECK(template.count == 3)) {
		CHECK(template.values[0].start == 5 && template.values[0].length == 2);
		CHECK(template.values[1].start == 12 && template.values[1].length == 0);
		CHECK(template.values[2].start == 18 && template.values[2].length == 4);
	}
	template.stars = true;
	template_read(&template, bytes_of(text));
	CHECK(template.count == 4 && template.values[3].start == 24);
	template_free(&template);
}

/* A hundred numbers: 63 values, and the rest together is one more. */
static void
many_values(void)
{
	struct buffer message = { .at = NULL };
	struct template template = { .count = 0 };

	for (int i = 0; i < 100; i++)
		buffer_append(&message, BYTES("10 "));
	template_read(&template, buffer_bytes(&message));
	CHECK(template.count == 64 && template.text.len == 127);
	CHECK(template.values[62].length == 2);
	CHECK(template.values[63].start == 189 && template.values[63].length == 111);
	/* a list of numbers is one value */
	message.at[0] = '[';
	message.at[message.len - 1] = ']';
	template_read(&template, buffer_bytes(&message));
	CHECK(template.count == 1 && template.values[0].length == 298);
	buffer_free(&message);
	template_free(&template);
}

static double
seconds_for(const char *piece, size_t length)
{
	struct template template = { .count = 0 };
	struct buffer message = { .at = NULL };
	clock_t begun;

	while (message.len < length)
		buffer_append(&message, bytes_of(piece));
	begun = clock();
	template_read(&template, buffer_bytes(&message));
	CHECK(template.text.len > 0 && !template.full);
	buffer_free(&message);
	template_free(&template);
	return (double)(clock() - begun) / CLOCKS_PER_SEC;
}

/* Four megabytes of text that may be searched again and again: quadratic work would take hours. */
static void
long_lines(void)
{
	static const char *const pieces[] = { "a", "1", "1.", "'", "'a", "\"\\", "0x", "a-", "-",
		"12345678-", "12345678-1234-", "\xc3\xa9", "u'", "[", "[1,", "(('a', ", "a@", "a.",
		"a_", "a:", ":", "/", "x://", "eyJa-", "eyJ.", "Jun ", "Jun 1 ", "1a:", "~/",
		"=True", "[]" };

	for (size_t i = 0; i < COUNT_OF(pieces); i++)
		if (!CHECK(seconds_for(pieces[i], 4 << 20) < 30))
			printf("   of `%s`\n", pieces[i]);
}

int
main(void)
{
	everyday();
	numbers();
	unchanged();
	quoted();
	lists();
	places();
	many_values();
	long_lines();
	return check_end();
}
