#include "render/sampled.h"

#include "group/ranges.h"
#include "record/names.h"

/* Inserts a row, or adds it to an equal one; if it is not among those that are shown, counts its threads. */
static void
insert(struct sampled *sampled, long long in, long long of, long long threads, bool all)
{
	size_t at = 0;

	while (at < sampled->count &&
	    (sampled->rows[at].in > in ||
		(sampled->rows[at].in == in && sampled->rows[at].of < of)))
		at++;
	if (at < sampled->count && sampled->rows[at].in == in && sampled->rows[at].of == of) {
		sampled->rows[at].threads += threads;
		return;
	}
	if (at == SAMPLED_SHOWN) {
		sampled->others += threads;
		return;
	}
	if (sampled->count == SAMPLED_SHOWN)
		sampled->others += sampled->rows[--sampled->count].threads;
	for (size_t i = sampled->count++; i > at; i--)
		sampled->rows[i] = sampled->rows[i - 1];
	sampled->rows[at].in = in;
	sampled->rows[at].of = of;
	sampled->rows[at].threads = threads;
	sampled->rows[at].all = all;
}

static long long
count_of(const struct value *each, const char *name, struct arena *memory)
{
	struct ranges looks;

	return ranges_read(json_text(each, name), &looks, memory) ? ranges_count(&looks) : 0;
}

void
sampled_add(struct sampled *sampled, const struct value *group, struct arena *memory)
{
	const struct value *each = json_first(json_member(group, NAME_LOOKS));
	bool stuck = json_flag(group, NAME_STUCK);

	for (; each != NULL; each = json_next(each)) {
		long long threads = json_number(each, NAME_THREADS);
		long long in = count_of(each, NAME_IN, memory);
		long long of = count_of(each, NAME_OF, memory);

		if (threads > 0 && in > 0 && of >= in)
			insert(sampled, in, of, threads, stuck && in == of);
	}
}

void
sampled_append(struct buffer *out, const struct sampled *sampled)
{
	bool several = sampled->count > 1;

	for (size_t i = 0; i < sampled->count; i++) {
		buffer_append(out, i == 0 ? BYTES("  ") : BYTES(", "));
		if (several) {
			buffer_number(out, sampled->rows[i].threads);
			buffer_byte(out, ' ');
		}
		buffer_append(out, sampled->rows[i].all ? BYTES("in all ") : BYTES("in "));
		if (!sampled->rows[i].all) {
			buffer_number(out, sampled->rows[i].in);
			buffer_append(out, BYTES(" of "));
		}
		buffer_number(out, sampled->rows[i].of);
		if (i == 0)
			buffer_append(out, BYTES(" looks"));
	}
	if (sampled->others == 0)
		return;
	buffer_append(out, BYTES(", "));
	buffer_number(out, sampled->others);
	buffer_append(out, BYTES(" in fewer"));
}
