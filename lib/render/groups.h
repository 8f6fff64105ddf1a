/* Groups for people, in the order of interest, under a heading that says what there is and what is wrong. */
#ifndef ST_RENDER_GROUPS_H
#define ST_RENDER_GROUPS_H

#include "render/format.h"
#include "render/view.h"

/* Takes in a group: `append` says what there is below its head. False: no memory. */
bool groups_add(struct rendering *rendering, struct view *view, const struct record *record,
    void (*append)(struct rendering *rendering, const struct record *record));

/* Writes the heading, what is wrong in more words, and all groups; nothing where none came. Gives the view's memory back. */
void groups_end(struct rendering *rendering, struct view *view, struct bytes wrong);

/*
 * Appends whose it is: `thread 3, LWP 8837 "httpd"`; `20 threads "balance" 177-196`; `40 threads "httpd" of 40
 * processes`. `several`: there are rows of more than one process.
 */
void groups_append_threads(struct rendering *rendering, struct view_row *row, bool several);

/* Appends what a group begins with, and a LF. */
void groups_append_head(struct rendering *rendering, struct view_row *row, bool several);

/*
 * Keeps what the threads wait for in the view's memory, where there is room (else arena_full() of that is true, and
 * there is nothing to append); and appends it: of threads of several processes, what those of the first one wait for.
 */
void groups_keep_waits(struct rendering *rendering, struct view *view, struct view_row *row,
    const struct record *record);
void groups_append_waits(struct rendering *rendering, struct view_row *row);

/* Append what else there is below the head: of threads, of exceptions (render/text, render/exception). */
void text_append_group(struct rendering *rendering, const struct record *record);
void exception_append_group(struct rendering *rendering, const struct record *record);

#endif
