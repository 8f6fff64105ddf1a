#include "pylog/carrier/origin.h"

#include "base/ascii.h"
#include "base/pattern.h"
#include "base/timestamp.h"
#include "base/words.h"
#include "pylog/heads/level.h"
#include "pylog/heads/token.h"

/*
 * Prefixes, as patterns (pattern.h); the first that fits is taken. Letters: t a time; h a host; g a syslog tag; i digits, if
 * any; y digits; a letters; w a word; < and > the origin begins and ends there; o a name; d one with a digit in it, and a
 * colon and a blank behind it; p one of a pod; r the rest of a bracket that names a rank or a pod; q the rest of one from a
 * number on; $ the end; ! no level.
 */
static const char *const rows[] = {
	"%<%o%> | %!",                             /* docker compose */
	"%t %<%o%> | %!",                          /* foreman */
	"%y|%<%o%> | ",                            /* pm2 */
	"[%<%r%>]",                                /* torchrun, kubectl --prefix */
	"[%<%y,%y%>]<",                            /* mpirun */
	"(%w pid=%q) (%w pid=%q) (%<%w pid=%q%>)", /* vLLM in a worker of Ray: the innermost */
	"(%w pid=%q) (%<%w pid=%q%>)",             /* vLLM with Ray */
	"(%<%w pid=%q%>)",                         /* vLLM */
	"(%<pid=%q%>)",                            /* Ray */
	"%t %<%h %g[%i]%>: ",                      /* syslog */
	"<%y>%y %t %<%h %w %y%> ",                 /* RFC 5424 */
	"%t %a[%<%o%>]: ",                         /* heroku */
	"%<%p %o%> %$",                            /* stern */
	"%<%d%>: %$",                              /* pdsh */
};

/* How a text in brackets begins that names a rank, a pod or a node. */
static const struct bytes ranks[] = { BYTES_ROW("rank"), BYTES_ROW("Rank"), BYTES_ROW("RANK"),
	BYTES_ROW("default"), BYTES_ROW("worker"), BYTES_ROW("pod/"), BYTES_ROW("node") };

struct origin {
	const char *begin, *end;
};

static bool
has_digit(struct bytes text)
{
	for (size_t i = 0; i < text.len; i++)
		if (ascii_is_digit(text.at[i]))
			return true;
	return false;
}

/* Takes a name, which is no level: up to a mark that ends a piece of a prefix. `digits`: it has one; `pod`: it has a dash. */
static bool
take_name(struct bytes *text, bool digits, bool pod)
{
	struct bytes name = token_word(*text);

	name = bytes_first(name, bytes_index(name, '|'));
	name = bytes_first(name, bytes_index(name, ']'));
	name = bytes_first(name, bytes_index(name, ':'));
	*text = bytes_from(*text, name.len);
	return name.len > 0 && memchr("[(<{", name.at[0], 4) == NULL && !level_is(name, true) &&
	    !token_is_stream(name) && (!pod || bytes_has(name, '-')) &&
	    (!digits || (has_digit(name) && bytes_start(*text, BYTES(": "))));
}

static bool
take_rank(struct bytes *text)
{
	struct bytes name = bytes_first(*text, bytes_index(*text, ']'));
	int found = words_start(LIST(ranks), name);

	*text = bytes_from(*text, name.len);
	return found != WORDS_NONE && (has_digit(name) || bytes_tail(ranks[found]) == '/');
}

static bool
take_digits(struct bytes *text)
{
	size_t digits = ascii_run(*text, ascii_is_digit);

	*text = bytes_from(*text, digits);
	return digits > 0;
}

/* Takes the rest of a bracket; false: it does not begin with a digit. */
static bool
skip_process(struct bytes *text)
{
	bool digit = ascii_is_digit(bytes_head(*text));

	*text = bytes_from(*text, bytes_index(*text, ')'));
	return digit;
}

static bool
skip_time(struct bytes *text)
{
	struct timestamp time;

	if (!timestamp_read(*text, &time) &&
	    (!token_may_be_month(*text) || !timestamp_read_form(TIMESTAMP_ANY_MONTH, *text, &time)))
		return false;
	*text = bytes_from(*text, time.length);
	return true;
}

static bool
piece(char letter, size_t digits, struct bytes *text, void *into)
{
	struct origin *origin = into;

	(void)digits;
	switch (letter) {
	case '<':
		origin->begin = text->at;
		return true;
	case '>':
		origin->end = text->at;
		return true;
	case 't':
		return skip_time(text);
	case 'a':
		*text = bytes_from(*text, token_letters(*text).len);
		return true;
	case 'q':
		return skip_process(text);
	case '!':
		return !level_is(token_letters(*text), true);
	case 'i':
		return take_digits(text) || true;
	case 'y':
		return take_digits(text);
	case 'r':
		return take_rank(text);
	case 'o':
	case 'd':
	case 'p':
		return take_name(text, letter == 'd', letter == 'p');
	}
	return token_take(letter, text);
}

struct bytes
origin_of(const struct prefix *prefix)
{
	struct origin origin = { NULL, NULL };

	/* a prefix that counts lines names nobody */
	if (prefix->len == 0 || prefix->counter > 0)
		return BYTES_NONE;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct bytes rest = prefix_text(prefix);

		if (pattern_take(rows[i], &rest, piece, &origin))
			return (struct bytes){ origin.begin, (size_t)(origin.end - origin.begin) };
	}
	return BYTES_NONE;
}
