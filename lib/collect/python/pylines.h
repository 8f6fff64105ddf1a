/* Which line of its file a place in the code of a Python function is of: the tables of CPython 3.8 to 3.14. */
#ifndef ST_COLLECT_PYTHON_PYLINES_H
#define ST_COLLECT_PYTHON_PYLINES_H

#include "base/bytes.h"
#include "collect/python/pylayout.h"

/*
 * The line of the byte at `place`; below 0, the function has not begun, and it is the first line. 0: that place is of no
 * line; -1: the table has no such place, so that one of both is wrong.
 */
long long pylines_find(
    enum pylayout_lines lines, struct bytes table, long long first, long long place);

#endif
