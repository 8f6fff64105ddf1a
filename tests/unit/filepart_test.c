#include "io/filepart.h"

#include "child.h"
#include "heldfile.h"

static char one[] = "a", two[] = "b";
static char *no_file[] = { NULL }, *one_file[] = { one, NULL }, *two_files[] = { one, two, NULL };

struct given {
	const char *split;
	char **files;
};

static int
read_option(void *of)
{
	const struct given *given = of;
	struct filepart part = { .split = given->split };

	return filepart_check(&part, given->files);
}

static void
check_wrong(const char *split, char **files, const char *reason)
{
	struct given given = { split, files };
	char wanted[128];

	snprintf(wanted, sizeof(wanted), "stacktraces: --split: %s\n", reason);
	child_check(read_option, &given, "", wanted, 0);
}

static void
options(void)
{
	struct filepart part = { .split = NULL };

	CHECK(filepart_check(&part, no_file) && filepart_check(&part, two_files));
	part.split = "2/3";
	CHECK(filepart_check(&part, one_file) && part.number == 2 && part.count == 3);
	part.split = "1/1";
	CHECK(filepart_check(&part, one_file) && part.number == 1 && part.count == 1);
	check_wrong("0/3", one_file, "0/3: not I/N, with I from 1 to N");
	check_wrong("4/3", one_file, "4/3: not I/N, with I from 1 to N");
	check_wrong("2", one_file, "2: not I/N, with I from 1 to N");
	check_wrong("/3", one_file, "/3: not I/N, with I from 1 to N");
	check_wrong("1/", one_file, "1/: not I/N, with I from 1 to N");
	check_wrong("1/2/3", one_file, "1/2/3: not I/N, with I from 1 to N");
	check_wrong("-1/3", one_file, "-1/3: not I/N, with I from 1 to N");
	check_wrong("1/3", no_file, "wants one file");
	check_wrong("1/3", two_files, "wants one file");
}

/* Where the parts of a file begin and end, by hand. */
static void
places(void)
{
	char path[32], *files[] = { path, NULL };
	int fd = heldfile(BYTES("1234567890"), path);
	struct blocks *blocks = blocks_open(files);
	struct filepart part = { .split = "2/3" };

	CHECK(filepart_check(&part, files));
	blocks_want_parts(blocks);
	CHECK(blocks_next(blocks));
	filepart_place(&part, blocks);
	CHECK(part.from == 3 && part.to == 6 && part.whole == 10);
	part = (struct filepart){ .split = "1000000000/1000000000", .size = 1LL << 60 };
	CHECK(filepart_check(&part, files));
	filepart_place(&part, blocks);
	CHECK(part.from == (1LL << 60) - 1152921505 && part.to == 1LL << 60);
	/* more parts than bytes: each byte is in exactly one part */
	part = (struct filepart){ .count = 13 };
	for (long long end = 0; part.number < 13; end = part.to) {
		part.number++;
		filepart_place(&part, blocks);
		CHECK(part.from == end && part.to - part.from <= 1);
	}
	CHECK(part.to == 10);
	blocks_close(blocks);
	close(fd);
}

/* Place and number of the first line that begins after each byte of a file, which is read up to `whole`. */
static void
jumps(bool unnumbered)
{
	static const long long wanted[][2] = { { 3, 2 }, { 3, 2 }, { 3, 2 }, { 4, 3 }, { 9, 4 },
		{ 9, 4 }, { 9, 4 }, { 9, 4 }, { 9, 4 }, { 11, 4 }, { 11, 4 } };
	char path[32], *files[] = { path, NULL }, block[1024];
	int fd = heldfile(BYTES("aa\n\nbbbb\nc"
				"d"),
	    path);
	struct blocks *blocks = blocks_open(files);
	struct filepart part = { .whole = 11, .unnumbered = unnumbered };
	long long offset, number;
	size_t got;

	blocks_want_parts(blocks);
	CHECK(blocks_next(blocks));
	for (long long place = 0; place < (long long)COUNT_OF(wanted); place++) {
		enum blocks_result result;

		CHECK(filepart_jump(&part, blocks, place, '\n', &offset, &number));
		if (!CHECK(offset == wanted[place][0]))
			printf("   behind %lld: %lld\n", place, offset);
		if (!unnumbered)
			CHECK(number == wanted[place][1]);
		else if (offset < 11)
			CHECK(number == 2);
		/* from there on the file is read */
		result = blocks_read(blocks, block, sizeof(block), -1, &got);
		CHECK(result == (offset < 11 ? BLOCKS_SOME : BLOCKS_END));
		CHECK(got == (size_t)(11 - offset));
	}
	/* the file has grown: only its earlier size counts */
	part.whole = 4;
	CHECK(filepart_jump(&part, blocks, 0, '\n', &offset, &number) && offset == 3);
	CHECK(blocks_read(blocks, block, sizeof(block), -1, &got) == BLOCKS_SOME && got == 1);
	blocks_close(blocks);
	close(fd);
}

int
main(void)
{
	options();
	places();
	jumps(false);
	jumps(true);
	return check_end();
}
