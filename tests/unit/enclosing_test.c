#include "pylog/carrier/enclosing.h"

#include "check.h"

static struct enclosing document;
static struct arena *arena;
static struct bytes text;

static void
begin(const char *before)
{
	enclosing_begin(&document, bytes_of(before), BYTES_NONE);
}

/* The text of a line within the document; false: the text has ended before it. */
static bool
take(const char *line, bool whole)
{
	text = bytes_of(line);
	return !enclosing_is_any(&document, text) || enclosing_take(&document, &text, whole, arena);
}

static void
none(void)
{
	const char *const befores[] = { "", "  ", "2026-11-24 ERROR a ", "<34>",
		"Message: ", "    it failed: " };

	for (size_t i = 0; i < COUNT_OF(befores); i++) {
		begin(befores[i]);
		CHECK(take("  &lt; </a>", true));
		CHECK_TEXT(text, BYTES("  &lt; </a>"));
	}
}

static void
markup(void)
{
	begin("<failure message=\"a\">");
	CHECK(take("  File &quot;a.py&quot;, line 1, in &lt;module&gt;", false));
	CHECK_TEXT(text, BYTES("  File \"a.py\", line 1, in <module>"));
	CHECK(take("ValueError: x</failure></testcase>", false));
	CHECK_TEXT(text, BYTES("ValueError: x"));
	CHECK(!take("<testcase/>", true));
}

/* A frame may be the first line that shows it. */
static void
markup_by_a_frame(void)
{
	static const char *const quotes[] = { "&quot;", "&#34;", "&#x22;", "&amp;" };
	char line[100];

	for (size_t i = 0; i < COUNT_OF(quotes); i++) {
		snprintf(line, sizeof(line), "  File %sa.py%s, line 1, in f", quotes[i], quotes[i]);
		begin("");
		CHECK(take(line, true)); /* it is more of a message */
		CHECK_TEXT(text, bytes_of(line));
		begin("");
		CHECK(take(line, false));
		CHECK_TEXT(text, i == 3 ? bytes_of(line) : BYTES("  File \"a.py\", line 1, in f"));
		CHECK(document.kind == (i == 3 ? ENCLOSING_NONE : ENCLOSING_MARKUP));
	}
	begin("<a>");
	CHECK(document.kind == ENCLOSING_MARKUP);
	begin("<a");
	CHECK(document.kind == ENCLOSING_NONE);
	begin("a>");
	CHECK(document.kind == ENCLOSING_NONE);
	begin("  a:");
	CHECK(document.kind == ENCLOSING_FIELD && document.indent == 2);
	begin("  a");
	CHECK(document.kind == ENCLOSING_NONE);
}

static void
field(void)
{
	begin("      Message:   ");
	CHECK(take("      Exit Code: 1", false));
	CHECK(take("    deeper or less", true) && take("", true));
	CHECK(!take("      Exit Code: 1", true));
}

static void
cell(void)
{
	begin("a,\"");
	CHECK(take("  File \"a.py\", line 1, in f", false));
	CHECK_TEXT(text, BYTES("  File \"a.py\", line 1, in f"));
	/* compile() without a name */
	CHECK(take("  File \"\", line 1, in f", false));
	CHECK_TEXT(text, BYTES("  File \"\", line 1, in f"));
	CHECK(take("  File \"\"", false));
	CHECK_TEXT(text, BYTES("  File \"\""));
	CHECK(take("  File \"\"a.py\"\", line 1, in f", false));
	CHECK_TEXT(text, BYTES("  File \"a.py\", line 1, in f"));
	CHECK(take("ValueError: \"\"x\"\"", false));
	CHECK_TEXT(text, BYTES("ValueError: \"x\""));
	CHECK(take("more\",b,c", true));
	CHECK_TEXT(text, BYTES("more"));
	CHECK(!take("", true));
	begin("a,\"");
	CHECK(take("  File \"\"\"\", line 1, in f", false));
	CHECK_TEXT(text, BYTES("  File \"\", line 1, in f"));
}

static void
shell(void)
{
	static const char *const first[] = { "At line:1 char:1", "In Zeile:1 Zeichen:12 ",
		"Au caract\303\250re Ligne:1 : 1", "At C:\\loom\\b.ps1:80 char:166",
		"9.1     + CategoryInfo          : NotSpecified: (x:String) []" };
	static const char *const others[] = { "", "1", ":1", "a:1", "at 10:00:00",
		"a:1 b:", "a 1 b:2", "a:1b:2", " 2", ": 2", "+ loom.exe" };
	size_t lines = 1;

	for (size_t i = 0; i < COUNT_OF(first); i++)
		CHECK(enclosing_is_shell(bytes_of(first[i])));
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (!CHECK(!enclosing_is_shell(bytes_of(others[i]))))
			printf("   %s\n", others[i]);
	enclosing_begin(&document, BYTES("loom : "), BYTES("At line:1 char:1"));
	CHECK(document.kind == ENCLOSING_SHELL);
	CHECK(take("+ loom", false) && text.len == 0);
	CHECK(take("    + FullyQualifiedErrorId : NativeCommandError", false) && text.len == 0);
	CHECK(document.kind == ENCLOSING_NONE);
	/* its last line is missing */
	enclosing_begin(&document, BYTES("loom : "), BYTES("At line:1 char:1"));
	CHECK(take("  File \"a.py\", line 1, in f", false) && text.len > 0);
	CHECK(document.kind == ENCLOSING_NONE);
	enclosing_begin(&document, BYTES("loom : "), BYTES("At line:1 char:1"));
	while (take("x", false) && text.len == 0)
		lines++;
	CHECK(lines == 13);
}

int
main(void)
{
	shell();
	arena = arena_new(100000);
	none();
	markup();
	markup_by_a_frame();
	field();
	cell();
	arena_free(arena);
	return check_end();
}
