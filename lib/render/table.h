/* A line a group: a table for people, or csv and tsv of the same columns. */
#ifndef ST_RENDER_TABLE_H
#define ST_RENDER_TABLE_H

#include "render/format.h"

extern const struct format table_format, table_csv_format, table_tsv_format;

/* Checks a list of columns, `count,name`. False: *wrong is a name that is no column. */
bool table_has_columns(const char *list, struct bytes *wrong);

#endif
