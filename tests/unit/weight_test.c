#include "render/export/weight.h"

#include "record.h"

static struct arena *memory;

static void
weighs(struct weights *weights, const char *line, long long amount, bool is_cpu)
{
	struct record record = record_of(line, memory);
	struct weight weight;

	if (!CHECK(weight_of(weights, &record, &weight)) || !CHECK(weight.amount == amount) ||
	    !CHECK(weight.is_cpu == is_cpu))
		printf("   %s\n", line);
}

#define SAMPLE(pid, lwp, sample, more) \
	"{\"type\":\"thread\",\"process\":{\"pid\":" pid "},\"lwp\":" lwp \
	",\"sample\":" sample more "}"

int
main(void)
{
	struct weights weights = { .memory = NULL };

	memory = arena_new(1 << 20);
	/* what is no sample counts */
	weighs(&weights, "{\"type\":\"thread\",\"cpu_ms\":5}", 1, false);
	weighs(&weights,
	    "{\"type\":\"group\",\"of\":\"thread\",\"count\":7,\"sample\":1,\"cpu_ms\":5}", 7,
	    false);
	weighs(&weights, "{\"type\":\"traceback\",\"sample\":1,\"cpu_ms\":5}", 1, false);
	/* the CPU time since the sample before */
	weighs(&weights, SAMPLE("7", "71", "1", ",\"cpu_ms\":100"), 0, true);
	weighs(&weights, SAMPLE("7", "71", "2", ",\"cpu_ms\":130"), 30, true);
	weighs(&weights, SAMPLE("7", "71", "3", ",\"cpu_ms\":130"), 0, true);
	/* a thread that began since the first sample: all that it used */
	weighs(&weights, SAMPLE("7", "72", "3", ",\"cpu_ms\":20"), 20, true);
	/* another thread with the number of one that ended */
	weighs(&weights, SAMPLE("7", "71", "4", ",\"cpu_ms\":10"), 10, true);
	weighs(&weights, SAMPLE("7", "71", "5", ",\"cpu_ms\":15"), 5, true);
	/* one whose time is not known weighs nothing beside others */
	weighs(&weights, SAMPLE("7", "73", "4", ""), 0, true);
	/* another process, without times: its threads are counted */
	weighs(&weights, SAMPLE("8", "71", "1", ""), 1, false);
	weighs(&weights, SAMPLE("9", "71", "1", ",\"cpu_ms\":900"), 0, true);
	weighs(&weights, SAMPLE("9", "71", "2", ",\"cpu_ms\":901"), 1, true);
	weight_free(&weights);
	arena_free(memory);
	return check_end();
}
