/* What Python calls a thread: the member _name of its object of the class threading.Thread. */
#ifndef ST_COLLECT_PYTHON_PYNAME_H
#define ST_COLLECT_PYTHON_PYNAME_H

#include "collect/python/pyobject.h"

/*
 * Found by the outermost frame of a thread, `function`, whose first variable is that object. No bytes: the thread was
 * not begun by threading, or what is in memory is no such object.
 */
struct bytes pyname_read(
    struct pyobjects *objects, uint64_t frame, const struct pyobject_code *function);

#endif
