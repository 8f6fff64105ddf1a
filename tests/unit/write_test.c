#include "check.h"
#include "json/write.h"

static void
written(struct bytes text, struct bytes wanted)
{
	struct buffer out = { .at = NULL };

	write_text(&out, text);
	CHECK_TEXT(buffer_bytes(&out), wanted);
	buffer_free(&out);
}

/* RFC 8259, section 7 */
static void
escapes(void)
{
	written((struct bytes){ NULL, 0 }, BYTES("\"\""));
	written(BYTES("plain /"), BYTES("\"plain /\""));
	written(BYTES("\"\\"), BYTES("\"\\\"\\\\\""));
	written(BYTES("\b\t\n\f\r"), BYTES("\"\\b\\t\\n\\f\\r\""));
	written(BYTES("\x01\x07\x0b\x0e\x1b\x1f"),
	    BYTES("\"\\u0001\\u0007\\u000b\\u000e\\u001b\\u001f\""));
	written(BYTES("\x7f"), BYTES("\"\x7f\""));
	for (int byte = 1; byte < 32; byte++) {
		struct buffer out = { .at = NULL };
		char c = (char)byte;

		write_text(&out, (struct bytes){ &c, 1 });
		CHECK(out.len == 4 || out.len == 8);
		CHECK(out.at[1] == '\\');
		buffer_free(&out);
	}
}

/* Valid characters stay; each maximal invalid sequence, and each NUL, becomes one U+FFFD. */
static void
repair(void)
{
	written(BYTES("\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80"),
	    BYTES("\"\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80\""));
	written(BYTES("\0"), BYTES("\"\xEF\xBF\xBD\""));
	written(BYTES("a\0\0b"),
	    BYTES("\"a\xEF\xBF\xBD\xEF\xBF\xBD"
		  "b\""));
	written(BYTES("\xff"), BYTES("\"\xEF\xBF\xBD\""));
	written(BYTES("a\xF0\x9F\x98"
		      "b"),
	    BYTES("\"a\xEF\xBF\xBD"
		  "b\""));
	written(BYTES("\xF0\x9F"), BYTES("\"\xEF\xBF\xBD\""));
	written(BYTES("\xE2\x82\""), BYTES("\"\xEF\xBF\xBD\\\"\""));
	written(BYTES("\xC3\0"), BYTES("\"\xEF\xBF\xBD\xEF\xBF\xBD\""));
	/* a surrogate in UTF-8 is three sequences, none of them maximal with the next */
	written(BYTES("\xED\xA0\x80"), BYTES("\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""));
}

static void
members(void)
{
	struct buffer out = { .at = NULL };
	size_t start;

	WRITE_FIRST(&out, "a");
	write_text(&out, BYTES("x"));
	WRITE_TEXT(&out, "none", ((struct bytes){ NULL, 0 }));
	WRITE_NUMBER(&out, "unknown", -1);
	WRITE_NUMBER(&out, "n", 9007199254740991);
	WRITE_NUMBER(&out, "zero", 0);
	WRITE_FLAG(&out, "false", false);
	WRITE_FLAG(&out, "true", true);
	WRITE_NAME(&out, "o");
	start = out.len;
	WRITE_TEXT(&out, "p", BYTES("q"));
	WRITE_NUMBER(&out, "r", 1);
	write_close(&out, start);
	WRITE_NAME(&out, "empty");
	start = out.len;
	WRITE_FLAG(&out, "x", false);
	write_close(&out, start);
	buffer_byte(&out, '}');
	CHECK_TEXT(buffer_bytes(&out),
	    BYTES("{\"a\":\"x\",\"n\":9007199254740991,\"zero\":0,\"true\":true,"
		  "\"o\":{\"p\":\"q\",\"r\":1},\"empty\":{}}"));
	buffer_free(&out);
}

static void
ceiling(void)
{
	struct buffer out = { .ceiling = 20 };

	write_text(&out, BYTES("0123456789012345678901234567890"));
	CHECK(out.full);
	write_close(&out, 0);
	CHECK(out.full && out.len <= 20);
	buffer_free(&out);
}

int
main(void)
{
	escapes();
	repair();
	members();
	ceiling();
	return check_end();
}
