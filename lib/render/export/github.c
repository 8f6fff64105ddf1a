/* Annotations for GitHub Actions: the ten most frequent errors and warnings, since a step shows no more of each. */
#include "base/utf8.h"
#include "record/names.h"
#include "render/export/exported.h"
#include "render/export/layout.h"

enum {
	SHOWN = 10,         /* annotations of each kind: the runner silently drops more */
	FINDINGS = 3,       /* on processes; they are warnings, too */
	MESSAGE_MAX = 8192, /* bytes */
	TITLE_MAX = 200
};

struct annotation {
	long long count;
	struct buffer text;
};

struct github {
	struct rendering rendering;
	struct annotation shown[EXPORTED_ERROR + 1][SHOWN]; /* by level, the most frequent first */
	long long others;
	int findings; /* that are written */
};

static const struct exported_escapes data = { "%\r\n", { "%25", "%0D", "%0A" } };
static const struct exported_escapes properties = { "%\r\n:,",
	{ "%25", "%0D", "%0A", "%3A", "%2C" } };

static struct bytes
cut(struct bytes text, size_t most)
{
	return text.len <= most ? text : bytes_first(text, utf8_valid(bytes_first(text, most)));
}

static void
append_annotation(
    struct rendering *rendering, const struct exported *it, const struct record *record)
{
	struct buffer *out = &rendering->line, message = { .at = NULL };
	struct bytes file = exported_path(&rendering->options, json_text(it->own, NAME_FILE));
	long long line = json_number(it->own, NAME_LINE);
	struct bytes text;

	buffer_append(out, it->level == EXPORTED_ERROR ? BYTES("::error ") : BYTES("::warning "));
	if (file.len > 0) {
		buffer_append(out, BYTES("file="));
		exported_escape(out, file, &properties);
		format_append_number(out, ",line=", line > 0 ? line : 1, ",");
	}
	buffer_append(out, BYTES("title="));
	exported_escape(out, cut(it->title, TITLE_MAX), &properties);
	buffer_append(out, BYTES("::"));
	format_append_number(&message, "", it->count, it->count == 1 ? " time" : " times");
	exported_append_news(&message, it);
	buffer_byte(&message, '\n');
	layout_append(&message, record, &rendering->options);
	format_share(rendering, message.len);
	text = cut(buffer_bytes(&message), MESSAGE_MAX);
	bytes_take_end(&text, BYTES("\n"));
	exported_escape(out, text, &data);
	buffer_byte(out, '\n');
	buffer_end(&message, out);
}

/* Puts the line among those that are shown, by frequency; the least frequent one may have to go. False: no memory. */
static bool
keep(struct github *work, const struct exported *it)
{
	struct annotation *list = work->shown[it->level], added = { .count = it->count };
	size_t place = 0;

	buffer_append(&added.text, buffer_bytes(&work->rendering.line));
	if (added.text.full)
		return false;
	while (list[place].count >= it->count)
		place++;
	work->others += list[SHOWN - 1].count > 0;
	buffer_free(&list[SHOWN - 1].text);
	memmove(list + place + 1, list + place, (SHOWN - 1 - place) * sizeof(*list));
	list[place] = added;
	return true;
}

/* Writes the finding on a process at once, and so before all groups. */
static void
append_finding(struct rendering *rendering, const struct record *record)
{
	struct github *work = (struct github *)rendering;
	struct bytes finding = json_text(record->value, NAME_FINDING);
	struct buffer *out = &rendering->line, process = { .at = NULL };

	if (finding.len == 0 || work->findings == FINDINGS)
		return;
	work->findings++;
	exported_append_process(&process, record);
	buffer_append(out, BYTES("::warning title="));
	exported_escape(out, cut(buffer_bytes(&process), TITLE_MAX), &properties);
	buffer_append(out, BYTES("::"));
	exported_escape(out, cut(finding, MESSAGE_MAX), &data);
	buffer_byte(out, '\n');
	buffer_end(&process, out);
	format_flush(rendering);
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct github *work = (struct github *)rendering;
	struct exported it;

	if (exported_is_history(record) || format_count(record) == 0)
		return true;
	if (!exported_read(record, &it))
		return false;
	append_finding(rendering, record);
	if (it.level == EXPORTED_NOTE || news_is_known(it.news) ||
	    work->shown[it.level][SHOWN - 1].count >= it.count) {
		work->others++;
		return true;
	}
	append_annotation(rendering, &it, record);
	return !rendering->line.full && !arena_full(record->memory) && keep(work, &it);
}

static void
end(struct rendering *rendering)
{
	struct github *work = (struct github *)rendering;
	FILE *out = rendering->options.out;

	for (size_t level = EXPORTED_ERROR; level > EXPORTED_NOTE; level--)
		for (size_t i = 0; i < SHOWN; i++) {
			struct buffer *text = &work->shown[level][i].text;

			if (text->len > 0)
				fwrite(text->at, 1, text->len, out);
			buffer_free(text);
		}
	if (work->others > 0)
		fprintf(out,
		    "::notice::%lld more not shown: known, no error, or past the first 10\n",
		    work->others);
}

const struct format github_format = { sizeof(struct github), .add = add, .end = end };
