/* Texts and frames of a page: each is in it once, and referred to by its number. */
#ifndef ST_RENDER_HTML_HTMLTEXTS_H
#define ST_RENDER_HTML_HTMLTEXTS_H

#include "base/keyset.h"
#include "render/built.h"
#include "render/format.h"

/* What the function and the file of a frame are, and the library that it is of, as numbers of texts. */
struct htmltexts_place {
	size_t name, full, file, library;
};

/*
 * Keys are the texts made safe (base/shown.h), the frames as JSON, and of places what the record has. All zero but for
 * `options`: none yet.
 */
struct htmltexts {
	const struct format_options *options;
	struct arena *memory;
	struct keyset texts, frames, places;
	struct htmltexts_place *known; /* by the numbers of `places` */
	size_t known_size;
	struct buffer key, frame; /* scratch */
	/* memory was refused, or the ceiling reached: a number may be 0 because of that */
	bool lost;
};

/* False: no memory. The options have to outlive it. */
bool htmltexts_open(struct htmltexts *texts, const struct format_options *options);
void htmltexts_close(struct htmltexts *texts);

/* The number of a text; 0 for no bytes. */
size_t htmltexts_text(struct htmltexts *texts, struct bytes text);

/*
 * The number of a frame, from 0 on; for `python` see library_of(). A frame includes its arguments and, if options->values
 * is set, its local variables.
 */
size_t htmltexts_frame(
    struct htmltexts *texts, const struct value *frame, bool python, struct arena *scratch);

/* Adds the number of a text as a member of the object; nothing for no bytes. */
void htmltexts_put(struct htmltexts *texts, cJSON *object, const char *name, struct bytes text);

/* Adds both as members of the page's data: `texts` and `frames`, arrays in the order of their numbers. */
void htmltexts_write(struct htmltexts *texts, cJSON *data);

#endif
