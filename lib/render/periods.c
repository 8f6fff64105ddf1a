#include "render/periods.h"

#include "base/shown.h"
#include "record/names.h"
#include "record/when.h"
#include "render/format.h"

static struct bytes
time_of(const struct value *period)
{
	return json_text(period, NAME_TIME);
}

/* How many hours or days there are; *most: the first one with the highest count, NULL if no count is known. */
static size_t
survey(const struct value *per, const struct value **most)
{
	size_t periods = 0;

	*most = NULL;
	for (const struct value *each = json_first(per); each != NULL; each = json_next(each)) {
		long long count = json_number(each, NAME_COUNT);

		periods++;
		if (count > 0 && (*most == NULL || count > json_number(*most, NAME_COUNT)))
			*most = each;
	}
	return periods;
}

void
periods_append_bars(struct buffer *out, const struct value *per)
{
	static const char *const bars[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	const struct value *most;
	long long shown = 0, first;

	if (survey(per, &most) < 2 || most == NULL)
		return;
	first = when_period(time_of(json_first(per)));
	buffer_append(out, BYTES("  "));
	for (const struct value *each = json_first(per); each != NULL; each = json_next(each)) {
		long long place = when_period(time_of(each)) - first;
		double count = (double)(json_number(each, NAME_COUNT) - 1);

		if (place >= PERIODS_BARS || shown >= PERIODS_BARS) {
			buffer_append(out, BYTES("…"));
			return;
		}
		for (; shown < place; shown++)
			buffer_byte(out, ' ');
		buffer_append(out,
		    bytes_of(bars[count <= 0
			    ? 0
			    : (size_t)(count / (double)json_number(most, NAME_COUNT) * 8)]));
		shown++;
	}
}

/* Appends `2026-03-01T09: 8`; without the day, if that is the one before. */
static void
append_count(struct buffer *out, const struct value *period, struct bytes *day)
{
	struct bytes time = time_of(period), its = bytes_first(time, WHEN_DAY);

	if (time.len > WHEN_DAY && bytes_equal(its, *day))
		time = bytes_from(time, WHEN_DAY + 1);
	*day = its;
	shown_append(out, time);
	format_append_number(out, ": ", json_number(period, NAME_COUNT), "");
}

void
periods_append_counts(struct buffer *out, const struct value *per)
{
	const struct value *most, *each = json_first(per);
	struct bytes day = BYTES_NONE;
	size_t periods = survey(per, &most);

	if (most == NULL)
		return;
	buffer_append(
	    out, time_of(each).len > WHEN_DAY ? BYTES("  each hour: ") : BYTES("  each day: "));
	if (periods > PERIODS_LISTED) {
		format_append_number(out, "up to ", json_number(most, NAME_COUNT), ", in ");
		shown_append(out, time_of(most));
	}
	for (; periods <= PERIODS_LISTED && each != NULL; each = json_next(each)) {
		if (day.len > 0)
			buffer_append(out, BYTES(", "));
		append_count(out, each, &day);
	}
	buffer_byte(out, '\n');
}
