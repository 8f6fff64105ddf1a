#include "pylog/heads/mark.h"

#include "check.h"

/* Checks whether a message that begins with `other` can follow one that begins with `first`. */
static bool
follows(const char *first, const char *other)
{
	struct mark mark = mark_of(bytes_of(first));

	return mark_begins(&mark, bytes_of(other));
}

int
main(void)
{
	static char longest[MARK_MAX + 2];
	struct bytes text = { longest, sizeof(longest) };

	/* digits count as equal, and so do letters */
	CHECK(follows("[job 17] begins", "[job 1234] ends"));
	CHECK(follows("[a]", "[Zebra] x"));
	CHECK(follows("[worker-1:x]", "[task-22:abc] x"));
	CHECK(follows("[@]", "[@]") && follows("[{]", "[{]"));
	CHECK(!follows("[job 17]", "[job x]"));
	CHECK(!follows("[job 17]", "[job-17]"));
	CHECK(!follows("[job]", "[job"));
	CHECK(!follows("[job]", "job]"));
	CHECK(!follows("[job]", ""));
	CHECK(!follows("[9]", "[:]") && !follows("[0]", "[/]"));
	CHECK(!follows("[@]", "[a]") && !follows("[`]", "[a]") && !follows("[{]", "[z]"));
	/* other bytes have to be equal, and as many */
	CHECK(!follows("[--]", "[-]"));
	/* text that is no mark is followed by none */
	CHECK(mark_of(BYTES("job")).len == 0 && !follows("job", "job"));
	CHECK(mark_of(BYTES("[")).len == 0 && mark_of(BYTES("")).len == 0);
	CHECK(mark_of(BYTES("[job 17")).len == 0);
	CHECK(mark_of(BYTES("[]")).len == 2);
	/* a mark that is too long is none */
	memset(longest, '-', sizeof(longest));
	longest[0] = '[';
	longest[MARK_MAX - 1] = ']';
	CHECK(mark_of(text).len == MARK_MAX);
	longest[MARK_MAX - 1] = '-';
	longest[MARK_MAX] = ']';
	CHECK(mark_of(text).len == 0);
	return check_end();
}
