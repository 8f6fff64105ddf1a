#include "rules/version.h"

#include "check.h"

#include <stdlib.h>
#include <unistd.h>

enum { RANDOM = 4000, LINE = 80 };

static int
sign(int number)
{
	return (number > 0) - (number < 0);
}

/* The order of two texts by sort -V: -1, 0 or 1. */
static int
by_sort(const char *one, const char *other)
{
	char command[512], first[LINE] = "";
	FILE *sorted;
	int lines = 0;

	snprintf(command, sizeof(command), "printf '%%s\\n' '%s' '%s' | LC_ALL=C sort -V -u", one,
	    other);
	sorted = popen(command, "r");
	for (char line[LINE]; sorted != NULL && fgets(line, sizeof(line), sorted) != NULL; lines++)
		if (lines == 0)
			memcpy(first, line, sizeof(line));
	if (sorted == NULL || pclose(sorted) != 0 || lines == 0)
		abort();
	first[strcspn(first, "\n")] = '\0';
	return lines == 1 ? 0 : strcmp(first, one) == 0 ? -1 : 1;
}

/* Two versions; and the same with our differences from sort -V applied by hand, for which sort -V gives the order. */
static void
is(const char *one, const char *other, const char *settled_one, const char *settled_other)
{
	struct version a, b;
	int wanted = by_sort(settled_one, settled_other);

	CHECK(version_read(bytes_of(one), &a) && version_read(bytes_of(other), &b));
	if (!CHECK(sign(version_compare(&a, &b)) == wanted) ||
	    !CHECK(sign(version_compare(&b, &a)) == -wanted))
		printf("   of `%s` and `%s`, by sort -V %d\n", one, other, wanted);
}

static void
is_not_comparable(const char *text)
{
	struct version version;

	if (!CHECK(!version_read(bytes_of(text), &version)))
		printf("   of `%s`\n", text);
}

/* A random version, the same for the same seed, of pieces for which we do not differ from sort -V. */
static void
make(unsigned *seed, FILE *out)
{
	static const char *const pieces[] = { ".1", ".2", ".10", ".07", ".3", "-1", "-2", "+1",
		"~1", "~", "x", "ga", "git", ".post1", ".post2", ".tar", ".x86", "-z9", "_4", "p1",
		".12345678901234567890123", "post" };
	static const char *const firsts[] = { "1", "2", "10", "01", "1.1", "9", "2026" };
	unsigned count;

	*seed = *seed * 1103515245u + 12345u;
	fputs(firsts[(*seed >> 16) % COUNT_OF(firsts)], out);
	count = (*seed >> 24) % 4;
	for (unsigned i = 0; i < count; i++) {
		*seed = *seed * 1103515245u + 12345u;
		fputs(pieces[(*seed >> 16) % COUNT_OF(pieces)], out);
	}
	putc('\n', out);
}

/* Lines sorted by sort -V are in our order, and as many are different as sort -V -u leaves. */
static void
check_order(void)
{
	char path[] = "/tmp/version_test.XXXXXX", command[128], line[LINE];
	int fd = mkstemp(path), different = 1, wanted = 0, count = 0;
	FILE *file = fd == -1 ? NULL : fdopen(fd, "w");
	struct version last = { .length = 0 }, version;
	unsigned seed = 1;

	if (file == NULL)
		abort();
	for (int i = 0; i < RANDOM; i++)
		make(&seed, file);
	fclose(file);
	snprintf(command, sizeof(command), "LC_ALL=C sort -V -u %s | wc -l", path);
	file = popen(command, "r");
	if (file == NULL || fscanf(file, "%d", &wanted) != 1 || pclose(file) != 0)
		abort();
	snprintf(command, sizeof(command), "LC_ALL=C sort -V %s", path);
	file = popen(command, "r");
	for (; file != NULL && fgets(line, sizeof(line), file) != NULL; count++) {
		line[strcspn(line, "\n")] = '\0';
		CHECK(version_read(bytes_of(line), &version));
		if (count > 0 && !CHECK(version_compare(&last, &version) <= 0))
			printf("   `%.*s` before `%s`\n", (int)last.length, last.text, line);
		different += count > 0 && version_compare(&last, &version) < 0;
		last = version;
	}
	if (file == NULL || pclose(file) != 0)
		abort();
	unlink(path);
	CHECK(count == RANDOM);
	CHECK(different == wanted);
}

int
main(void)
{
	is("1.3", "1.4", "1.3", "1.4");
	is("1.4", "1.10", "1.4", "1.10");
	is("1.4", "1.4", "1.4", "1.4");
	is("1.4-1", "1.4", "1.4-1", "1.4");
	is("1.4+build7", "1.4", "1.4+build7", "1.4");
	is("1.4-12-gabc1234", "1.4-9-gdef5678", "1.4-12-gabc1234", "1.4-9-gdef5678");
	is("1.4.post1", "1.4.1", "1.4.post1", "1.4.1");
	is("2026.11.28", "2026.2.1", "2026.11.28", "2026.2.1");
	is("1.4build7", "1.4", "1.4build7", "1.4");
	is("1.4prefix1", "1.4", "1.4prefix1", "1.4");
	/* a leading v does not count */
	is("v1.4", "1.4", "1.4", "1.4");
	is("V1.4", "v1.3", "1.4", "1.3");
	is("v1.9", "1.10", "1.9", "1.10");
	/* versions before a release */
	is("1.4rc1", "1.4", "1.4~rc1", "1.4");
	is("1.4-rc1", "1.4rc1", "1.4~rc1", "1.4~rc1");
	is("1.4.RC2", "1.4-rc10", "1.4~rc2", "1.4~rc10");
	is("1.4.0-rc.1", "1.4", "1.4~rc.1", "1.4");
	is("1.4.0-rc1", "1.3.9", "1.4~rc1", "1.3.9");
	is("1.4-alpha", "1.4-beta", "1.4~alpha", "1.4~beta");
	is("1.4-beta2", "1.4-rc1", "1.4~beta2", "1.4~rc1");
	is("1.4a1", "1.4", "1.4~a1", "1.4");
	is("1.4b2", "1.4a9", "1.4~b2", "1.4~a9");
	is("1.4.dev3", "1.4", "1.4~dev3", "1.4");
	is("1.4_pre1", "1.4", "1.4~pre1", "1.4");
	is("1.4-1-rc1", "1.4-1", "1.4-1~rc1", "1.4-1");
	/* trailing .0 are equal */
	is("1.4.0", "1.4", "1.4", "1.4");
	is("1.0.0", "1", "1", "1");
	is("1.4.00", "1.4", "1.4", "1.4");
	is("1.40", "1.4", "1.40", "1.4");
	is("1.4.0.1", "1.4", "1.4.0.1", "1.4");
	is("0", "0.0", "0", "0");
	is("10", "1", "10", "1");
	is("v2.0.0-beta", "2", "2~beta", "2");
	is("1.4~rc1.0", "1.4~rc1", "1.4~rc1", "1.4~rc1");
	/* a version that does not begin with a digit cannot be compared */
	is_not_comparable("");
	is_not_comparable("v");
	is_not_comparable("vee");
	is_not_comparable("f81d4fae7dec");
	is_not_comparable("release-1.4");
	is_not_comparable(".4");
	is_not_comparable("~1");
	check_order();
	return check_end();
}
