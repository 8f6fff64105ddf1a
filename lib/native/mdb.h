/* illumos mdb: ::stack, $c, $C and ::findstack -v. */
#ifndef ST_NATIVE_MDB_H
#define ST_NATIVE_MDB_H

#include "native/dialect.h"

extern const struct debugger mdb_debugger;

/*
 * Takes a frame's line apart; what it is made of points into the line. False: it is none. `more`: frames stand before it,
 * so that one of 32 bits needs no module to be known.
 */
bool mdb_parse(struct bytes line, bool more, struct frame *frame);

#endif
