/* Metrics for the textfile collector of Prometheus' node_exporter: gauges, since each file only counts its own input. */
#include "base/array.h"
#include "base/keyset.h"
#include "record/names.h"
#include "render/export/exported.h"

#include <stdlib.h>

enum { SERIES_MAX = 100, HELD_MAX = 64 * 1024 * 1024 };

struct prometheus {
	struct rendering rendering;
	struct arena *memory;
	struct keyset labels;
	long long *counts; /* by the numbers of the labels */
	size_t size;
	long long sums[FORMAT_KINDS];
	long long findings;
};

static const struct exported_escapes label = { "\\\"\n", { "\\\\", "\\\"", "\\n" } };

static void
append_labels(struct buffer *out, const struct exported *it, const struct record *record)
{
	buffer_append(out, BYTES("{fingerprint=\""));
	exported_escape(out, it->fingerprint, &label);
	buffer_append(out, BYTES("\",of=\""));
	buffer_append(out, it->of);
	buffer_append(out, BYTES("\",state=\""));
	exported_escape(out, json_text(record->value, NAME_STATE), &label);
	buffer_append(out, BYTES("\",known=\""));
	buffer_append(out,
	    it->news.regressed            ? BYTES("regressed")
		: news_is_known(it->news) ? BYTES("true")
		: it->news.fresh          ? BYTES("false")
					  : BYTES_NONE);
	buffer_append(out, BYTES("\"}"));
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct prometheus *work = (struct prometheus *)rendering;
	struct bytes labels;
	struct exported it;
	size_t number;

	if (exported_is_history(record) || format_count(record) == 0)
		return true;
	if (work->memory == NULL)
		work->memory = arena_new(HELD_MAX);
	if (work->memory == NULL || !exported_read(record, &it))
		return false;
	append_labels(&rendering->line, &it, record);
	labels = buffer_bytes(&rendering->line);
	number = rendering->line.full ? INDEX_NONE : keyset_find(&work->labels, labels);
	if (number == INDEX_NONE && !rendering->line.full &&
	    ARRAY_ROOM(work->counts, work->labels.count, work->size)) {
		work->counts[work->labels.count] = 0;
		number = keyset_add(&work->labels, labels, work->memory);
	}
	if (number == INDEX_NONE)
		return false;
	work->counts[number] += it.count;
	work->sums[format_kind(record)] += it.count;
	work->findings += json_text(record->value, NAME_FINDING).len > 0;
	return true;
}

/* The series with the greatest count; of equal ones the first. */
static size_t
greatest(const struct prometheus *work)
{
	size_t found = 0;

	for (size_t i = 1; i < work->labels.count; i++)
		if (work->counts[i] > work->counts[found])
			found = i;
	return found;
}

static void
write_groups(struct prometheus *work, FILE *out)
{
	fputs("# HELP stacktraces_groups Threads or exceptions of a group.\n"
	      "# TYPE stacktraces_groups gauge\n",
	    out);
	for (size_t i = 0; i < work->labels.count && i < SERIES_MAX; i++) {
		size_t most = greatest(work);
		struct bytes labels = work->labels.keys[most];

		fprintf(out, "stacktraces_groups%.*s %lld\n", (int)labels.len, labels.at,
		    work->counts[most]);
		work->counts[most] = -1;
	}
}

static void
end(struct rendering *rendering)
{
	struct prometheus *work = (struct prometheus *)rendering;
	FILE *out = rendering->options.out;

	if (work->labels.count > 0)
		write_groups(work, out);
	fputs("# HELP stacktraces_groups_left_out Groups beyond the 100 that are largest.\n"
	      "# TYPE stacktraces_groups_left_out gauge\n",
	    out);
	fprintf(out, "stacktraces_groups_left_out %zu\n",
	    work->labels.count > SERIES_MAX ? work->labels.count - SERIES_MAX : 0);
	fputs("# HELP stacktraces_events All threads or exceptions.\n"
	      "# TYPE stacktraces_events gauge\n",
	    out);
	for (int kind = 0; kind < FORMAT_KINDS; kind++)
		fprintf(out, "stacktraces_events{of=\"%s\"} %lld\n", format_kinds[kind],
		    work->sums[kind]);
	fputs("# HELP stacktraces_findings Processes that show something by a rule, as that no "
	      "worker is idle.\n"
	      "# TYPE stacktraces_findings gauge\n",
	    out);
	fprintf(out, "stacktraces_findings %lld\n", work->findings);
	keyset_free(&work->labels);
	arena_free(work->memory);
	free(work->counts);
}

const struct format prometheus_format = { sizeof(struct prometheus), .add = add, .end = end };
