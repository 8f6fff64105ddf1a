#include "pylog/carrier/carrying.h"

#include "pylog/carrier/enclosing.h"
#include "pylog/traceback/grammar.h"

enum {
	REST_MAX = 512, /* the longest text behind a header in its line */
	CONSTANT_LINES = 4,
};

void
carrying_begin(struct carrying *carrying, struct bytes before, struct bytes rest)
{
	prefix_set(&carrying->prefix, before);
	buffer_reset(&carrying->suffix);
	if (rest.len <= REST_MAX)
		buffer_append(&carrying->suffix, rest);
	buffer_reset(&carrying->partial);
	carrying->fine = false;
	carrying->fresh = true;
}

void
carrying_free(struct carrying *carrying)
{
	buffer_free(&carrying->suffix);
	buffer_free(&carrying->partial);
}

bool
carrying_is_blank(struct bytes text)
{
	return bytes_indent(text) == text.len;
}

/* Whether a text is what follows a header: a frame, something that is set in, or what PowerShell writes there. */
static bool
goes_on(struct bytes text)
{
	struct traceback_frame frame;

	return bytes_indent(text) > 0 || grammar_read_frame(text, &frame) ||
	    enclosing_is_shell(text);
}

/* Takes the blanks off the prefix by which the event is set in; its length without them. */
static size_t
without_indent(struct prefix *prefix, struct bytes before)
{
	size_t length = bytes_trim_end(before).len + 1;

	if (length >= before.len)
		return before.len;
	prefix_cut(prefix, length);
	return length;
}

/* Finds how many bytes before the header are a prefix of all lines; 0: they have none. False: the line does not tell. */
static bool
find_carrier(struct carrying *carrying, struct bytes before, struct bytes header,
    const struct bytes *next, long long distance, size_t *carrier)
{
	struct prefix *prefix = &carrying->prefix, part;
	bool fresh = carrying->fresh;
	size_t length, behind;

	*carrier = 0;
	carrying->fresh = false;
	if (carrying_is_blank(before) || next == NULL)
		return true;
	if (fresh)
		prefix_learn_counter(prefix, *next, distance);
	if (prefix_hold(prefix, *next, &length) == PREFIX_SAME) {
		if (prefix->counter == 0 || goes_on(bytes_from(*next, length)) ||
		    !bytes_start(header, BYTES("Traceback ("))) {
			*carrier = without_indent(prefix, before);
			return true;
		}
		/* the number of another process, and no count */
		prefix->counter = 0;
	}
	length = prefix_common(prefix, *next);
	if (length > 0) {
		part = *prefix;
		prefix_cut(&part, length);
		if (prefix_hold(&part, *next, &behind) == PREFIX_SAME &&
		    goes_on(bytes_from(*next, behind))) {
			*prefix = part;
			*carrier = length;
			return true;
		}
	}
	return fresh && (goes_on(*next) || !prefix_may_be(before));
}

bool
carrying_learn(struct carrying *carrying, struct bytes before, struct bytes header,
    const struct bytes *next, long long distance, size_t *carrier)
{
	struct bytes suffix = buffer_bytes(&carrying->suffix);

	if (!find_carrier(carrying, before, header, next, distance, carrier))
		return false;
	if (*carrier == 0)
		prefix_set(&carrying->prefix, BYTES(""));
	/* mod_wsgi: `, referer: …` */
	if (next == NULL || carrying_is_blank(suffix) || !bytes_end(*next, suffix))
		carrying->suffix.len = 0;
	return true;
}

bool
carrying_changes(struct carrying *carrying, struct bytes carrier)
{
	struct prefix *prefix = &carrying->prefix;
	bool constant = prefix->constant;

	prefix->seen++;
	if (bytes_equal(carrier, prefix_text(prefix)))
		return false;
	prefix->constant = false;
	return constant && prefix->seen > CONSTANT_LINES && carrying->fine;
}

bool
carrying_join(struct carrying *carrying, bool partial, struct bytes *text)
{
	if (!partial && carrying->partial.len == 0)
		return true;
	buffer_append(&carrying->partial, *text);
	if (partial)
		return false;
	*text = buffer_bytes(&carrying->partial);
	carrying->partial.len = 0; /* its bytes stay until the next piece */
	return true;
}
