#include "native/kernel/kernelfault.h"

#include "base/words.h"

#include <string.h>

enum { AGE_MOST = 60 }; /* lines between a fault and its heading */

/* What lines on faults begin with, behind `watchdog: ` and the like: `9` is a number, `*` any text. */
static const struct {
	const char *words;
	bool again;
} faults[] = {
	{ "BUG: unable to handle ", false },
	{ "BUG: kernel NULL pointer dereference", false },
	{ "BUG: soft lockup - ", false },
	{ "BUG: workqueue lockup - ", false },
	{ "BUG: K*SAN: ", false },
	{ "BUG: KFENCE: ", false },
	{ "BUG: scheduling while atomic: ", false },
	{ "BUG: sleeping function called from ", false },
	{ "BUG: Bad page ", false },
	{ "BUG: spinlock ", false },
	{ "BUG: stack guard page ", false },
	{ "kernel BUG at ", false },
	{ "Unable to handle kernel ", false },
	{ "WARNING: CPU: 9 PID: 9 at ", false },
	{ "WARNING: possible ", false }, /* lockdep */
	{ "WARNING: suspicious RCU usage", false },
	{ "Watchdog detected hard LOCKUP ", false },
	{ "rcu_* stall", false },
	{ "* invoked oom-killer: ", false },
	{ "Kernel panic - not syncing: ", true },
	{ "general protection fault*: 9 [#9] ", true },
	{ "divide error: 9 [#9] ", true },
	{ "invalid opcode: 9 [#9] ", true },
	{ "double fault: 9 [#9] ", true },
	{ "Oops: *[#9] ", true },
	{ "Internal error: *[#9] ", true },
};

struct bytes
kernelfault_read(struct bytes line, bool *again)
{
	static const struct bytes loggers[] = { BYTES_ROW("watchdog: "),
		BYTES_ROW("NMI watchdog: "), BYTES_ROW("rcu: "), BYTES_ROW("INFO: ") };
	struct bytes text = bytes_trim(line), name;

	for (size_t i = 0; i < COUNT_OF(loggers); i++)
		(void)bytes_take(&text, loggers[i]);
	for (size_t i = 0; i < COUNT_OF(faults); i++) {
		struct bytes rest = text;

		if (!words_take(faults[i].words, &rest))
			continue;
		*again = faults[i].again;
		(void)bytes_take(&text, BYTES("BUG: "));
		(void)bytes_split(text, BYTES(" [#"), &text, NULL); /* `[#1] SMP` */
		/* where it was, the innermost frame says */
		if (bytes_split_last(text, BYTES(" in "), &name, &rest) &&
		    bytes_find(rest, BYTES("+0x")) != NULL)
			text = name;
		return text;
	}
	return BYTES_NONE;
}

void
kernelfault_note(struct kernelfault *fault, struct bytes line)
{
	bool again = false;
	struct bytes text = bytes_first(kernelfault_read(line, &again), KERNELFAULT_MOST);

	if (fault->length > 0 && ++fault->age > AGE_MOST)
		fault->length = 0;
	if (text.len == 0 || (again && fault->length > 0))
		return;
	memcpy(fault->text, text.at, text.len);
	fault->length = text.len;
	fault->age = 0;
}

struct bytes
kernelfault_take(struct kernelfault *fault)
{
	struct bytes text = { fault->text, fault->length };

	fault->length = 0;
	return text;
}
