/* pstack of Solaris and illumos, with what may stand behind it (pldd, pflags). */
#ifndef ST_NATIVE_PSTACK_H
#define ST_NATIVE_PSTACK_H

#include "native/dialect.h"

struct pstack {
	struct dialect *dialect;
	struct draft *open;
	bool process; /* its header came, and no thread yet: frames may follow at once */
};

/* `-----------------  lwp# 1 / thread# 1  ----`, `1425:\t/usr/bin/httpd -k start`, `core '…' of 1425:` */
bool pstack_begins(struct bytes line);

/* The header of a process: it begins a new snapshot where threads came before. */
bool pstack_begins_process(struct bytes line);

void pstack_feed(struct pstack *pstack, struct bytes line);
void pstack_end(struct pstack *pstack);

#endif
