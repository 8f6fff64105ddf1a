#include "io/filepart.h"

enum {
	PARTS_MAX = 1000000000,
	BLOCK = 64 * 1024,
};

bool
filepart_check(struct filepart *part, char **files)
{
	struct bytes number, count;

	if (part->split == NULL)
		return true;
	if (!bytes_split(bytes_of(part->split), BYTES("/"), &number, &count) ||
	    !bytes_number(number, &part->number) || !bytes_number(count, &part->count) ||
	    part->number < 1 || part->count < part->number || part->count > PARTS_MAX) {
		cli_failure("--split", "%s: not I/N, with I from 1 to N", part->split);
		return false;
	}
	if (files[0] != NULL && files[1] == NULL)
		return true;
	cli_failure("--split", "wants one file");
	return false;
}

/* How many bytes the first `parts` parts have together. */
static long long
border(const struct filepart *part, long long parts)
{
	long long even = part->whole / part->count, rest = part->whole % part->count;

	return even * parts + rest * parts / part->count;
}

void
filepart_place(struct filepart *part, const struct blocks *blocks)
{
	part->whole = part->size > 0 ? part->size : blocks_size(blocks);
	part->from = border(part, part->number - 1);
	part->to = border(part, part->number);
}

bool
filepart_jump(const struct filepart *part, struct blocks *blocks, long long place, char line_end,
    long long *offset, long long *number)
{
	char block[BLOCK];
	bool found = false;
	size_t got;

	*offset = part->unnumbered ? place : 0;
	*number = 1;
	if (!blocks_seek(blocks, *offset, part->whole))
		return false;
	while (!found && blocks_read(blocks, block, sizeof(block), -1, &got) == BLOCKS_SOME) {
		struct bytes text = { block, got };
		size_t before = place > *offset ? (size_t)(place - *offset) : 0;

		if (before < got) {
			size_t length = before + bytes_index(bytes_from(text, before), line_end);

			found = length < got;
			text = bytes_first(text, length + found);
		}
		*number += (long long)bytes_count(text, line_end);
		*offset += (long long)text.len;
	}
	return blocks_seek(blocks, *offset, part->whole);
}
