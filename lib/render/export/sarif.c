/* SARIF 2.1.0: a result for each group, written as it comes; the rules follow at the end. */
#include "base/ascii.h"
#include "base/keyset.h"
#include "record/names.h"
#include "render/built.h"
#include "render/export/exported.h"
#include "json/write.h"

enum { RULES_HELD = 16 * 1024 * 1024 }; /* bytes of the rules' names */

struct sarif {
	struct rendering rendering;
	struct arena *memory;
	struct keyset rules;
};

/* Appends a path as a URI reference (RFC 3986); an absolute one gets the scheme `file`. */
static void
append_uri(struct buffer *out, struct bytes path)
{
	static const char digits[] = "0123456789ABCDEF";

	if (bytes_head(path) == '/')
		buffer_append(out, BYTES("file://"));
	for (size_t i = 0; i < path.len; i++) {
		unsigned char c = (unsigned char)path.at[i];

		if (ascii_is_letter(path.at[i]) || ascii_is_digit(path.at[i]) ||
		    bytes_has(BYTES("-._~/"), path.at[i])) {
			buffer_byte(out, path.at[i]);
			continue;
		}
		buffer_byte(out, '%');
		buffer_byte(out, digits[c >> 4]);
		buffer_byte(out, digits[c & 15]);
	}
}

/* {"physicalLocation":…,"logicalLocations":[…]} */
static void
append_location(struct buffer *out, const struct format_options *options, const struct value *frame,
    struct arena *memory)
{
	struct bytes file = exported_path(options, json_text(frame, NAME_FILE));
	long long line = json_number(frame, NAME_LINE);

	buffer_byte(out, '{');
	if (file.len > 0) {
		buffer_append(out, BYTES("\"physicalLocation\":{\"artifactLocation\":{\"uri\":\""));
		append_uri(out, file);
		buffer_append(out, BYTES("\"}"));
		format_append_number(out, ",\"region\":{\"startLine\":", line > 0 ? line : -1, "}");
		buffer_append(out, BYTES("},"));
	}
	buffer_append(out, BYTES("\"logicalLocations\":["));
	WRITE_FIRST(out, "fullyQualifiedName");
	write_text(out, exported_function(frame, memory));
	buffer_append(out, BYTES(",\"kind\":\"function\"}]}"));
}

static void
append_stack(struct buffer *out, const struct format_options *options, const struct record *record)
{
	const struct value *frame = json_first(json_member(record->value, NAME_FRAMES));
	size_t start;

	if (frame == NULL)
		return;
	buffer_append(out, BYTES(",\"stacks\":[{\"frames\":"));
	start = out->len;
	for (; frame != NULL; frame = json_next(frame)) {
		struct bytes args = json_text(frame, NAME_ARGS);

		buffer_append(out, BYTES(",{\"location\":"));
		append_location(out, options, frame, record->memory);
		WRITE_TEXT(out, "module", json_text(frame, NAME_MODULE));
		if (options->values && args.len > 0) {
			buffer_append(out, BYTES(",\"parameters\":["));
			write_text(out, args);
			buffer_byte(out, ']');
		}
		buffer_byte(out, '}');
	}
	write_close_array(out, start);
	buffer_append(out, BYTES("}]"));
}

static void
append_message(struct buffer *out, const struct exported *it, const struct record *record)
{
	struct bytes message = json_text(json_member(record->value, NAME_EXCEPTION), NAME_MESSAGE);
	struct bytes text = it->title;

	if (message.len == 0)
		message = json_text(record->value, NAME_REASON);
	if (message.len > 0 && it->types.len == 0)
		text = arena_join(
		    record->memory, arena_join(record->memory, text, BYTES("\n")), message);
	buffer_append(out, BYTES(",\"message\":{\"text\":"));
	write_text(out, text);
	buffer_byte(out, '}');
}

/* Appends what is known of earlier runs. SARIF has no word for what has regressed: that is `new`, with a property. */
static void
append_baseline(struct buffer *out, const struct exported *it, const struct record *record)
{
	struct bytes issue = json_text(json_member(record->value, NAME_ISSUE), NAME_ID);
	struct bytes finding = json_text(record->value, NAME_FINDING);
	struct bytes print = it->fingerprint, version;
	size_t start;

	WRITE_TEXT(out, "baselineState",
	    it->count == 0                            ? BYTES("absent")
		: news_is_known(it->news)             ? BYTES("unchanged")
		: it->news.told || it->news.regressed ? BYTES("new")
						      : BYTES_NONE);
	if (bytes_next(&print, ':', &version) && bytes_equal(version, BYTES("2"))) {
		buffer_append(out, BYTES(",\"partialFingerprints\":{\"stacktraces/v2\":"));
		write_text(out, print);
		buffer_byte(out, '}');
	}
	if (!it->news.regressed && issue.len == 0 && finding.len == 0)
		return;
	buffer_append(out, BYTES(",\"properties\":"));
	start = out->len;
	WRITE_FLAG(out, "regressed", it->news.regressed);
	WRITE_TEXT(out, "issue", issue);
	WRITE_TEXT(out, "finding", finding);
	write_close(out, start);
}

static void
append_result(struct buffer *out, const struct exported *it, size_t rule,
    const struct format_options *options, const struct record *record)
{
	static const struct bytes levels[] = { [EXPORTED_NOTE] = BYTES_ROW("note"),
		[EXPORTED_WARNING] = BYTES_ROW("warning"),
		[EXPORTED_ERROR] = BYTES_ROW("error") };

	WRITE_FIRST(out, "ruleId");
	write_text(out, it->rule);
	WRITE_NUMBER(out, "ruleIndex", (long long)rule);
	WRITE_TEXT(out, "level", levels[it->level]);
	append_message(out, it, record);
	if (it->own != NULL) {
		buffer_append(out, BYTES(",\"locations\":["));
		append_location(out, options, it->own, record->memory);
		buffer_byte(out, ']');
	}
	append_stack(out, options, record);
	WRITE_NUMBER(out, "occurrenceCount", it->count > 0 ? it->count : -1);
	append_baseline(out, it, record);
	buffer_byte(out, '}');
}

static void
begin(struct sarif *work)
{
	buffer_append(&work->rendering.line,
	    BYTES("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
		  "\"version\":\"2.1.0\",\"runs\":[{\"columnKind\":\"unicodeCodePoints\","
		  "\"results\":["));
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct sarif *work = (struct sarif *)rendering;
	struct buffer written = { .at = NULL };
	struct exported it;
	size_t rule;

	if (exported_is_history(record))
		return true;
	if (work->memory == NULL)
		work->memory = arena_new(RULES_HELD);
	if (work->memory == NULL || !exported_read(record, &it))
		return false;
	rule = keyset_number(&work->rules, it.rule, work->memory);
	if (rule == INDEX_NONE)
		return false;
	if (!rendering->any)
		begin(work);
	buffer_append(&rendering->line, rendering->any ? BYTES(",\n") : BYTES("\n"));
	append_result(&written, &it, rule, &rendering->options, record);
	format_share(rendering, written.len);
	exported_append_json(&rendering->line, buffer_bytes(&written));
	buffer_end(&written, &rendering->line);
	if (rendering->line.full || arena_full(record->memory))
		return false;
	rendering->any = true;
	format_flush(rendering);
	return true;
}

static void
end(struct rendering *rendering)
{
	struct sarif *work = (struct sarif *)rendering;
	cJSON *tool = built_object();
	cJSON *driver = built_member(tool, "driver", built_object()), *rules;

	rendering->line.ceiling = 0;
	if (!rendering->any)
		begin(work);
	built_text(driver, "name", BYTES("stacktraces"));
	built_text(driver, "version", BYTES(ST_VERSION));
	rules = built_member(driver, "rules", built_array());
	for (size_t i = 0; i < work->rules.count; i++)
		built_text(built_element(rules, built_object()), "id", work->rules.keys[i]);
	buffer_append(&rendering->line, BYTES("\n],\"tool\":"));
	built_append(&rendering->line, tool);
	buffer_append(&rendering->line, BYTES("}]}\n"));
	format_flush(rendering);
	keyset_free(&work->rules);
	arena_free(work->memory);
}

const struct format sarif_format = { sizeof(struct sarif), .add = add, .end = end };
