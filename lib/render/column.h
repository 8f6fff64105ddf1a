/* The columns of the formats table, csv and tsv. */
#ifndef ST_RENDER_COLUMN_H
#define ST_RENDER_COLUMN_H

#include "render/view.h"

/* What a cell of a column holds; numbers are aligned to the right. */
struct column {
	const char *name;
	void (*append)(struct buffer *out, struct view_row *row, long long total);
	bool number;
	bool end; /* if it is cut, its end is kept */
};

/* Their names, as a message lists them. */
extern const char column_names[];

/* NULL: there is no column of that name. */
const struct column *column_find(struct bytes name);

#endif
