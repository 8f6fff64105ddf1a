/* A thread, an exception, or a group of these as data of a page: its script makes a row of it. */
#ifndef ST_RENDER_HTML_HTMLROW_H
#define ST_RENDER_HTML_HTMLROW_H

#include "render/html/htmltexts.h"
#include "render/view.h"

/* Makes the row's data when its first record comes. The rendering's line is used as scratch, and empty afterwards. */
cJSON *htmlrow_begin(
    struct htmltexts *texts, struct rendering *rendering, const struct record *record);

/* The sums over all records of a row. */
struct htmlrow_sums {
	long long cpu_ms;  /* below 0: not known */
	long long samples; /* how many samples of threads it has; 0: none */
};

/* Adds what is known when all records have come; the rendering's line is scratch, as above. */
void htmlrow_end(struct htmltexts *texts, cJSON *object, struct rendering *rendering,
    struct view_row *row, const struct htmlrow_sums *sums);

#endif
