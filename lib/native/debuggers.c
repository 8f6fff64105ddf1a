#include "native/debuggers.h"

#include "base/list.h"
#include "base/memory.h"
#include "native/apport.h"
#include "native/eustack.h"
#include "native/gdb/gdb.h"
#include "native/kernel/ddb.h"
#include "native/kernel/drgn.h"
#include "native/kernel/kernel.h"
#include "native/lldb.h"
#include "native/macos.h"
#include "native/mdb.h"
#include "native/mongo.h"
#include "native/printed/glibc.h"
#include "native/printed/openmpi.h"
#include "native/printed/rust.h"
#include "native/procstat.h"
#include "native/pstack.h"
#include "native/pythreads.h"
#include "native/sanitizer/sanitizer.h"
#include "native/tombstone.h"

#include <stdlib.h>

/* Asked in this order whether a line is theirs. */
static const struct debugger *const all[] = { &sanitizer_debugger, &tombstone_debugger,
	&drgn_debugger, &pythreads_debugger, &pstack_debugger, &eustack_debugger, &gdb_debugger,
	&mongo_debugger, &openmpi_debugger, &rust_debugger, &glibc_debugger, &lldb_debugger,
	&macos_debugger, &kernel_debugger, &ddb_debugger, &procstat_debugger, &mdb_debugger,
	&apport_debugger };

_Static_assert(
    COUNT_OF(all) <= sizeof(unsigned) * 8, "debuggers.asked has a bit for each debugger");

const struct debugger *
debuggers_at(size_t i)
{
	return i < COUNT_OF(all) ? all[i] : NULL;
}

bool
debuggers_look(struct bytes tool)
{
	for (size_t i = 0; i < COUNT_OF(all); i++)
		if (all[i]->looks && bytes_equal(tool, bytes_of(all[i]->name)))
			return true;
	return false;
}

/* Makes the state of a debugger that keeps one; false: no memory. */
static bool
open_state(struct dialect *dialect, const struct debugger *debugger)
{
	struct state *state;

	if (debugger->state == 0)
		return true;
	state = memory_zero(1, sizeof(*state) + debugger->state);
	if (state == NULL)
		return false;
	state->debugger = debugger;
	LIST_APPEND(&dialect->states, state);
	if (debugger->init != NULL)
		debugger->init(dialect);
	return true;
}

bool
debuggers_open(struct dialect *dialect)
{
	bool opened = open_state(dialect, &gdb_debugger); /* the first one is found fastest */

	for (size_t i = 0; i < COUNT_OF(all) && opened; i++)
		opened = all[i] == &gdb_debugger || open_state(dialect, all[i]);
	return opened;
}

void
debuggers_close(struct dialect *dialect)
{
	for (struct state *state = dialect->states.first, *next; state != NULL; state = next) {
		next = state->next;
		if (state->debugger->free != NULL)
			state->debugger->free(state->own);
		free(state);
	}
}

void
debuggers_init(struct debuggers *debuggers)
{
	for (size_t i = 0; i < COUNT_OF(all); i++)
		for (const char *c = all[i]->first; c != NULL && *c != '\0'; c++)
			debuggers->asked[(unsigned char)*c] |= 1U << i;
}

const struct debugger *
debuggers_ask(size_t *at, const struct dialect *dialect, struct line *line,
    const struct debugger *now, unsigned asked, enum begins *begins)
{
	while (*at < COUNT_OF(all)) {
		size_t i = (*at)++;
		const struct debugger *debugger = all[i];
		bool shown = dialect->stray ? debugger != now && debugger->offered
					    : (asked & (1U << i)) != 0;

		if (!shown)
			continue;
		*begins = debugger->begins(dialect, line, debugger == now);
		if (*begins != BEGINS_NOTHING)
			return debugger;
	}
	return NULL;
}
