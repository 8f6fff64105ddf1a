/* What shows that a debugger's text begins somewhere in a line, behind what another program put before it. */
#ifndef ST_NATIVE_CLUE_H
#define ST_NATIVE_CLUE_H

#include "base/bytes.h"

/* How sure it is that a debugger printed the text. */
enum clue_sure { CLUE_NONE, CLUE_PERHAPS, CLUE_SURE };

struct clue {
	/* All debuggers' headings are looked for first, and last what other debuggers' frames have in them, too. */
	enum clue_rank { CLUE_HEADING, CLUE_FRAME, CLUE_LOOSE } rank;
	struct bytes text; /* what is looked for in a line */
	bool inside;       /* it stands inside the first word of the debugger's text */
	enum clue_sure (*is)(struct bytes text);
	const char *words; /* in place of `is`: where words_take() takes them, it is sure */

	/* Where the debugger's text begins; NULL: nowhere. In place of it NULL: where that was found. */
	const char *(*begin)(struct bytes line, const char *found);
};

/* The beginning of the word that a place in the line is in. */
static inline const char *
clue_word(struct bytes line, const char *place)
{
	while (place > line.at && place[-1] != ' ' && place[-1] != '\t')
		place--;
	return place;
}

#endif
