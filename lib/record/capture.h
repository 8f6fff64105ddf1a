/* A capture as st-collect writes it: one debugger run, and what /proc said before. */
#ifndef ST_RECORD_CAPTURE_H
#define ST_RECORD_CAPTURE_H

#include "record/stream.h"
#include "record/thread.h"

struct capture {
	struct process process;
	struct bytes time, text;
	long long sample, max_frames; /* -1: not known */
	const struct value *threads;  /* the first of them; read_next() gives the others */
};

/* Takes a record of type "capture" apart; what it gives lives as long as the record. */
struct capture capture_read(const struct record *record);

#endif
