/* How much a stack weighs in a profile. */
#ifndef ST_RENDER_EXPORT_WEIGHT_H
#define ST_RENDER_EXPORT_WEIGHT_H

#include "base/arena.h"
#include "base/keyset.h"
#include "record/stream.h"

/* The threads of all looks so far. All zero: none yet. */
struct weights {
	struct arena *memory;
	struct weights_of {
		struct keyset keys;
		long long *numbers; /* by the numbers of the keys */
		size_t size;
	} first_samples, cpu_ms; /* of processes, of threads */
};

struct weight {
	long long amount;
	bool is_cpu; /* milliseconds; else how many threads or exceptions the record stands for */
};

/*
 * The weight of a record. If a thread was sampled several times and its CPU time is known, the weight is the CPU time in
 * milliseconds since the sample before; 0 in the first one. Everything else weighs its count. False: no memory.
 */
bool weight_of(struct weights *weights, const struct record *record, struct weight *weight);

void weight_free(struct weights *weights);

#endif
