#include "render/html/htmlpage.h"

#include "base/ascii.h"
#include "render/export/exported.h"
#include "render/html/htmlparts.h"

static void
append_lines(struct buffer *out, const char *const lines[])
{
	for (size_t i = 0; lines[i] != NULL; i++)
		buffer_append(out, bytes_of(lines[i]));
}

/* Appends a digest in base64 (RFC 4648): a Content-Security-Policy allows scripts and styles by their digests. */
static void
append_digest(struct buffer *out, const char *hex)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	buffer_append(out, BYTES("'sha256-"));
	/* three hexadecimal digits are two of base64; 64 of them are 43, the last one filled up with zero bits, and a `=` */
	for (size_t i = 0; i < SHA256_HEX; i += 3) {
		unsigned bits = ascii_hex_value(hex[i]) << 8;

		bits |= i + 1 < SHA256_HEX ? ascii_hex_value(hex[i + 1]) << 4 : 0;
		bits |= i + 2 < SHA256_HEX ? ascii_hex_value(hex[i + 2]) : 0;
		buffer_byte(out, letters[bits >> 6]);
		buffer_byte(out, i + 1 < SHA256_HEX ? letters[bits & 63] : '=');
	}
	buffer_append(out, BYTES("'"));
}

/* The page may load nothing and send nothing, and has no other style and script than these. */
static void
append_policy(struct buffer *out)
{
	buffer_append(out,
	    BYTES("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		  "img-src data:; script-src "));
	append_digest(out, htmlparts_script.sha256);
	buffer_append(out, BYTES("; style-src "));
	append_digest(out, htmlparts_style.sha256);
	buffer_append(out,
	    BYTES("; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
		  "trusted-types 'none'\">\n"));
}

static const struct exported_escapes in_text = { "&<>\"'",
	{ "&amp;", "&lt;", "&gt;", "&quot;", "&#39;" } };

/* The class for a colour; no bytes: it is the end of a colour. */
static struct bytes
class_of(struct bytes colour)
{
	static const struct {
		struct bytes colour, name;
	} classes[] = { { BYTES_ROW(FORMAT_BOLD), BYTES_ROW("strong") },
		{ BYTES_ROW(FORMAT_RED), BYTES_ROW("bad") },
		{ BYTES_ROW(FORMAT_GREEN), BYTES_ROW("state") },
		{ BYTES_ROW(FORMAT_DIM), BYTES_ROW("dim") } };

	for (size_t i = 0; i < COUNT_OF(classes); i++)
		if (bytes_equal(colour, classes[i].colour))
			return classes[i].name;
	return BYTES_NONE;
}

void
htmlpage_append_painted(struct buffer *out, struct bytes text)
{
	size_t open = 0;

	while (text.len > 0) {
		size_t plain = bytes_index(text, '\033');
		struct bytes colour, name;

		exported_escape(out, bytes_first(text, plain), &in_text);
		text = bytes_from(text, plain);
		/* texts from outside have no escape characters: base/shown.h made them safe */
		if (!bytes_take(&text, BYTES("\033[")) || !bytes_next(&text, 'm', &colour))
			continue;
		name = class_of(colour);
		if (name.len > 0) {
			buffer_append(out, BYTES("<span class=\""));
			buffer_append(out, name);
			buffer_append(out, BYTES("\">"));
			open++;
		}
		for (; name.len == 0 && open > 0; open--)
			buffer_append(out, BYTES("</span>"));
	}
	for (; open > 0; open--)
		buffer_append(out, BYTES("</span>"));
}

void
htmlpage_append_head(struct buffer *out, struct bytes title)
{
	buffer_append(
	    out, BYTES("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"));
	append_policy(out);
	buffer_append(out,
	    BYTES("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		  "<meta name=\"color-scheme\" content=\"light dark\">\n"
		  "<meta name=\"referrer\" content=\"no-referrer\">\n"
		  "<meta name=\"generator\" content=\"stacktraces " ST_VERSION "\">\n"
		  "<link rel=\"icon\" href=\"data:,\">\n<title>"));
	exported_escape(out, title, &in_text);
	buffer_append(out, BYTES("</title>\n<style>"));
	append_lines(out, htmlparts_style.lines);
	buffer_append(out, BYTES("</style>\n</head>\n<body>\n"));
}

/* These characters could end the element around the data; in JSON they occur only in strings, where they may be escaped. */
static const struct exported_escapes in_data = { "<>&", { "\\u003c", "\\u003e", "\\u0026" } };

void
htmlpage_append_end(struct buffer *out, cJSON *data)
{
	struct buffer json = { .at = NULL };

	built_append(&json, data);
	buffer_append(out, BYTES("<script type=\"application/json\" id=\"data\">"));
	exported_escape(out, buffer_bytes(&json), &in_data);
	buffer_end(&json, out);
	buffer_append(out, BYTES("</script>\n<script>"));
	append_lines(out, htmlparts_script.lines);
	buffer_append(out, BYTES("</script>\n</body>\n</html>\n"));
}
