#include "pylog/carrier/entities.h"

#include "check.h"

static void
puts_as(struct bytes text, struct bytes wanted)
{
	struct buffer out = { .at = NULL };

	entities_put(text, &out);
	CHECK_TEXT(buffer_bytes(&out), wanted);
	buffer_free(&out);
}

int
main(void)
{
	puts_as(BYTES(""), BYTES(""));
	puts_as(BYTES("a &lt;b&gt; &amp;&amp; &quot;c&quot; &apos;&#39;&#x27;"),
	    BYTES("a <b> && \"c\" '''"));
	puts_as(BYTES("a&#10;b&#xA;c&#XA;d&#13;&#10;e"), BYTES("a\nb\nc\nd\ne"));
	puts_as(BYTES("&#233;&#x20AC;&#128512;"), BYTES("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"));
	/* text that is no entity stays */
	puts_as(BYTES("a & b &c; &#; &#x; &#0; &#1114112; &#99999999999; &"),
	    BYTES("a & b &c; &#; &#x; &#0; &#1114112; &#99999999999; &"));
	CHECK(entities_ends_line(BYTES("&#10;  File")) && entities_ends_line(BYTES("&#13;&#10;")));
	CHECK(!entities_ends_line(BYTES("&#100;")) && !entities_ends_line(BYTES("&#10")));
	CHECK(!entities_ends_line(BYTES_NONE) && !entities_ends_line(BYTES("\n")));
	return check_end();
}
