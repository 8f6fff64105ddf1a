#include "pylog/traceback/relation.h"

/* The sentences that link exceptions; a terminal folds them at blanks. */
static const struct bytes relations[] = {
	BYTES_ROW("The above exception was the direct cause of the following exception:"),
	BYTES_ROW("During handling of the above exception, another exception occurred:"),
};

enum { HALF_MIN = 9 }; /* "The above": less may be anything */

/* `The above exception (no row) was the direct cause …`: what stands in the brackets. */
static struct bytes
read_in_brackets(struct bytes text, struct bytes behind)
{
	text.len -= behind.len;
	text = bytes_trim(text);
	return bytes_take(&text, BYTES("(")) && bytes_take_end(&text, BYTES(")")) ? text
										  : BYTES_NONE;
}

enum traceback_relation
relation_find(struct bytes line, struct bytes *message)
{
	static const struct {
		struct bytes begin, end;
		enum traceback_relation relation;
	} sentences[] = {
		{ BYTES_ROW("The above exception "),
		    BYTES_ROW("was the direct cause of the following exception:"),
		    TRACEBACK_CAUSE },
		{ BYTES_ROW("During handling of the above exception"),
		    BYTES_ROW(", another exception occurred:"), TRACEBACK_CONTEXT },
	};

	line = bytes_trim_end(line);
	for (size_t i = 0; i < COUNT_OF(sentences) && line.len >= 60; i++) {
		struct bytes rest = line;

		if (line.at[0] != sentences[i].begin.at[0] ||
		    !bytes_take(&rest, sentences[i].begin) || !bytes_end(rest, sentences[i].end))
			continue;
		*message = read_in_brackets(rest, sentences[i].end);
		return sentences[i].relation;
	}
	return TRACEBACK_NONE;
}

bool
relation_is_half(struct bytes text)
{
	if (text.len < HALF_MIN || (text.at[0] != 'T' && text.at[0] != 'D'))
		return false;
	text = bytes_trim_end(text);
	for (size_t i = 0; i < COUNT_OF(relations); i++)
		if (text.len < relations[i].len && bytes_start(relations[i], text) &&
		    relations[i].at[text.len] == ' ')
			return true;
	return false;
}
