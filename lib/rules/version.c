#include "rules/version.h"

#include "base/ascii.h"
#include "base/words.h"

static void
append(struct version *version, struct bytes text)
{
	for (size_t i = 0; i < text.len; i++)
		version->text[version->length++] = ascii_lower(text.at[i]);
}

/* Takes `.0` off the end, as often as it stands there. */
static void
drop_zeros(struct version *version)
{
	for (;;) {
		size_t end = version->length;

		while (end > 0 && version->text[end - 1] == '0')
			end--;
		if (end == version->length || end < 2 || version->text[end - 1] != '.')
			return;
		version->length = end - 1;
	}
}

/* Takes the numbers, with dots between them, off the start of the text. */
static struct bytes
take_numbers(struct bytes *text)
{
	struct bytes whole = *text;
	size_t n = ascii_run(whole, ascii_is_digit);

	while (n + 1 < whole.len && whole.at[n] == '.' && ascii_is_digit(whole.at[n + 1]))
		n += 1 + ascii_run(bytes_from(whole, n + 1), ascii_is_digit);
	*text = bytes_from(whole, n);
	return bytes_first(whole, n);
}

static bool
is_before_release(struct bytes word)
{
	static const struct bytes words[] = { BYTES_ROW("rc"), BYTES_ROW("alpha"),
		BYTES_ROW("beta"), BYTES_ROW("a"), BYTES_ROW("b"), BYTES_ROW("dev"),
		BYTES_ROW("pre") };

	return words_find(LIST(words), word) != WORDS_NONE;
}

/* Appends a word; if it marks a pre-release, with `~` in place of what separates it from the numbers. */
static void
append_word(struct version *version, struct bytes word)
{
	size_t before = version->length;

	append(version, word);
	if (!is_before_release((struct bytes){ version->text + before, word.len }))
		return;
	version->length = before;
	while (version->length > 0 && bytes_has(BYTES("-._~"), version->text[version->length - 1]))
		version->length--;
	drop_zeros(version);
	append(version, BYTES("~"));
	append(version, word);
}

bool
version_read(struct bytes text, struct version *version)
{
	version->length = 0;
	text = bytes_trim(text);
	if (bytes_head(text) == 'v' || bytes_head(text) == 'V')
		text = bytes_from(text, 1);
	if (text.len > VERSION_MAX || !ascii_is_digit(bytes_head(text)))
		return false;
	append(version, take_numbers(&text));
	drop_zeros(version);
	while (text.len > 0) {
		size_t letters = ascii_run(text, ascii_is_letter);

		if (letters > 0)
			append_word(version, bytes_first(text, letters));
		else
			append(version, bytes_first(text, 1));
		text = bytes_from(text, letters > 0 ? letters : 1);
	}
	drop_zeros(version);
	return true;
}

/* A version without what looks like suffixes of a file: `.tar`, `.x86`. They count only if all else is equal. */
static struct bytes
without_suffixes(struct bytes text)
{
	size_t i = 0, length = 0;

	while (i < text.len) {
		length = ++i;
		while (i + 1 < text.len && text.at[i] == '.' &&
		    (ascii_is_letter(text.at[i + 1]) || text.at[i + 1] == '~'))
			for (i += 2; i < text.len && text.at[i] != '_' &&
			     (ascii_is_word(text.at[i]) || text.at[i] == '~');)
				i++;
	}
	return bytes_first(text, length);
}

/* The order of bytes between numbers: `~`, the end of the text, digits, letters, all others. */
static int
weight(struct bytes text)
{
	unsigned char byte = (unsigned char)bytes_head(text);

	if (text.len == 0)
		return -1;
	if (ascii_is_digit((char)byte))
		return 0;
	if (ascii_is_letter((char)byte))
		return byte;
	return byte == '~' ? -2 : byte + 256;
}

static bool
begins_word(struct bytes text)
{
	return text.len > 0 && !ascii_is_digit(text.at[0]);
}

/* Compares what stands before the next numbers, and takes it off. */
static int
compare_words(struct bytes *one, struct bytes *other)
{
	while (begins_word(*one) || begins_word(*other)) {
		int difference = weight(*one) - weight(*other);

		if (difference != 0)
			return difference;
		*one = bytes_from(*one, 1);
		*other = bytes_from(*other, 1);
	}
	return 0;
}

/* The same for the numbers that follow, without zeros before them. */
static int
compare_numbers(struct bytes *one, struct bytes *other)
{
	struct bytes *const texts[] = { one, other };
	struct bytes numbers[2];

	for (size_t i = 0; i < 2; i++) {
		while (bytes_head(*texts[i]) == '0')
			*texts[i] = bytes_from(*texts[i], 1);
		numbers[i] = bytes_first(*texts[i], ascii_run(*texts[i], ascii_is_digit));
		*texts[i] = bytes_from(*texts[i], numbers[i].len);
	}
	if (numbers[0].len != numbers[1].len)
		return numbers[0].len < numbers[1].len ? -1 : 1;
	return bytes_compare(numbers[0], numbers[1]);
}

static int
compare(struct bytes one, struct bytes other)
{
	int difference = 0;

	while (difference == 0 && (one.len > 0 || other.len > 0)) {
		difference = compare_words(&one, &other);
		if (difference == 0)
			difference = compare_numbers(&one, &other);
	}
	return difference;
}

int
version_compare(const struct version *one, const struct version *other)
{
	struct bytes a = { one->text, one->length }, b = { other->text, other->length };
	int difference = compare(without_suffixes(a), without_suffixes(b));

	return difference != 0 ? difference : compare(a, b);
}
