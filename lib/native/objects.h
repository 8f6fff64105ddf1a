/* Crashes and threads that programs write as JSON. */
#ifndef ST_NATIVE_OBJECTS_H
#define ST_NATIVE_OBJECTS_H

#include "native/dialect.h"
#include "native/native.h"
#include "json/json.h"

/* Makes threads of an object, if it is of macOS, MongoDB or py-spy. `memory`: as long as the object. */
enum native_object objects_feed(
    struct dialect *dialect, const struct value *object, struct arena *memory);

#endif
