/* What a frame is called, whichever debugger printed it: by its name, or by its place in a module. */
#ifndef ST_SAME_CALLED_H
#define ST_SAME_CALLED_H

#include "json/json.h"

enum called_by {
	CALLED_BY_NOTHING, /* no name, no module: an address alone */
	CALLED_BY_NAME,
	CALLED_BY_PLACE,  /* module and offset: `libui.so+0x12c4` */
	CALLED_BY_MODULE, /* the module alone: `libui.so` */
	CALLED_BY_TEXT,   /* a line that no parser could take apart, without its addresses */
};

struct called {
	enum called_by by;
	/* As the clear text of a fingerprint has it: the normalised name, the place, the module or the line. */
	struct bytes text;
	/* Of a Python frame, as owncode_of() gives it; else the base name of the module, without its version. */
	struct bytes module;
	/* As the record has them; `path` is that of the module. */
	struct bytes address, path, file;
	bool python, library; /* `library` is set only for Python frames */
	bool signal_handler, unreliable;
};

/* How the frames of a record are to be read. */
struct called_reading {
	bool python; /* they are Python's, also where they do not say so */
	/* `offset` counts from the module's start: systemd-coredump and eu-stack, as 0.1 wrote them */
	bool old_offsets;
};

/* `libcodec.so+0x9a9ee`, in the arena; where that is full, the module as it was. */
struct bytes called_place(struct bytes module, long long offset, struct arena *memory);

struct called_reading called_reading(const struct value *record);

struct called called_of(
    const struct value *frame, struct called_reading reading, struct arena *memory);

/*
 * Whether the frame is of the program's own code: not of the C library, the runtime of C++ or the beginning of a thread;
 * a Python frame, if it is of no library.
 */
bool called_is_own(const struct called *called);

/* Whether the name of a function says nothing: none, `??`, `n/a`. */
bool called_says_nothing(struct bytes function);

/* The same, but faster: the first letter of nearly all names shows that they are names. */
static inline bool
called_is_unnamed(struct bytes function)
{
	char c = bytes_head(function);

	return !(c == '_' || (c >= 'a' && c <= 'm') || (c >= 'o' && c <= 'z')) &&
	    called_says_nothing(function);
}

#endif
