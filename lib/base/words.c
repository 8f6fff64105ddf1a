#include "base/words.h"

/* Inline, so that `is` is inlined, too. */
static inline int
find(const struct bytes *list, size_t count, struct bytes text,
    bool (*is)(struct bytes, struct bytes))
{
	for (size_t i = 0; i < count; i++)
		if (is(text, list[i]))
			return (int)i;
	return WORDS_NONE;
}

static inline bool
holds(struct bytes text, struct bytes word)
{
	return bytes_find(text, word) != NULL;
}

/* The first byte tells most words apart, without a call. */
static inline bool
is_word(struct bytes text, struct bytes word)
{
	return text.len == word.len && bytes_head(text) == bytes_head(word) &&
	    bytes_equal(text, word);
}

int
words_find(const struct bytes *list, size_t count, struct bytes text)
{
	return find(list, count, text, is_word);
}

int
words_start(const struct bytes *list, size_t count, struct bytes text)
{
	return find(list, count, text, bytes_start);
}

int
words_end(const struct bytes *list, size_t count, struct bytes text)
{
	return find(list, count, text, bytes_end);
}

int
words_within(const struct bytes *list, size_t count, struct bytes text)
{
	return find(list, count, text, holds);
}

static bool
is_literal(char c)
{
	return c != '*' && c != '9';
}

bool
words_may_take(const char *words, const struct sketch *sketch)
{
	if (words[0] == '\0')
		return true;
	for (; words[1] != '\0'; words++)
		if (is_literal(words[0]) && is_literal(words[1]) &&
		    !sketch_has_pair(sketch, words[0], words[1]))
			return false;
	return true;
}

bool
words_take(const char *words, struct bytes *text)
{
	long long number;

	if (words[0] != '\0' && is_literal(words[0]) && words[0] != bytes_head(*text)) /* often */
		return false;
	while (*words != '\0') {
		bool anywhere = *words == '*';
		struct bytes literal = { words + anywhere, strcspn(words + anywhere, "*9") };

		if (anywhere ? !bytes_split(*text, literal, NULL, text)
			     : !bytes_take(text, literal))
			return false;
		words = literal.at + literal.len;
		if (*words == '9' && (words++, !bytes_take_number(text, &number)))
			return false;
	}
	return true;
}
