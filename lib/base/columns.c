#include "base/columns.h"

#include "base/utf8.h"

struct range {
	unsigned first, last;
};

/* East_Asian_Width W and F, by the tables of Unicode 14. Unassigned characters between two ranges are counted in. */
static const struct range wide[] = {
	{ 0x1100, 0x115F },
	{ 0x231A, 0x231B },
	{ 0x2329, 0x232A },
	{ 0x23E9, 0x23EC },
	{ 0x23F0, 0x23F0 },
	{ 0x23F3, 0x23F3 },
	{ 0x25FD, 0x25FE },
	{ 0x2614, 0x2615 },
	{ 0x2648, 0x2653 },
	{ 0x267F, 0x267F },
	{ 0x2693, 0x2693 },
	{ 0x26A1, 0x26A1 },
	{ 0x26AA, 0x26AB },
	{ 0x26BD, 0x26BE },
	{ 0x26C4, 0x26C5 },
	{ 0x26CE, 0x26CE },
	{ 0x26D4, 0x26D4 },
	{ 0x26EA, 0x26EA },
	{ 0x26F2, 0x26F3 },
	{ 0x26F5, 0x26F5 },
	{ 0x26FA, 0x26FA },
	{ 0x26FD, 0x26FD },
	{ 0x2705, 0x2705 },
	{ 0x270A, 0x270B },
	{ 0x2728, 0x2728 },
	{ 0x274C, 0x274C },
	{ 0x274E, 0x274E },
	{ 0x2753, 0x2755 },
	{ 0x2757, 0x2757 },
	{ 0x2795, 0x2797 },
	{ 0x27B0, 0x27B0 },
	{ 0x27BF, 0x27BF },
	{ 0x2B1B, 0x2B1C },
	{ 0x2B50, 0x2B50 },
	{ 0x2B55, 0x2B55 },
	{ 0x2E80, 0x303E },
	{ 0x3041, 0x3247 },
	{ 0x3250, 0x4DBF },
	{ 0x4E00, 0xA4C6 },
	{ 0xA960, 0xA97C },
	{ 0xAC00, 0xD7A3 },
	{ 0xF900, 0xFAD9 },
	{ 0xFE10, 0xFE19 },
	{ 0xFE30, 0xFE6B },
	{ 0xFF01, 0xFF60 },
	{ 0xFFE0, 0xFFE6 },
	{ 0x16FE0, 0x1B2FB },
	{ 0x1F004, 0x1F004 },
	{ 0x1F0CF, 0x1F0CF },
	{ 0x1F18E, 0x1F18E },
	{ 0x1F191, 0x1F19A },
	{ 0x1F200, 0x1F320 },
	{ 0x1F32D, 0x1F335 },
	{ 0x1F337, 0x1F37C },
	{ 0x1F37E, 0x1F393 },
	{ 0x1F3A0, 0x1F3CA },
	{ 0x1F3CF, 0x1F3D3 },
	{ 0x1F3E0, 0x1F3F0 },
	{ 0x1F3F4, 0x1F3F4 },
	{ 0x1F3F8, 0x1F43E },
	{ 0x1F440, 0x1F440 },
	{ 0x1F442, 0x1F4FC },
	{ 0x1F4FF, 0x1F53D },
	{ 0x1F54B, 0x1F54E },
	{ 0x1F550, 0x1F567 },
	{ 0x1F57A, 0x1F57A },
	{ 0x1F595, 0x1F596 },
	{ 0x1F5A4, 0x1F5A4 },
	{ 0x1F5FB, 0x1F64F },
	{ 0x1F680, 0x1F6C5 },
	{ 0x1F6CC, 0x1F6CC },
	{ 0x1F6D0, 0x1F6D2 },
	{ 0x1F6D5, 0x1F6DF },
	{ 0x1F6EB, 0x1F6EC },
	{ 0x1F6F4, 0x1F6FC },
	{ 0x1F7E0, 0x1F7F0 },
	{ 0x1F90C, 0x1F93A },
	{ 0x1F93C, 0x1F945 },
	{ 0x1F947, 0x1F9FF },
	{ 0x1FA70, 0x1FAF6 },
	{ 0x20000, 0x3134A },
};

/* Blocks of combining marks and of variation selectors, which take no column of their own. */
static const struct range combining[] = {
	{ 0x300, 0x36F },
	{ 0x483, 0x489 },
	{ 0x591, 0x5BD },
	{ 0x64B, 0x65F },
	{ 0x1AB0, 0x1AFF },
	{ 0x1DC0, 0x1DFF },
	{ 0x20D0, 0x20FF },
	{ 0xFE00, 0xFE0F },
	{ 0xFE20, 0xFE2F },
};

static bool
is_in(const struct range *ranges, size_t count, unsigned character)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (character > ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && character >= ranges[low].first;
}

static size_t
width_of(unsigned character)
{
	if (character < 0x300 || is_in(combining, COUNT_OF(combining), character))
		return character < 0x300;
	return is_in(wide, COUNT_OF(wide), character) ? 2 : 1;
}

/* The width of the character that the text begins with, and its bytes. */
static size_t
next_width(struct bytes text, size_t *length)
{
	size_t invalid;

	*length = utf8_length(text, &invalid);
	if (*length > 0)
		return width_of(utf8_character(text.at, *length));
	*length = 1;
	return 1;
}

size_t
columns_of(struct bytes text)
{
	size_t columns = 0, length;

	for (; text.len > 0; text = bytes_from(text, length))
		columns += next_width(text, &length);
	return columns;
}

size_t
columns_fitting(struct bytes text, size_t columns)
{
	struct bytes rest = text;
	size_t length;

	for (; rest.len > 0; rest = bytes_from(rest, length)) {
		size_t width = next_width(rest, &length);

		if (width > columns)
			break;
		columns -= width;
	}
	return text.len - rest.len;
}
