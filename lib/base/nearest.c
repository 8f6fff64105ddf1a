#include "base/nearest.h"

#include "base/ascii.h"

static int
least(int one, int other)
{
	return one < other ? one : other;
}

/* The distance between the first `i` letters of one word and the first `k` of the other; `rows` has the last three `i`. */
static int
cell(int rows[3][NEAREST_WORD_MAX + 1], struct bytes one, struct bytes other, size_t i, size_t k)
{
	int *now = rows[i % 3], *before = rows[(i + 2) % 3];
	bool same = ascii_lower(one.at[i - 1]) == ascii_lower(other.at[k - 1]);
	int best = least(before[k - 1] + !same, least(before[k], now[k - 1]) + 1);

	if (i > 1 && k > 1 && one.at[i - 1] == other.at[k - 2] && one.at[i - 2] == other.at[k - 1])
		best = least(best, rows[(i + 1) % 3][k - 2] + 1);
	return best;
}

/* The optimal string alignment distance: Levenshtein's, where two letters that changed places are one mistake. */
int
nearest_distance(struct bytes one, struct bytes other)
{
	int rows[3][NEAREST_WORD_MAX + 1], found;
	size_t longer = one.len > other.len ? one.len : other.len;

	if (longer > NEAREST_WORD_MAX)
		return NEAREST_FAR;
	for (size_t k = 0; k <= other.len; k++)
		rows[0][k] = (int)k;
	for (size_t i = 1; i <= one.len; i++) {
		rows[i % 3][0] = (int)i;
		for (size_t k = 1; k <= other.len; k++)
			rows[i % 3][k] = cell(rows, one, other, i, k);
	}
	found = rows[one.len % 3][other.len];
	return (size_t)found * 3 > longer + 1 || (size_t)found + 2 > longer ? NEAREST_FAR : found;
}

struct bytes
nearest_in(struct bytes list, struct bytes word)
{
	struct bytes found = BYTES_NONE, each;
	int best = NEAREST_FAR;

	while (bytes_next(&list, ',', &each)) {
		int distance = nearest_distance(word, bytes_trim(each));

		if (distance < best) {
			best = distance;
			found = bytes_trim(each);
		}
	}
	return found;
}
