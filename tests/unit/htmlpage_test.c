#include "render/html/htmlpage.h"

#include "base/sha256.h"
#include "check.h"
#include "render/html/htmlparts.h"

static struct buffer out;

static void
painted(const char *text, const char *wanted)
{
	out.len = 0;
	htmlpage_append_painted(&out, bytes_of(text));
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
}

/* Colours become spans, which are all closed; what HTML gives a meaning is escaped. */
static void
test_painted(void)
{
	painted("", "");
	painted("a < b && \"c\" > 'd'\n", "a &lt; b &amp;&amp; &quot;c&quot; &gt; &#39;d&#39;\n");
	painted("a \033[1mb\033[m c", "a <span class=\"strong\">b</span> c");
	painted("\033[1;31mb\033[0m\033[32mc\033[m\033[2md\033[m",
	    "<span class=\"bad\">b</span><span class=\"state\">c</span><span "
	    "class=\"dim\">d</span>");
	painted("\033[1ma\033[2m<b>",
	    "<span class=\"strong\">a<span class=\"dim\">&lt;b&gt;</span></span>");
	painted("\033[1ma\033[2mb\033[mc",
	    "<span class=\"strong\">a<span class=\"dim\">b</span></span>c");
	/* the end of nothing, and another colour */
	painted("a\033[mb\033[35mc", "abc");
}

/* The text between two others, which stand once each in that order. */
static struct bytes
between(const char *begin, const char *end)
{
	struct bytes text = BYTES_NONE, rest = BYTES_NONE;

	CHECK(bytes_split(buffer_bytes(&out), bytes_of(begin), NULL, &rest));
	CHECK(bytes_split(rest, bytes_of(end), &text, NULL));
	return text;
}

/* The digest in base64 is that of the text, in hexadecimal: 43 letters of six bits each and a `=`. */
static bool
is_digest(struct bytes base64, const char *hex)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char bits[4 * SHA256_HEX + 8] = "", text[6 * 43 + 1] = "";

	if (base64.len != 44 || base64.at[43] != '=')
		return false;
	for (size_t i = 0; i < SHA256_HEX; i++)
		for (int bit = 3; bit >= 0; bit--)
			strcat(bits,
			    (strchr("0123456789abcdef", hex[i]) - "0123456789abcdef") >> bit & 1
				? "1"
				: "0");
	for (size_t i = 0; i < 43; i++) {
		const char *at = strchr(letters, base64.at[i]);

		for (int bit = 5; at != NULL && bit >= 0; bit--)
			strcat(text, (at - letters) >> bit & 1 ? "1" : "0");
	}
	strcat(bits, "00");
	return strcmp(bits, text) == 0;
}

/* The page allows its own style and script alone, by their digests, and its title is escaped. */
static void
test_head(void)
{
	struct bytes policy;

	out.len = 0;
	htmlpage_append_head(&out, BYTES("a</title><script>"));
	CHECK(bytes_start(buffer_bytes(&out), BYTES("<!DOCTYPE html>\n")));
	CHECK(bytes_end(buffer_bytes(&out), BYTES("</head>\n<body>\n")));
	CHECK_TEXT(between("<title>", "</title>"), BYTES("a&lt;/title&gt;&lt;script&gt;"));
	policy = between("Content-Security-Policy\" content=\"", "\">");
	CHECK(bytes_start(policy, BYTES("default-src 'none'; ")));
	CHECK(bytes_find(policy, BYTES("unsafe")) == NULL);
	CHECK(is_digest(between("script-src 'sha256-", "'"), htmlparts_script.sha256));
	CHECK(is_digest(between("style-src 'sha256-", "'"), htmlparts_style.sha256));
	CHECK(bytes_find(buffer_bytes(&out), BYTES("http://")) == NULL);
	CHECK(bytes_find(buffer_bytes(&out), BYTES("https://")) == NULL);
}

/* No text of the data ends its element. */
static void
test_end(void)
{
	cJSON *data = built_object();

	out.len = 0;
	cJSON_AddStringToObject(data, "a", "</script><!-- & -->");
	htmlpage_append_end(&out, data);
	CHECK_TEXT(between("<script type=\"application/json\" id=\"data\">", "</script>\n"),
	    BYTES("{\"a\":\"\\u003c/script\\u003e\\u003c!-- \\u0026 --\\u003e\"}"));
	CHECK(bytes_end(buffer_bytes(&out), BYTES("</script>\n</body>\n</html>\n")));
}

int
main(void)
{
	test_painted();
	test_head();
	test_end();
	buffer_free(&out);
	return check_end();
}
