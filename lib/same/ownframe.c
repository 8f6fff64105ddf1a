#include "same/ownframe.h"

#include "record/names.h"
#include "same/called.h"
#include "same/interpreter.h"

/* Whether a function is of a header of C++ or of the system, such as std::lock_guard. */
static bool
is_of_header(struct bytes file)
{
	return bytes_start(file, BYTES("/usr/include/")) ||
	    bytes_find(file, BYTES("/include/c++/")) != NULL;
}

const struct value *
ownframe_of(const struct value *record, struct arena *memory)
{
	struct called_reading reading = called_reading(record);
	const struct value *frames = json_member(record, NAME_FRAMES), *other = NULL;
	bool python = interpreter_runs(frames);

	for (const struct value *frame = json_first(frames); frame != NULL;
	     frame = json_next(frame)) {
		struct called called = called_of(frame, reading, memory);
		bool own = called_is_own(&called) && !is_of_header(called.file);

		if (python && interpreter_is(frame))
			continue;
		if (own && called.by == CALLED_BY_NAME)
			return frame;
		if (other == NULL && (own || bytes_equal(called.text, BYTES("main"))))
			other = frame;
	}
	return other;
}
