/* JUnit's XML, as Jenkins, GitLab and others read it: a test case for each group; known ones pass. */
#include "record/names.h"
#include "render/export/exported.h"
#include "render/export/layout.h"

struct junit {
	struct rendering rendering;
	struct buffer cases;
	long long tests, failures;
};

/* XML 1.0 allows no control characters, even escaped: they are made visible, as in all formats. */
static const struct exported_escapes attribute = { "&<>\"\t",
	{ "&amp;", "&lt;", "&gt;", "&quot;", "&#9;" } };
static const struct exported_escapes content = { "&<>", { "&amp;", "&lt;", "&gt;" } };

/* XML does not allow U+FFFE and U+FFFF, either: they become U+FFFD. */
static void
append(struct buffer *out, struct bytes text, const struct exported_escapes *escapes)
{
	size_t start = out->len;
	const char *found;

	exported_escape(out, text, escapes);
	text = bytes_from(buffer_bytes(out), start);
	while ((found = bytes_find(text, BYTES("\xEF\xBF"))) != NULL) {
		char *last = out->at + (found - out->at) + 2;

		if ((*last & 0xFE) == 0xBE)
			*last = '\xBD';
		text = bytes_from(bytes_at(text, found), 2);
	}
}

static void
append_failure(struct rendering *rendering, const struct exported *it, const struct record *record)
{
	struct buffer *out = &rendering->line, stack = { .at = NULL };

	layout_append(&stack, record, &rendering->options);
	format_share(rendering, stack.len);
	buffer_append(out, BYTES("<failure type=\""));
	append(out, it->rule, &attribute);
	buffer_append(out, BYTES("\" message=\""));
	append(out, it->title, &attribute);
	format_append_number(out, ", ", it->count, it->count == 1 ? " time" : " times");
	exported_append_news(out, it);
	buffer_append(out, BYTES("\">"));
	append(out, buffer_bytes(&stack), &content);
	buffer_append(out, BYTES("</failure>"));
	buffer_end(&stack, out);
}

/* Appends the finding on the process as the test case's output. */
static void
append_finding(struct buffer *out, struct bytes finding, const struct record *record)
{
	struct buffer process = { .at = NULL };

	exported_append_process(&process, record);
	buffer_append(out, BYTES("<system-out>"));
	append(out, buffer_bytes(&process), &content);
	buffer_append(out, process.len > 0 ? BYTES(": ") : BYTES_NONE);
	append(out, finding, &content);
	buffer_append(out, BYTES("</system-out>"));
	buffer_end(&process, out);
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct junit *work = (struct junit *)rendering;
	struct bytes finding = json_text(record->value, NAME_FINDING);
	struct buffer *out = &rendering->line;
	struct exported it;
	bool fails;

	if (exported_is_history(record) || format_count(record) == 0)
		return true;
	if (!exported_read(record, &it))
		return false;
	fails = exported_fails(&it);
	buffer_append(out, BYTES("<testcase classname=\"stacktraces."));
	buffer_append(out, it.of);
	buffer_append(out, BYTES("\" name=\""));
	append(out, it.title, &attribute);
	if (it.fingerprint.len > 0) {
		buffer_append(out, BYTES(" ["));
		append(out, it.fingerprint, &attribute);
		buffer_append(out, BYTES("]"));
	}
	buffer_append(out, fails || finding.len > 0 ? BYTES("\">") : BYTES("\"/>\n"));
	if (fails)
		append_failure(rendering, &it, record);
	if (finding.len > 0)
		append_finding(out, finding, record);
	if (fails || finding.len > 0)
		buffer_append(out, BYTES("</testcase>\n"));
	if (out->full || arena_full(record->memory))
		return false;
	buffer_append(&work->cases, buffer_bytes(out));
	work->tests += !work->cases.full;
	work->failures += !work->cases.full && fails;
	return !work->cases.full;
}

static void
end(struct rendering *rendering)
{
	struct junit *work = (struct junit *)rendering;
	FILE *out = rendering->options.out;

	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n", out);
	fprintf(out,
	    "<testsuite name=\"stacktraces\" tests=\"%lld\" failures=\"%lld\" errors=\"0\">\n",
	    work->tests, work->failures);
	if (work->cases.len > 0)
		fwrite(work->cases.at, 1, work->cases.len, out);
	fputs("</testsuite>\n</testsuites>\n", out);
	buffer_free(&work->cases);
}

const struct format junit_format = { sizeof(struct junit), .add = add, .end = end };
