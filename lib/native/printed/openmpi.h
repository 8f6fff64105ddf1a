/*
 * Crash reports of Open MPI: those of several ranks come line by line among each other, and `[host:pid] ` before each
 * line says of which process it is.
 */
#ifndef ST_NATIVE_PRINTED_OPENMPI_H
#define ST_NATIVE_PRINTED_OPENMPI_H

#include "native/dialect.h"

extern const struct debugger openmpi_debugger;

#endif
