/* illumos mdb: ::stack, $c, $C and ::findstack -v. */
#ifndef ST_NATIVE_MDB_H
#define ST_NATIVE_MDB_H

#include "native/dialect.h"

extern const struct debugger mdb_debugger;

/*
 * Takes a frame's line apart; the frame's texts point into the line. False: it is no frame. `more`: frames stand before
 * it, so a frame with a 32-bit address is recognised even without a module.
 */
bool mdb_parse(struct bytes line, bool more, struct frame *frame);

#endif
