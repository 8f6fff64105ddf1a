#include "native/carrier.h"

#include "base/ascii.h"
#include "base/words.h"
#include "native/debuggers.h"
#include "native/framelike.h"

enum {
	PREFIX_MAX = 256,
	SEARCH_MAX = 1280, /* the word that a clue is in begins no further into the line */
	LINE_MAX = 8 * 1024,
};

static const char *
word_end(struct bytes line, const char *place)
{
	while (place < line.at + line.len && *place != ' ' && *place != '\t')
		place++;
	return place;
}

/* Whether a debugger's text begins in the part of the line as the clue says; *length: how much stands before it. */
static bool
holds(const struct clue *clue, struct bytes line, struct bytes part, size_t *length)
{
	struct bytes rest = part, text;
	const char *found;

	while ((found = bytes_find(rest, clue->text)) != NULL) {
		const char *start = clue->begin == NULL ? found : clue->begin(line, found);

		*length = start == NULL ? 0 : (size_t)(start - line.at);
		text = bytes_from(line, *length);
		if (*length > bytes_indent(line) && *length <= PREFIX_MAX &&
		    (clue->is != NULL ? clue->is(text) : words_take(clue->words, &text)))
			return true;
		/* all clues inside a word have the same beginning */
		rest = bytes_at(part, clue->inside ? word_end(part, found) : found + 1);
	}
	return false;
}

/* The clue that a debugger's text begins behind a prefix, and *length, how long the prefix is; NULL: there is none. */
static const struct clue *
find_clue(struct bytes line, size_t *length)
{
	const struct debugger *debugger;
	const struct clue *best = NULL;
	struct bytes part = line;
	struct sketch sketch;
	size_t behind;

	if (line.len > SEARCH_MAX)
		part = bytes_until(line, word_end(line, line.at + SEARCH_MAX));
	sketch = sketch_of(part);
	for (size_t i = 0; (debugger = debuggers_at(i)) != NULL; i++)
		for (const struct clue *clue = debugger->clues; clue != NULL && clue->text.len > 0;
		     clue++)
			if ((best == NULL || clue->rank < best->rank) &&
			    sketch_may_have(&sketch, clue->text.at) &&
			    holds(clue, line, part, &behind)) {
				best = clue;
				*length = behind;
			}
	return best;
}

/* Takes the caller of printk() off the front, `[  T811]` (a task), `[   C1]` (a processor), as a number; 0: there is none. */
static long long
take_caller(struct bytes *text)
{
	struct bytes rest = *text;
	long long number;
	bool task;

	if (!bytes_take(&rest, BYTES("[")))
		return 0;
	rest = bytes_from(rest, bytes_indent(rest));
	task = bytes_take(&rest, BYTES("T"));
	if ((!task && !bytes_take(&rest, BYTES("C"))) || !bytes_take_number(&rest, &number) ||
	    !bytes_take(&rest, BYTES("]")))
		return 0;
	*text = rest;
	return task ? number + 1 : -1 - number;
}

long long
carrier_caller(struct bytes prefix)
{
	const char *last = bytes_find_last(prefix, '[');
	struct bytes text = last == NULL ? BYTES_NONE : bytes_at(prefix, last);

	return take_caller(&text);
}

bool
carrier_take(struct bytes prefix, struct bytes *line)
{
	struct bytes end = bytes_from(prefix, bytes_trim_end(prefix).len), rest = *line;

	prefix = bytes_trim_end(prefix);
	while (prefix.len > 0 && rest.len > 0) {
		size_t digits = ascii_run(prefix, ascii_is_digit), blanks = bytes_indent(prefix);

		if (take_caller(&prefix) != 0) {
			if (take_caller(&rest) == 0)
				return false;
		} else if (digits > 0) {
			size_t n = ascii_run(rest, ascii_is_digit);

			if (n == 0)
				return false;
			rest = bytes_from(rest, n);
			prefix = bytes_from(prefix, digits);
		} else if (blanks > 0) {
			if (bytes_indent(rest) == 0)
				return false;
			rest = bytes_from(rest, bytes_indent(rest));
			prefix = bytes_from(prefix, blanks);
		} else if (rest.at[0] == prefix.at[0]) {
			rest = bytes_from(rest, 1);
			prefix = bytes_from(prefix, 1);
		} else {
			return false;
		}
	}
	if (prefix.len > 0 || (rest.len > 0 && !bytes_take(&rest, end)))
		return false;
	*line = rest;
	return true;
}

void
carrier_free(struct carrier *carrier)
{
	buffer_free(&carrier->prefix);
	for (size_t i = 0; i < CARRIER_LINES; i++)
		buffer_free(&carrier->lines[i].text);
}

void
carrier_reset(struct carrier *carrier)
{
	carrier->known = carrier->sure = false;
	carrier->caller = 0;
	carrier->count = 0;
	buffer_reset(&carrier->prefix);
	for (size_t i = 0; i < CARRIER_LINES; i++)
		carrier->lines[i].fed = true;
}

/* Takes the prefix off the line, and notes whose line it is. */
static bool
take_prefix(struct carrier *carrier, struct bytes *line)
{
	struct bytes whole = *line;
	bool taken = carrier_take(buffer_bytes(&carrier->prefix), line);

	carrier->whole = whole;
	carrier->caller = taken ? carrier_caller(bytes_first(whole, whole.len - line->len)) : 0;
	return taken;
}

bool
carrier_strip(struct carrier *carrier, struct bytes *line)
{
	return (carrier->known || carrier->sure) && take_prefix(carrier, line);
}

/* The line goes: if it carries a frame, that is lost. */
static void
let_go(struct carrier *carrier, struct carried *line)
{
	if (line->frame && !line->fed && carrier->lost++ == 0)
		carrier->first_lost = line->number;
	line->fed = true;
}

long long
carrier_lost(struct carrier *carrier, long long *first)
{
	long long lost;

	for (size_t i = 0; i < CARRIER_LINES; i++)
		let_go(carrier, &carrier->lines[(carrier->count + i) % CARRIER_LINES]);
	*first = carrier->first_lost;
	lost = carrier->lost;
	carrier->lost = 0;
	return lost;
}

static void
keep(struct carrier *carrier, struct bytes line, long long number, bool frame)
{
	struct carried *kept = &carrier->lines[carrier->count++ % CARRIER_LINES];

	let_go(carrier, kept);
	kept->frame = frame;
	kept->text.ceiling = LINE_MAX;
	buffer_set(&kept->text, line);
	kept->number = number;
	kept->fed = kept->text.full;
}

/* Whether a line before the last one had the same prefix. */
static bool
came_before(const struct carrier *carrier)
{
	size_t first = carrier->count > CARRIER_LINES ? carrier->count - CARRIER_LINES : 0;

	for (size_t i = first; i + 1 < carrier->count; i++) {
		struct bytes line = buffer_bytes(&carrier->lines[i % CARRIER_LINES].text);

		if (carrier_take(buffer_bytes(&carrier->prefix), &line))
			return true;
	}
	return false;
}

bool
carrier_offer(struct carrier *carrier, struct bytes line, long long number)
{
	size_t length = 0;
	const struct clue *clue = find_clue(line, &length);
	struct bytes rest = line;

	keep(carrier, line, number, clue != NULL && framelike_is(bytes_from(line, length)));
	if (clue != NULL) {
		carrier->prefix.ceiling = PREFIX_MAX;
		buffer_set(&carrier->prefix, bytes_first(line, length));
	} else if (carrier->prefix.len == 0 ||
	    !carrier_take(buffer_bytes(&carrier->prefix), &rest)) {
		return false;
	}
	carrier->caller = 0;
	carrier->known = came_before(carrier);
	carrier->sure = clue != NULL && clue->rank == CLUE_HEADING;
	return carrier->known || carrier->sure;
}

bool
carrier_next(struct carrier *carrier, struct bytes *text, long long *number)
{
	size_t first = carrier->count > CARRIER_LINES ? carrier->count - CARRIER_LINES : 0;

	/* while only one line has the prefix, that line alone */
	if (!carrier->known && carrier->count > 0)
		first = carrier->count - 1;
	for (size_t i = first; i < carrier->count; i++) {
		struct carried *kept = &carrier->lines[i % CARRIER_LINES];

		*text = buffer_bytes(&kept->text);
		*number = kept->number;
		if (!kept->fed && take_prefix(carrier, text)) {
			kept->fed = true;
			return true;
		}
	}
	return false;
}
