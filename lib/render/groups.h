/* Groups for people, the most interesting first, under a heading that sums them up. */
#ifndef ST_RENDER_GROUPS_H
#define ST_RENDER_GROUPS_H

#include "render/format.h"
#include "render/view.h"

/* Adds a group; `append` appends the lines below its head. False: no memory. */
bool groups_add(struct rendering *rendering, struct view *view, const struct record *record,
    void (*append)(struct rendering *rendering, const struct record *record));

/* Writes the heading, then the text `wrong`, then all groups; nothing if none came. Gives the view's memory back. */
void groups_end(struct rendering *rendering, struct view *view, struct bytes wrong);

/*
 * Appends which threads a row is of: `thread 3, LWP 8837 "httpd"`; `20 threads "balance" 177-196`; `40 threads "httpd" of
 * 40 processes`. `several`: there are rows of more than one process.
 */
void groups_append_threads(struct rendering *rendering, struct view_row *row, bool several);

/* What to call an exception without a type: it may have a message, or be cut. */
struct bytes groups_untyped(bool message, bool cut);

/* Appends the first line of a group, with its LF. */
void groups_append_head(struct rendering *rendering, struct view_row *row, bool several);

/*
 * Copies what the threads wait for into the view's arena (if that is full, there is nothing to append), and appends that.
 * If the threads are of several processes, it is what those of the first one wait for.
 */
void groups_keep_waits(struct rendering *rendering, struct view *view, struct view_row *row,
    const struct record *record);
void groups_append_waits(struct rendering *rendering, struct view_row *row);

/* Append the lines below the head: for threads (render/text), for exceptions (render/exception). */
void text_append_group(struct rendering *rendering, const struct record *record);
void exception_append_group(struct rendering *rendering, const struct record *record);

#endif
