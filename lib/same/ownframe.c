#include "same/ownframe.h"

#include "record/names.h"
#include "same/clibrary.h"
#include "same/stacknames.h"

/* What the headers of C++ put between a program and the C library: std::lock_guard, __gthread_mutex_lock. */
static bool
is_of_header(const struct called *called)
{
	static const struct bytes names[] = { BYTES_ROW("std::"), BYTES_ROW("__gnu_cxx::"),
		BYTES_ROW("__gthread_"), BYTES_ROW("gthread_") };

	if (bytes_start(called->file, BYTES("/usr/include/")) ||
	    bytes_find(called->file, BYTES("/include/c++/")) != NULL)
		return true;
	for (size_t i = 0; i < COUNT_OF(names) && called->by == CALLED_BY_NAME; i++)
		if (bytes_start(called->text, names[i]))
			return true;
	return false;
}

static bool
is_of_library(const struct called *called)
{
	return is_of_header(called) || clibrary_is_module(called->path) ||
	    clibrary_is_file(called->file) ||
	    (called->by == CALLED_BY_NAME && clibrary_is_function(called->text));
}

const struct value *
ownframe_of(const struct value *record, struct arena *memory)
{
	struct called_reading reading = called_reading(record);
	const struct value *frame = json_first(json_member(record, NAME_FRAMES)), *other = NULL;

	for (; frame != NULL; frame = json_next(frame)) {
		struct called called = called_of(frame, reading, memory);

		if (stacknames_is_own(&called) && !is_of_header(&called))
			return frame;
		if (other == NULL && called.by != CALLED_BY_NOTHING && !is_of_library(&called))
			other = frame;
	}
	return other;
}
