#include "native/debuggers.h"

#include "native/eustack.h"
#include "native/gdb/gdb.h"
#include "native/kernel/ddb.h"
#include "native/kernel/kernel.h"
#include "native/lldb.h"
#include "native/macos.h"
#include "native/mdb.h"
#include "native/printed/glibc.h"
#include "native/printed/openmpi.h"
#include "native/procstat.h"
#include "native/pstack.h"
#include "native/pythreads.h"
#include "native/sanitizer/sanitizer.h"
#include "native/tombstone.h"

/* Asked in this order whether a line is theirs. */
static const struct debugger *const all[] = { &sanitizer_debugger, &tombstone_debugger,
	&pythreads_debugger, &pstack_debugger, &eustack_debugger, &gdb_debugger, &openmpi_debugger,
	&glibc_debugger, &lldb_debugger, &macos_debugger, &kernel_debugger, &ddb_debugger,
	&procstat_debugger, &mdb_debugger };

_Static_assert(
    COUNT_OF(all) <= sizeof(unsigned) * 8, "debuggers.asked has a bit for each debugger");

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
