/* eu-stack of elfutils, with any of its options. */
#ifndef ST_NATIVE_EUSTACK_H
#define ST_NATIVE_EUSTACK_H

#include "native/dialect.h"

struct eustack {
	struct dialect *dialect;
	struct draft *open;
};

/* `PID 13630 - process`, `TID 13632:` */
bool eustack_begins(struct bytes line);

/* `PID …`: it begins a new snapshot where threads came before. */
bool eustack_begins_process(struct bytes line);

void eustack_feed(struct eustack *eustack, struct bytes line);
void eustack_end(struct eustack *eustack);

#endif
