#include "render/html/htmltexts.h"

#include "record.h"
#include "render/html/htmlpage.h"

static struct arena *memory;

static size_t
frame(struct htmltexts *texts, const char *json)
{
	return htmltexts_frame(texts, value_of(json, memory), false, memory);
}

/* What the page has of them in the end. */
static void
written(struct htmltexts *texts, const char *wanted)
{
	struct buffer out = { .at = NULL };
	cJSON *data = built_object();

	htmltexts_write(texts, data);
	built_append(&out, data);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
}

static void
test_texts(void)
{
	struct format_options options = { .source_root = "/src" };
	struct htmltexts texts;

	CHECK(htmltexts_open(&texts, &options));
	written(&texts, "{\"texts\":[\"\"],\"frames\":[]}");
	CHECK(htmltexts_text(&texts, BYTES("")) == 0);
	CHECK(
	    htmltexts_text(&texts, BYTES("a")) == 1 && htmltexts_text(&texts, BYTES("b\033")) == 2);
	CHECK(htmltexts_text(&texts, BYTES("a")) == 1);
	/* a frame once; zeros at its end are left out */
	CHECK(frame(&texts, "{\"function\":\"a\"}") == 0);
	CHECK(frame(&texts, "{\"function\":\"a\",\"level\":7}") == 0);
	CHECK(frame(&texts,
		  "{\"function\":\"a(int)\",\"file\":\"/src/"
		  "a.c\",\"line\":7,\"locals\":[{\"name\":\"x\",\"value\":\"1\"}]}") == 1);
	CHECK(frame(&texts, "{\"function\":\"a\",\"inlined\":true,\"language\":\"python\"}") == 2);
	CHECK(!texts.lost);
	/* [function, file, line, module, library, flags, arguments, source, function in full, repeated] */
	written(&texts,
	    "{\"texts\":[\"\",\"a\",\"b\\\\x1b\",\"a.c\",\"a(int)\"],"
	    "\"frames\":[[1],[1,3,7,0,0,0,0,0,4],[1,0,0,0,0,5]]}");
	htmltexts_close(&texts);
}

static void
test_values(void)
{
	struct format_options options = { .values = true };
	struct htmltexts texts;

	CHECK(htmltexts_open(&texts, &options));
	CHECK(frame(&texts,
		  "{\"function\":\"a\",\"args\":\"(1)\",\"locals\":[{\"name\":\"x\",\"value\":"
		  "\"2\"}]}") == 0);
	written(&texts,
	    "{\"texts\":[\"\",\"a\",\"(1)\",\"x\",\"2\"],\"frames\":[[1,0,0,0,0,0,2,0,0,0,3,4]]}");
	htmltexts_close(&texts);
}

static void
painted(const char *text, const char *wanted)
{
	struct buffer out = { .at = NULL };

	htmlpage_append_painted(&out, bytes_of(text));
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
}

int
main(void)
{
	memory = arena_new(1 << 22);
	test_texts();
	test_values();
	painted("", "");
	painted("a<b> & \"c\"", "a&lt;b&gt; &amp; &quot;c&quot;");
	painted("\033[1mthread\033[0m 3", "<span class=\"strong\">thread</span> 3");
	painted("\033[1;31mnew\033[0m\033[32mi'dle\033[0m",
	    "<span class=\"bad\">new</span><span class=\"state\">i&#39;dle</span>");
	/* one that does not end, or ends without a beginning */
	painted("\033[2mx", "<span class=\"dim\">x</span>");
	painted("x\033[0my", "xy");
	arena_free(memory);
	return check_end();
}
