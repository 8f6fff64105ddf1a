#include "pylog/carrier/escapes.h"

#include "check.h"

static struct buffer text;

static void
becomes(struct bytes line, struct bytes wanted)
{
	if (CHECK(escapes_undo(line, &text)))
		CHECK_TEXT(buffer_bytes(&text), wanted);
	else
		printf("   %.*s\n", (int)line.len, line.at);
}

static void
stays(struct bytes line)
{
	if (!CHECK(!escapes_undo(line, &text)))
		printf("   %.*s\n", (int)line.len, line.at);
}

#define HEADER "Traceback (most recent call last):"

/* rsyslog's $EscapeControlCharactersOnReceive: # and three octal digits; # itself is not escaped. */
static void
test_octal(void)
{
	becomes(BYTES("Oct 11 app: " HEADER
		      "#012  File \"a.py\", line 1, in f#012#011g()#012E: #1 #013#015"),
	    BYTES("Oct 11 app: " HEADER "\n  File \"a.py\", line 1, in f\n\tg()\nE: #1 #013\r"));
	becomes(BYTES(HEADER "#012#033[31mE#0123"), BYTES(HEADER "\n\033[31mE\n3"));
	becomes(BYTES(HEADER "#012#01"), BYTES(HEADER "\n#01"));
}

/* repr() and json.dumps() of a text, with its quotes or without. */
static void
test_backslashes(void)
{
	becomes(BYTES(HEADER "\\n  File \\\"a.py\\\"\\n\\tx\\r\\nE: a\\\\b \\d\\'"),
	    BYTES(HEADER "\n  File \"a.py\"\n\tx\nE: a\\b \\d'"));
	/* quoted text ends at its quotes */
	becomes(BYTES("failed: '" HEADER "\\nE: it\\'s \"x\"' and more"),
	    BYTES("failed: " HEADER "\nE: it's \"x\""));
	becomes(
	    BYTES("{\"m\": \"" HEADER "\\nE: x\", \"n\": 1}"), BYTES("{\"m\": " HEADER "\nE: x"));
	/* a list of lines, one of them empty; what is no string ends it */
	becomes(BYTES("failed: ['" HEADER "\\n', '', \"E: x\\n\", u'y\\n', 7, 'z']"),
	    BYTES("failed: " HEADER "\nE: x\ny\n"));
	/* an escaped quote before it is none; three are a quotation of multiprocessing's */
	becomes(BYTES("say \\\"" HEADER "\\nE: x\" y"), BYTES("say \"" HEADER "\nE: x\" y"));
	becomes(BYTES("'a \"\"\" " HEADER "\\nE: x' y"), BYTES("'a \"\"\" " HEADER "\nE: x"));
	becomes(BYTES(HEADER "\\nE: x\\"), BYTES(HEADER "\nE: x\\"));
	/* text after the line is not part of it */
	becomes(
	    bytes_first(BYTES(HEADER "\\nE: x\\n"), sizeof(HEADER) + 6), BYTES(HEADER "\nE: x\\"));
}

/* Line ends that became blanks: the exception line is found by its type's name. */
static void
test_blanks(void)
{
	becomes(BYTES("app " HEADER
		      "   File \"a.py\", line 1, in f     g(1)   File \"b.py\", line 2, in g     "
		      "raise E(x) ValueError: x y"),
	    BYTES("app " HEADER
		  "\n  File \"a.py\", line 1, in f\n    g(1)\n  File \"b.py\", line 2, in g\n"
		  "    raise E(x)\nValueError: x y\n"));
	becomes(BYTES(HEADER " File \"a.py\", line 1, in f ValueError"),
	    BYTES(HEADER "\n  File \"a.py\", line 1, in f\nValueError\n"));
	/* a call of the type is source code */
	becomes(BYTES(HEADER " File \"a.py\", line 1, in f ValueError(x): y"),
	    BYTES(HEADER "\n  File \"a.py\", line 1, in f\n    ValueError(x): y\n"));
	stays(BYTES(HEADER));
	stays(BYTES(HEADER " and more"));
	stays(BYTES("Traceback (most recent call last) of x"));
	stays(BYTES("File \"a.py\", line 1, in f\\nE: x"));
	stays(BYTES(""));
}

/* Line ends of XML's attributes and of HTML; an element or a quote ends the text. */
static void
test_markup(void)
{
	becomes(
	    BYTES("<failure message=\"E: x&#10;&#10;" HEADER "&#10;  File &quot;a.py&quot;, line "
		  "1, in f&#13;&#10;E: &lt;br>\">"),
	    BYTES("E: x\n\n" HEADER "\n  File \"a.py\", line 1, in f\nE: <br>\n"));
	becomes(BYTES("<td>" HEADER "<br>  File \"a.py\", line 1, in f<br/>&nbsp; g(a &lt; "
		      "b)<br />E: x &amp; y<br></td>z"),
	    BYTES(HEADER "\n  File \"a.py\", line 1, in f\n  g(a < b)\nE: x & y\n\n"));
	/* a text that is none of an element */
	becomes(BYTES("it failed: " HEADER "<br />  File \"a.py\", line 1, in f<br />E"),
	    BYTES("it failed: " HEADER "\n  File \"a.py\", line 1, in f\nE\n"));
	/* two of them */
	becomes(BYTES("<i>" HEADER "<br>E: x</i><b>" HEADER "<br>E: y</b>"),
	    BYTES(HEADER "\nE: x\n" HEADER "\nE: y\n"));
	stays(BYTES(HEADER "<b>E: x</b>"));
	stays(BYTES(HEADER "<br x>E: x"));
	stays(BYTES(HEADER "<break>E: x"));
}

int
main(void)
{
	test_octal();
	test_markup();
	test_backslashes();
	test_blanks();
	buffer_free(&text);
	return check_end();
}
