#include "base/words.h"

int
words_find(const struct bytes *list, size_t count, struct bytes text)
{
	for (size_t i = 0; i < count; i++)
		if (bytes_equal(list[i], text))
			return (int)i;
	return WORDS_NONE;
}

int
words_start(const struct bytes *list, size_t count, struct bytes text)
{
	for (size_t i = 0; i < count; i++)
		if (bytes_start(text, list[i]))
			return (int)i;
	return WORDS_NONE;
}

int
words_end(const struct bytes *list, size_t count, struct bytes text)
{
	for (size_t i = 0; i < count; i++)
		if (bytes_end(text, list[i]))
			return (int)i;
	return WORDS_NONE;
}

int
words_within(const struct bytes *list, size_t count, struct bytes text)
{
	for (size_t i = 0; i < count; i++)
		if (bytes_find(text, list[i]) != NULL)
			return (int)i;
	return WORDS_NONE;
}
