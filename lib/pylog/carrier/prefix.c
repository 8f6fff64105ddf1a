#include "pylog/carrier/prefix.h"

#include "base/ascii.h"
#include "base/ipv4.h"
#include "base/timestamp.h"

enum { PLAIN_DIGITS = 9 }; /* a whole number of more digits is a time, not an id */

/* They stand in a key for what changes from line to line. */
enum { KEY_TIME = 256, KEY_CALENDAR, KEY_DAY, KEY_PIECE };

void
prefix_set(struct prefix *prefix, struct bytes text)
{
	prefix->len = text.len > PREFIX_MAX ? 0 : text.len;
	prefix->counter = 0;
	prefix->constant = true;
	prefix->seen = 0;
	if (prefix->len > 0)
		memcpy(prefix->text, text.at, prefix->len);
}

static bool
is_mark(char byte)
{
	return byte != '\0' && strchr(":.,-/+TZ", byte) != NULL;
}

/* `127.0.0.1`, `127.0.0.1:8080`: whose line it is, not when it was written (mod_wsgi). */
static bool
is_address(struct bytes number)
{
	if (!ipv4_take(&number))
		return false;
	return number.len == 0 ||
	    (bytes_take(&number, BYTES(":")) && ascii_run(number, ascii_is_digit) == number.len);
}

/* The token at the start of the text: a word, a number with what joins its digits, or one byte. */
struct token {
	size_t length;
	enum { FIXED, VOLATILE, CALENDAR } kind;
};

static struct token
number_token(struct bytes text)
{
	size_t n = 0, marks = 0;
	struct bytes behind;

	while (ascii_is_digit(bytes_head(bytes_from(text, n)))) {
		n += ascii_run(bytes_from(text, n), ascii_is_digit);
		if (n + 1 < text.len && is_mark(text.at[n]) && ascii_is_digit(text.at[n + 1])) {
			marks++;
			n++;
		}
	}
	behind = bytes_from(text, n);
	/* the Z of a time, or its seconds; with another letter behind it, it is the start of an id */
	if (marks > 0 && (bytes_head(behind) == 'Z' || bytes_head(behind) == 's') &&
	    !ascii_is_letter(bytes_head(bytes_from(behind, 1))))
		n++;
	else if (ascii_is_letter(bytes_head(behind)) || bytes_head(behind) == '_')
		return (struct token){ n + ascii_run(behind, ascii_is_word), FIXED };
	if (marks == 0)
		return (struct token){ n, n > PLAIN_DIGITS ? VOLATILE : FIXED };
	return (struct token){ n, is_address(bytes_first(text, n)) ? FIXED : VOLATILE };
}

static bool
is_hex(char c)
{
	return ascii_is_digit(c) || (c >= 'a' && c <= 'f');
}

static struct token
next_token(struct bytes text)
{
	enum { TAI64N = 1 + 24 }; /* `@400000005f5e10001234567a`: multilog, s6-log */
	struct bytes word;

	if (ascii_is_digit(text.at[0]))
		return number_token(text);
	if (text.at[0] == '@' && ascii_run(bytes_from(text, 1), is_hex) + 1 == TAI64N)
		return (struct token){ TAI64N, VOLATILE };
	if (!ascii_is_letter(text.at[0]))
		return (struct token){ 1, FIXED };
	word = bytes_first(text, ascii_run(text, ascii_is_word));
	return (struct token){ word.len, timestamp_is_calendar_word(word) ? CALENDAR : FIXED };
}

/* CRI marks each piece of a line: `stdout P` where more comes, `stdout F` (cri.log). */
static bool
is_partial_mark(struct bytes text, size_t at)
{
	struct bytes before = bytes_first(text, at);

	return (text.at[at] == 'P' || text.at[at] == 'F') &&
	    (bytes_end(before, BYTES("stdout ")) || bytes_end(before, BYTES("stderr ")));
}

/* How far two texts go together. */
struct walk {
	size_t first, second; /* how many bytes of each */
	bool same;            /* and these are of the same process */
	size_t boundary;      /* the last end of a word before they part */
	bool structure;       /* before that stands something that no sentence has */
};

static bool
token_fits(struct token a, struct token b, struct bytes first, struct bytes second, bool *same)
{
	if (a.kind != b.kind)
		return false;
	if (a.kind != FIXED)
		return true;
	if (a.length == b.length && memcmp(first.at, second.at, a.length) == 0)
		return true;
	/* an id: the shape is the same, the process is another */
	if (ascii_is_digit(first.at[0]) && ascii_is_digit(second.at[0])) {
		*same = false;
		return true;
	}
	return false;
}

/* Whether a word ends there: behind a blank, where a prefix may end. */
static bool
ends_word(struct bytes text, size_t at)
{
	return at > 0 && bytes_indent(bytes_from(bytes_first(text, at), at - 1)) > 0;
}

/*
 * The length of a counter: its blanks, digits and mark; 0: the text begins with none. grep has `12:` before a line that it
 * looks for, `13-` before others; `cat -n` aligns its numbers; `nl` may be told to put blanks behind them.
 */
static size_t
counter_length(struct bytes text, long long *number)
{
	struct bytes rest = bytes_from(text, bytes_indent(text));
	size_t digits = ascii_run(rest, ascii_is_digit);
	char mark = bytes_head(bytes_from(rest, digits));

	if (digits == 0 || digits > PLAIN_DIGITS || mark == '\0' || strchr(":-\t ", mark) == NULL ||
	    !bytes_number(bytes_first(rest, digits), number))
		return 0;
	return bytes_indent(text) + digits + 1;
}

/* The mark that grep puts behind the name of a file, too: `a.log:12:`, `a.log-13-`. */
static bool
is_grep_mark(char byte)
{
	return byte == ':' || byte == '-';
}

/* Whether a line begins so; of such a mark at the end, both kinds count as the same. */
static bool
begins_alike(struct bytes line, struct bytes begin)
{
	if (bytes_start(line, begin))
		return true;
	return begin.len > 1 && line.len > begin.len && is_grep_mark(bytes_tail(begin)) &&
	    is_grep_mark(line.at[begin.len - 1]) &&
	    bytes_start(line, bytes_first(begin, begin.len - 1));
}

void
prefix_learn_counter(struct prefix *prefix, struct bytes line, long long distance)
{
	struct bytes text = prefix_text(prefix);
	long long number, other;

	for (size_t i = 0; i < text.len && begins_alike(line, bytes_first(text, i)); i++) {
		size_t length = counter_length(bytes_from(text, i), &number);

		/* behind a colon, what ends with a blank is a time */
		if (length == 0 ||
		    (i > 0 &&
			((!is_grep_mark(text.at[i - 1]) && text.at[i - 1] != '\t') ||
			    text.at[i + length - 1] == ' ')))
			continue;
		if (counter_length(bytes_from(line, i), &other) > 0 && other - number == distance &&
		    distance > 0) {
			prefix->counter = i + 1;
			return;
		}
	}
}

void
prefix_cut(struct prefix *prefix, size_t length)
{
	long long number;

	prefix->len = length;
	/* a counter that is cut is none */
	if (prefix->counter > 0 &&
	    counter_length(bytes_from(prefix_text(prefix), prefix->counter - 1), &number) == 0)
		prefix->counter = 0;
}

/* The blanks and the day behind the name of a month; 0: there is none. */
static size_t
day_length(struct bytes text)
{
	size_t blanks = bytes_indent(text), n = ascii_run(bytes_from(text, blanks), ascii_is_digit);

	return blanks > 0 && (n == 1 || n == 2) ? blanks + n : 0;
}

/* `web_1` and `web_2`, `[rank0]` and `[rank1]`: whether two words differ in digits. */
static bool
differ_in_digits(struct bytes a, struct bytes b, struct token x, struct token y)
{
	size_t n = 0;

	while (n < x.length && n < y.length && a.at[n] == b.at[n])
		n++;
	return x.kind == FIXED && y.kind == FIXED && n > 0 && n < x.length && n < y.length &&
	    ascii_is_digit(a.at[n]) && ascii_is_digit(b.at[n]);
}

/* Whether the rest of a prefix is the same in both, and ends where a token does. */
static bool
is_same_rest(struct bytes rest, struct bytes line)
{
	return !is_mark(bytes_tail(rest)) && !ascii_is_word(bytes_tail(rest)) &&
	    bytes_start(line, rest);
}

/* Passes the days behind the names of months, if there is one in both. */
static void
pass_days(struct bytes first, struct bytes second, struct walk *walk)
{
	size_t day = day_length(first), other = day_length(second);

	if (day == 0 || other == 0)
		return;
	walk->first += day;
	walk->second += other;
}

static void
walk_together(const struct prefix *prefix, struct bytes second, struct walk *walk)
{
	struct bytes first = prefix_text(prefix);
	bool structure = false;
	long long number;

	*walk = (struct walk){ .same = true };
	while (walk->first < first.len && walk->second < second.len) {
		struct bytes a = bytes_from(first, walk->first),
			     b = bytes_from(second, walk->second);
		struct token x, y;
		bool mark;

		if (prefix->counter == 0 && is_same_rest(a, b)) {
			walk->second += a.len;
			walk->first = first.len;
			break;
		}
		if (walk->first + 1 == prefix->counter) {
			if (counter_length(b, &number) == 0)
				break;
			walk->first += counter_length(a, &number);
			walk->second += counter_length(b, &number);
			walk->boundary = walk->first;
			structure = walk->structure = true;
			continue;
		}
		if (walk->first + 2 == prefix->counter && is_grep_mark(a.at[0]) &&
		    is_grep_mark(b.at[0])) {
			walk->first++;
			walk->second++;
			continue;
		}
		x = next_token(a);
		y = next_token(b);
		mark = x.length == 1 && y.length == 1 && is_partial_mark(first, walk->first) &&
		    is_partial_mark(second, walk->second);

		if (!mark && !token_fits(x, y, a, b, &walk->same)) {
			if (!differ_in_digits(a, b, x, y))
				break;
			walk->same = false;
		}
		structure = structure || x.kind == VOLATILE ||
		    memchr("[]|<>", a.at[0], 5) != NULL ||
		    (a.at[0] == ':' && a.len > 1 && a.at[1] == ' ');
		walk->first += x.length;
		walk->second += y.length;
		if (x.kind == CALENDAR)
			pass_days(bytes_from(a, x.length), bytes_from(b, y.length), walk);
		if (ends_word(first, walk->first) && ends_word(second, walk->second)) {
			walk->boundary = walk->first;
			walk->structure = structure;
		}
	}
}

enum prefix_match
prefix_hold(const struct prefix *prefix, struct bytes line, size_t *length)
{
	struct bytes text = prefix_text(prefix);
	struct walk walk;

	*length = 0;
	if (text.len == 0)
		return PREFIX_SAME;
	if (line.len >= text.len && memcmp(line.at, text.at, text.len) == 0) {
		*length = text.len;
		return PREFIX_SAME;
	}
	walk_together(prefix, line, &walk);
	/* blanks at the end of an empty line are often lost */
	if (walk.second == line.len && walk.first < text.len && walk.first > 0 &&
	    bytes_indent(bytes_from(text, walk.first)) == text.len - walk.first)
		walk.first = text.len;
	if (walk.first < text.len)
		return PREFIX_OTHER;
	*length = walk.second;
	return walk.same ? PREFIX_SAME : PREFIX_FOREIGN;
}

bool
prefix_may_be(struct bytes text)
{
	for (size_t i = 0; i < text.len; i++)
		if (ascii_is_digit(text.at[i]) || memchr("[]|<>:", text.at[i], 6) != NULL)
			return true;
	return false;
}

static bool
is_of_quote(char byte)
{
	return byte == '>' || byte == ' ';
}

bool
prefix_is_quote(const struct prefix *prefix)
{
	return ascii_run(prefix_text(prefix), is_of_quote) == prefix->len;
}

bool
prefix_is_partial(struct bytes prefix)
{
	return bytes_end(prefix, BYTES(" stdout P ")) || bytes_end(prefix, BYTES(" stderr P "));
}

size_t
prefix_common(const struct prefix *prefix, struct bytes line)
{
	struct walk walk;

	walk_together(prefix, line, &walk);
	/* a part of it has to end at a word, and to look like no sentence */
	if (walk.first == prefix->len)
		return walk.first;
	return walk.structure ? walk.boundary : 0;
}

static unsigned long long
mix(unsigned long long key, unsigned value)
{
	return (key ^ value) * 1099511628211ULL;
}

static unsigned long long
mix_token(unsigned long long key, struct token token, struct bytes text, size_t at)
{
	if (token.kind != FIXED)
		return mix(key, token.kind == VOLATILE ? KEY_TIME : KEY_CALENDAR);
	if (token.length == 1 && is_partial_mark(text, at))
		return mix(key, KEY_PIECE);
	for (size_t i = 0; i < token.length; i++)
		key = mix(key, (unsigned char)text.at[at + i]);
	return key;
}

bool
prefix_next_place(struct prefix_reader *reader)
{
	struct bytes text = reader->text;

	while (reader->at < text.len) {
		struct bytes rest = bytes_from(text, reader->at);
		struct token token = next_token(rest);
		bool blank = bytes_indent(bytes_first(rest, 1)) > 0;
		bool number = ascii_is_digit(rest.at[0]);
		bool mark = !number && !ascii_is_letter(rest.at[0]) &&
		    !(reader->number && is_mark(rest.at[0]));
		size_t day;

		reader->key = mix_token(reader->key, token, text, reader->at);
		reader->at += token.length;
		reader->number = number;
		rest = bytes_from(text, reader->at);
		if (token.kind == CALENDAR && (day = day_length(rest)) > 0) {
			reader->key = mix(reader->key, KEY_DAY);
			reader->at += day;
			rest = bytes_from(text, reader->at);
		}
		if (!blank && (mark || (rest.len == 0 ? !reader->cut : bytes_indent(rest) > 0)))
			return true;
	}
	return false;
}
