/* pstack of Solaris and illumos, with what may stand behind it (pldd, pflags). */
#ifndef ST_NATIVE_PSTACK_H
#define ST_NATIVE_PSTACK_H

#include "native/dialect.h"

struct pstack {
	struct dialect *dialect;
	struct draft *open;
	bool process; /* its header came, and no thread yet: frames may follow at once */
};

/* `-----------------  lwp# 1 / thread# 1  ----` */
bool pstack_begins_thread(struct bytes line);

/* What follows the header of a process: a thread's, or at once a frame. */
bool pstack_goes_on(struct bytes line);

/* The header of a process: `1425:\t/usr/bin/httpd -k start`, `core '…' of 1425:` */
bool pstack_begins_process(struct bytes line);

void pstack_feed(struct pstack *pstack, struct bytes line);
void pstack_end(struct pstack *pstack);

#endif
