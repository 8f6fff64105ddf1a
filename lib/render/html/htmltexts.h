/* What a page has once, however often it comes: texts, and the frames that are made of them. */
#ifndef ST_RENDER_HTML_HTMLTEXTS_H
#define ST_RENDER_HTML_HTMLTEXTS_H

#include "base/keyset.h"
#include "render/export/built.h"
#include "render/format.h"

/* The keys are the texts as people see them, and the frames as JSON. All zero but for `options`: none yet. */
struct htmltexts {
	const struct format_options *options;
	struct arena *memory;
	struct keyset texts, frames;
	struct buffer key, frame; /* scratch */
	bool lost; /* memory was refused, or the ceiling reached: a number may be 0 for that */
};

bool htmltexts_open(struct htmltexts *texts, const struct format_options *options);
void htmltexts_close(struct htmltexts *texts);

/* The number of a text; 0: of no text. */
size_t htmltexts_text(struct htmltexts *texts, struct bytes text);

/* The number of a frame, from 0 on; `python`: as library_of() has it. Arguments are among what it is; local variables where options->values says so. */
size_t htmltexts_frame(
    struct htmltexts *texts, const struct value *frame, bool python, struct arena *scratch);

/* Adds the number of a text as a member of the object; nothing of no text. */
void htmltexts_put(struct htmltexts *texts, cJSON *object, const char *name, struct bytes text);

/* Adds both as members of the page's data: `texts` and `frames`, arrays in the order of their numbers. */
void htmltexts_write(struct htmltexts *texts, cJSON *data);

#endif
