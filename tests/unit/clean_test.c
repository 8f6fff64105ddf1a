#include "pylog/carrier/clean.h"

#include "check.h"

static struct buffer scratch;

static void
becomes(struct bytes line, bool sequences, struct bytes wanted)
{
	CHECK_TEXT(clean_line(line, sequences, &scratch), wanted);
}

int
main(void)
{
	becomes(BYTES("plain"), true, BYTES("plain"));
	becomes(BYTES(""), true, BYTES(""));
	/* NULs in place of the text of a truncated file, and one within text */
	becomes(BYTES("\0\0text"), false, BYTES("text"));
	becomes(BYTES("\0\0"), false, BYTES(""));
	becomes(BYTES("a\0b\0"), false, BYTES("a\0b\0"));
	becomes(BYTES("text\r"), false, BYTES("text"));
	becomes(BYTES("text\r\r"), false, BYTES("text"));
	becomes(BYTES("\r"), false, BYTES(""));
	becomes(BYTES("a\rb"), false, BYTES("a\rb"));
	becomes(BYTES("\xef\xbb\xbftext"), false, BYTES("text"));
	becomes(BYTES("\xef\xbb\xbf\xef\xbb\xbf"), false, BYTES("\xef\xbb\xbf"));
	becomes(BYTES("\xef\xbb"), false, BYTES("\xef\xbb"));
	becomes(BYTES("x\xef\xbb\xbf"), false, BYTES("x\xef\xbb\xbf"));
	/* ECMA-48: control sequences */
	becomes(BYTES("\033[1;31mValueError\033[0m: x"), true, BYTES("ValueError: x"));
	becomes(BYTES("\033[31ma\033[0m\r"), true, BYTES("a"));
	becomes(BYTES("\033[31ma\033[0m"), false, BYTES("\033[31ma\033[0m"));
	/* what Ray counts */
	becomes(BYTES("a [repeated 12x across cluster]"), false, BYTES("a"));
	becomes(BYTES("a\033[32m [repeated 2x across cluster]\033[0m"), true, BYTES("a"));
	becomes(BYTES(" [repeated 2x across cluster] (Ray deduplicates logs by default for more "
		      "options.)"),
	    false, BYTES(""));
	becomes(BYTES("a [repeated 2x across cluster] b"), false,
	    BYTES("a [repeated 2x across cluster] b"));
	becomes(
	    BYTES("a [repeated x across cluster]"), false, BYTES("a [repeated x across cluster]"));
	becomes(BYTES("a 2x across cluster]"), false, BYTES("a 2x across cluster]"));
	becomes(BYTES("a [repeated 2x] for more options.)"), false,
	    BYTES("a [repeated 2x] for more options.)"));
	buffer_free(&scratch);
	return check_end();
}
