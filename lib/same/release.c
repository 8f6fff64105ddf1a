#include "same/release.h"

#include "base/ascii.h"
#include "base/ipv4.h"
#include "base/words.h"

enum { DATE = 8, UUID = 36 };

/* What may stand behind the numbers of a version, with a number or without: `1.2.3rc1`, `1.2.3-beta.2`, `1.2.3.dev4`. */
static const struct bytes stages[] = { BYTES_ROW("alpha"), BYTES_ROW("beta"), BYTES_ROW("a"),
	BYTES_ROW("b"), BYTES_ROW("rc"), BYTES_ROW("pre"), BYTES_ROW("dev"), BYTES_ROW("post"),
	BYTES_ROW("final"), BYTES_ROW("snapshot"), BYTES_ROW("SNAPSHOT") };

static bool
is_slash(char c)
{
	return c == '/' || c == '\\';
}

/* Takes one of these characters; false: none of them stands there. */
static bool
take_any(struct bytes *text, const char *of)
{
	bool there = text->len > 0 && bytes_has(bytes_of(of), text->at[0]);

	*text = bytes_from(*text, there);
	return there;
}

/* Takes digits, and gives how many. */
static size_t
take_digits(struct bytes *text)
{
	size_t length = ascii_run(*text, ascii_is_digit);

	*text = bytes_from(*text, length);
	return length;
}

/* Whether these are two digits of a number from 1 to `most`. */
static bool
is_up_to(const char *digits, int most)
{
	int number = (digits[0] - '0') * 10 + digits[1] - '0';

	return number >= 1 && number <= most;
}

/* Whether the digits begin with a day: 20261128. */
static bool
begins_with_day(struct bytes digits)
{
	return digits.len >= DATE &&
	    (bytes_start(digits, BYTES("20")) || bytes_start(digits, BYTES("19"))) &&
	    is_up_to(digits.at + 4, 12) && is_up_to(digits.at + 6, 31);
}

/* Whether what stands behind a version or a date belongs to it: `-1`, `rc2`, `.dev4`, `T100000Z`, `+g1a2b3c4`. */
static bool
is_rest(struct bytes text)
{
	bool good = true;

	while (text.len > 0 && good) {
		bool apart = take_any(&text, ".-_+~:T");
		int stage = words_start(LIST(stages), text);

		if (stage != WORDS_NONE) {
			text = bytes_from(text, stages[stage].len);
			good =
			    take_digits(&text) > 0 || text.len == 0 || !ascii_is_name(text.at[0]);
		} else if (take_any(&text, "g")) {
			text = bytes_from(text, ascii_run(text, ascii_is_hex));
			good = apart && text.len == 0;
		} else {
			good = take_digits(&text) > 0 || bytes_equal(text, BYTES("Z"));
			(void)(text.len == 1 && take_any(&text, "Z"));
		}
	}
	return good;
}

/* `20261128`, `20261128100000`, `2026-11-28_10-00-00` */
static bool
is_date(struct bytes text)
{
	struct bytes rest = text;
	size_t length = take_digits(&rest);
	char day[DATE];

	if (length >= DATE)
		return length <= 14 && length % 2 == 0 &&
		    begins_with_day(bytes_first(text, length)) && is_rest(rest);
	if (length != 4 || rest.len < 6 || !bytes_has(BYTES("-_."), rest.at[0]) ||
	    rest.at[3] != rest.at[0])
		return false;
	memcpy(day, text.at, 4);
	memcpy(day + 4, rest.at + 1, 2);
	memcpy(day + 6, rest.at + 4, 2);
	return ascii_run((struct bytes){ day, DATE }, ascii_is_digit) == DATE &&
	    begins_with_day((struct bytes){ day, DATE }) && is_rest(bytes_from(rest, 6));
}

/* `1.2.3`, `v1.2.3-rc1`; two numbers may be those of interfaces that are there side by side. */
static bool
is_version(struct bytes text)
{
	struct bytes rest = text;

	if (ipv4_take(&rest) && rest.len == 0) /* a host */
		return false;
	(void)take_any(&text, "vV");
	return take_digits(&text) > 0 && take_any(&text, ".") && take_digits(&text) > 0 &&
	    take_any(&text, ".") && take_digits(&text) > 0 && is_rest(text);
}

/* Digits and letters of a digest of MD5, SHA-1 or SHA-256, or a UUID. */
static bool
is_hash(struct bytes text)
{
	size_t length = ascii_run(text, ascii_is_hex), dashes = 0;

	for (size_t i = 0; text.len == UUID && i < UUID; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		dashes += dash && text.at[i] == '-';
		if (!dash && !ascii_is_hex(text.at[i]))
			return false;
	}
	return dashes == 4 ||
	    (length == text.len && (length == 32 || length == 40 || length == 64));
}

/* In a folder `releases`: `42`, `1a2b3c4`, `v2.1`. */
static bool
is_number(struct bytes text)
{
	size_t hex = ascii_run(text, ascii_is_hex);
	bool dot;

	if (hex == text.len && (hex >= 7 || ascii_run(text, ascii_is_digit) == hex))
		return true;
	(void)take_any(&text, "vV");
	dot = take_digits(&text) > 0 && take_any(&text, ".");
	return dot && take_digits(&text) > 0 && is_rest(text);
}

/* Takes the last part of a path off, which stands behind a slash or is all of it. */
static struct bytes
take_last(struct bytes *path)
{
	size_t at = path->len;
	struct bytes part;

	while (at > 0 && !is_slash(path->at[at - 1]))
		at--;
	part = bytes_from(*path, at);
	*path = bytes_first(*path, at == 0 ? 0 : at - 1);
	return part;
}

/* Makes `shop-1.2.3` of a folder into `shop`, and a folder that is a release and has no name empty; false: it is none. */
static bool
take_release(struct bytes *folder, struct bytes above)
{
	if (is_version(*folder) || is_date(*folder) || is_hash(*folder) ||
	    (bytes_equal(take_last(&above), BYTES("releases")) && is_number(*folder))) {
		*folder = BYTES_NONE;
		return true;
	}
	for (size_t i = 1; i + 1 < folder->len; i++) {
		struct bytes rest = bytes_from(*folder, i + 1);
		char c = folder->at[i];

		/* `report_20261128` may be a package */
		if (((c == '-' || c == '_') && (is_version(rest) || is_hash(rest))) ||
		    (c == '-' && is_date(rest))) {
			*folder = bytes_first(*folder, i);
			return true;
		}
	}
	return false;
}

static bool
is_no_digit(char c)
{
	return !ascii_is_digit(c);
}

struct bytes
release_plain(struct bytes module, struct bytes file, struct arena *memory)
{
	struct bytes folder = module, above, name, slash;

	name = take_last(&folder);
	/* nearly no folder has a digit */
	if (ascii_run(folder, is_no_digit) == folder.len)
		return module;
	slash = bytes_first(bytes_from(module, folder.len), 1);
	above = bytes_first(file, (size_t)(module.at - file.at));
	above.len -= above.len > 0;
	if (!take_release(&folder, above))
		return module;
	while (folder.len == 0 && above.len > 0) {
		folder = take_last(&above);
		if (bytes_equal(folder, BYTES("releases")))
			folder = BYTES_NONE;
		else
			(void)take_release(&folder, above);
	}
	if (folder.len == 0)
		return name;
	folder = arena_copy(memory, folder);
	folder = arena_join(memory, folder, slash);
	return arena_join(memory, folder, name);
}
