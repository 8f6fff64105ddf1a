/*
 * The fields that Home Assistant's page has above a message: `Logger: NAME`, and lines of others below it, in any language.
 */
#ifndef ST_PYLOG_FIELDS_H
#define ST_PYLOG_FIELDS_H

#include "pylog/above.h"

/*
 * If line `at` of those above is the field of the logger: its name, and which line is the last field's; no name: it is none.
 * Lines before `first` are no fields.
 */
size_t fields_find(const struct above *above, size_t first, size_t at, struct bytes *logger);

#endif
