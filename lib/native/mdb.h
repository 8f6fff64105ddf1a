/* illumos mdb: ::stack, $c, $C and ::findstack -v. */
#ifndef ST_NATIVE_MDB_H
#define ST_NATIVE_MDB_H

#include "native/dialect.h"

extern const struct debugger mdb_debugger;

/* Takes a frame's line apart; what it is made of points into the line. False: it is none. */
bool mdb_parse(struct bytes line, struct frame *frame);

#endif
