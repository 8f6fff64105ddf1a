#include "native/kernel/kernelfault.h"

#include "base/words.h"
#include "native/heard.h"

#include <string.h>

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
	const struct sketch sketch = sketch_of(text);
	for (size_t i = 0; i < COUNT_OF(faults); i++) {
		struct bytes rest = text;

		if (!words_may_take(faults[i].words, &sketch) ||
		    !words_take(faults[i].words, &rest))
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
kernelfault_note(struct kernelfault *fault, struct bytes line, long long now)
{
	bool again = false;
	struct bytes text = bytes_first(kernelfault_read(line, &again), KERNELFAULT_MOST);

	if (heard_is_past(fault->line, now))
		fault->length = 0;
	if (text.len == 0 || (again && fault->length > 0))
		return;
	memcpy(fault->text, text.at, text.len);
	fault->length = text.len;
	fault->line = now;
}

/* `PID: 811 at …`, `… stuck for 22s! [loomd:811]`: whether the text names another task. */
static bool
is_of_another(struct bytes text, long long lwp)
{
	long long pid = bytes_number_behind(text, BYTES("PID: "));
	struct bytes number;

	if (pid < 0 && bytes_take_end(&text, BYTES("]")) &&
	    bytes_split_last(text, BYTES(":"), NULL, &number) && !bytes_number(number, &pid))
		pid = -1;
	return pid >= 0 && pid != lwp;
}

/* `loomd invoked oom-killer: …`: takes what a log put before the name off; false: the task is another one. */
static bool
take_own(struct bytes *text, struct bytes comm)
{
	struct bytes before;

	if (!bytes_split(*text, BYTES(" invoked oom-killer: "), &before, NULL))
		return true;
	if (comm.len == 0 || !bytes_end(before, comm))
		return false;
	before.len -= comm.len;
	*text = bytes_from(*text, before.len);
	return before.len == 0 || bytes_tail(before) == ' ';
}

struct bytes
kernelfault_take(struct kernelfault *fault, long long now, long long lwp, struct bytes comm)
{
	struct bytes text = { fault->text, fault->length };

	if (heard_is_past(fault->line, now))
		kernelfault_forget(fault);
	if (fault->length == 0 || is_of_another(text, lwp) || !take_own(&text, comm))
		return BYTES_NONE;
	kernelfault_forget(fault);
	return text;
}

void
kernelfault_forget(struct kernelfault *fault)
{
	fault->length = 0;
}
