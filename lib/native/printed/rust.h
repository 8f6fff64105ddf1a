/* Backtraces that programs in Rust print of themselves: when they panic (RUST_BACKTRACE), and with an error (anyhow). */
#ifndef ST_NATIVE_PRINTED_RUST_H
#define ST_NATIVE_PRINTED_RUST_H

#include "native/dialect.h"

extern const struct debugger rust_debugger;

/* Takes a line apart: `  12: loom::weave`, `  12:     0x55d0c1a3b740 - loom::weave::h0123`. False: it is no frame. */
bool rust_parse(struct bytes line, struct frame *frame);

#endif
