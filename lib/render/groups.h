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

#endif
