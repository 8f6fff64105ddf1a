#include "native/prototype.h"

#include "base/ascii.h"
#include "base/lanes.h"
#include "base/words.h"

/* Steps over `operator` and its symbol, whose brackets and commas are a name; else one byte. */
static size_t
step_over_operator(struct bytes text, size_t i)
{
	static const struct bytes symbols[] = { BYTES_ROW("()"), BYTES_ROW("[]"), BYTES_ROW("<=>"),
		BYTES_ROW("<<="), BYTES_ROW(">>="), BYTES_ROW("->*"), BYTES_ROW("->"),
		BYTES_ROW("<<"), BYTES_ROW(">>"), BYTES_ROW("<="), BYTES_ROW(">="), BYTES_ROW("<"),
		BYTES_ROW(">") };
	struct bytes rest = bytes_from(text, i);
	int symbol;

	if (!bytes_take(&rest, BYTES("operator")) || (i > 0 && ascii_is_word(text.at[i - 1])))
		return i + 1;
	symbol = words_start(LIST(symbols), rest);
	return i + strlen("operator") + (symbol == WORDS_NONE ? 0 : symbols[symbol].len);
}

size_t
prototype_skip(struct bytes text, size_t i)
{
	int depth = 0;

	for (; i < text.len; i++) {
		if (text.at[i] == '(')
			depth++;
		else if (text.at[i] == ')' && --depth == 0)
			return i + 1;
	}
	return text.len;
}

/* The next place that may be a bracket, an arrow or `operator`; the text's length: there is none. */
static size_t
find_meaning(struct bytes text, size_t i)
{
	static const bool means[256] = {
		['o'] = true, ['-'] = true, ['<'] = true, ['>'] = true, ['('] = true
	};

	while (text.len - i > LANES) {
		lanes bytes = lanes_load(text.at + i), next = lanes_load(text.at + i + 1);
		size_t first = lanes_first((bytes == '-') | (bytes == '<') | (bytes == '>') |
		    (bytes == '(') | ((bytes == 'o') & (next == 'p')));

		i += first;
		if (first < LANES)
			return i;
	}
	while (i < text.len && !means[(unsigned char)text.at[i]])
		i++;
	return i;
}

size_t
prototype_arguments(struct bytes text, size_t i)
{
	int angles = 0;

	for (;;) {
		char c;

		i = find_meaning(text, i);
		if (i == text.len)
			return i;
		c = text.at[i];
		if (c == 'o') {
			i = step_over_operator(text, i);
		} else if (c == '-' && i + 1 < text.len && text.at[i + 1] == '>') {
			i += 2;
		} else if (c == '<' || c == '>') {
			angles += c == '<' ? 1 : -1;
			i++;
		} else if (c != '(') {
			i++;
		} else if (angles <= 0 && i > 0 && text.at[i - 1] == ' ') {
			return i;
		} else {
			i = prototype_skip(text, i);
		}
	}
}

bool
prototype_is_open(struct bytes text)
{
	int round = 0, angles = 0;

	for (size_t i = 0; i < text.len;) {
		char c = text.at[i];
		size_t next = c == 'o' ? step_over_operator(text, i) : i + 1;

		round += (c == '(') - (c == ')');
		if (c == '-' && next < text.len && text.at[next] == '>')
			next++;
		else
			angles += (c == '<') - (c == '>');
		i = next;
	}
	return round > 0 || (round == 0 && angles > 0);
}

size_t
prototype_group(struct bytes text)
{
	int depth = 0;

	if (bytes_tail(text) != ')')
		return text.len;
	for (size_t i = text.len; i > 0; i--) {
		depth += (text.at[i - 1] == ')') - (text.at[i - 1] == '(');
		if (depth == 0)
			return i - 1;
	}
	return text.len;
}

bool
prototype_is(struct bytes name, bool address)
{
	static const struct bytes behind[] = { BYTES_ROW(" const"), BYTES_ROW(" volatile"),
		BYTES_ROW(" &"), BYTES_ROW(" &&"), BYTES_ROW(" noexcept") };
	size_t start;
	int word;

	while ((word = words_end(LIST(behind), name)) != WORDS_NONE)
		name.len -= behind[word].len;
	start = prototype_group(name);
	if (start == 0 || start == name.len || name.at[start - 1] == ' ' || prototype_is_open(name))
		return false;
	/* a type or `operator` may stand before the name if there is an address, which prose has not */
	name = bytes_first(name, bytes_index(name, '('));
	return address || !bytes_has(bytes_first(name, bytes_index(name, '<')), ' ');
}
