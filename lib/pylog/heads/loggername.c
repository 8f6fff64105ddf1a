#include "pylog/heads/loggername.h"

#include "base/ascii.h"
#include "base/words.h"
#include "pylog/heads/level.h"
#include "pylog/heads/token.h"

/* Whether log4j wrote the name of a class behind its own form of time, `26/11/24 10:00:00`. */
static bool
is_class(struct bytes name, struct bytes timestamp)
{
	size_t capitals = 0;

	if (timestamp.len != sizeof("26/11/24 10:00:00") - 1 || timestamp.at[2] != '/')
		return false;
	for (size_t i = 0; i < name.len; i++)
		capitals += ascii_is_upper(name.at[i]);
	return (capitals > 1 && capitals < name.len) || bytes_equal(name, BYTES("Executor"));
}

/* Whether a name alone tells a logger from a word. */
static bool
is_known(struct bytes name)
{
	static const struct bytes known[] = { BYTES_ROW("root"), BYTES_ROW("__main__"),
		BYTES_ROW("asyncio"), BYTES_ROW("TeleBot"), BYTES_ROW("werkzeug") };

	return words_find(LIST(known), name) != WORDS_NONE;
}

/* A word of Supervisor's for what a program does, before a colon: `spawned: 'web' with pid 9`. */
static bool
is_state(struct bytes name)
{
	static const struct bytes states[] = { BYTES_ROW("spawned"), BYTES_ROW("success"),
		BYTES_ROW("exited"), BYTES_ROW("stopped") };

	return words_find(LIST(states), name) != WORDS_NONE;
}

bool
loggername_fits(char letter, struct bytes name, struct bytes timestamp)
{
	if (name.len == 0 || ascii_is_digit(name.at[0]) || name.at[0] == '/' ||
	    level_is(name, true))
		return false;
	switch (letter) {
	case 'N':
		return !level_is(name, false) &&
		    (token_is_dotted(name) || bytes_has(name, '_') ||
			(token_is_lower(name) && !is_state(name)));
	case 'D':
		return token_is_dotted(name);
	case 'C':
		return !level_is(name, false) && !bytes_end(name, BYTES("Error")) &&
		    !bytes_end(name, BYTES("Exception"));
	case 'J':
		return is_class(name, timestamp);
	case 'M':
		return is_known(name);
	}
	return name.len > 1;
}
