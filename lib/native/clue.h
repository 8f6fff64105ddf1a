/* What shows that a debugger's text begins somewhere in a line, behind what another program put before it. */
#ifndef ST_NATIVE_CLUE_H
#define ST_NATIVE_CLUE_H

#include "base/bytes.h"

struct clue {
	/* In this order the clues of all debuggers are looked for. */
	enum clue_rank {
		CLUE_HEADING, /* only a debugger writes it */
		CLUE_FRAME, /* a second line with the same prefix has to show that it is a debugger's */
		CLUE_LOOSE, /* the same, and other debuggers' frames have such words in them, too */
	} rank;
	struct bytes text; /* what is looked for in a line */
	bool inside;       /* it stands inside the first word of the debugger's text */

	/* Whether the rest of the line, from where the debugger's text would begin, is such a text. */
	bool (*is)(struct bytes text);
	const char *words; /* in place of `is`: where words_take() takes them, it is so */

	/*
	 * Where in the line the debugger's text begins, if `text` was found at that place; NULL: nowhere. Without this
	 * function it begins at that place.
	 */
	const char *(*begin)(struct bytes line, const char *found);
};

/* The beginning of the word that a place in the line is in; a place in the line, too, and never NULL. */
static inline const char *
clue_word(struct bytes line, const char *place)
{
	while (place > line.at && place[-1] != ' ' && place[-1] != '\t')
		place--;
	return place;
}

#endif
