/* What a page says of a thread, an exception, or a group of them, as data: report.js makes a row of it. */
#ifndef ST_RENDER_HTML_HTMLROW_H
#define ST_RENDER_HTML_HTMLROW_H

#include "render/html/htmltexts.h"
#include "render/view.h"

/* What is known of a row when its first record comes; the line of the rendering, which is scratch, is empty again. */
cJSON *htmlrow_begin(
    struct htmltexts *texts, struct rendering *rendering, const struct record *record);

/* What a row consists of when all records have come. */
struct htmlrow_sums {
	long long cpu_ms;  /* below 0: not known */
	long long samples; /* how many looks at threads it is of; 0: of none */
};

/* Adds what is known when all records have come; the line of the rendering is scratch again. */
void htmlrow_end(struct htmltexts *texts, cJSON *object, struct rendering *rendering,
    struct view_row *row, const struct htmlrow_sums *sums);

#endif
