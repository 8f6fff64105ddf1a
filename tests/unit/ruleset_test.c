#include "rules/ruleset.h"

#include "child.h"
#include "heldfile.h"

/* Files of rules, and whether they apply whatever the program. */
static const struct {
	const char *text;
	bool always;
} files[] = {
	{ "{\"rules\":\"a\",\"label\":[{\"when\":{\"function\":\"f\"},\"role\":\"a\"}]}", true },
	{ "{\"rules\":\"b\",\"exe\":\"httpd$\",\"label\":[{\"when\":{\"function\":\"f\"},\"role\":"
	  "\"a\"}]}",
	    false },
	{ "{\"rules\":\"c\",\"needs\":[\"f\"],\"label\":[{\"when\":{\"function\":\"f\"},\"role\":"
	  "\"a\"}]}",
	    false },
	{ "{\"rules\":\"d\",\"language\":\"python\",\"label\":[{\"when\":{\"function\":\"f\"},"
	  "\"role\":\"a\"}]}",
	    false },
};

enum { FAULTY = 2, COUNT = COUNT_OF(files) + 1 }; /* a file with a fault stands there */

/* Loads all files, with a fault in the third; the status is 2 if all is as it has to be. */
static int
load(void *of)
{
	char paths[COUNT][32];
	const char *list[COUNT];
	struct cli_texts texts = { .list = list, .count = COUNT };
	struct ruleset rules = { .first = NULL };
	const struct rulefile *each;
	size_t i = 0;
	int fds[COUNT];

	(void)of;
	for (size_t n = 0; n < COUNT; n++) {
		const char *text = n == FAULTY ? "{\"rules\":\"x\",\n\"labl\":[]}"
					       : files[n < FAULTY ? n : n - 1].text;

		fds[n] = heldfile(bytes_of(text), paths[n]);
		list[n] = paths[n];
	}
	ruleset_add_files(&rules, &texts);
	for (each = rules.first; each != NULL && i < COUNT_OF(files); each = each->next, i++)
		if (each->always != files[i].always || each->pack ||
		    !bytes_equal(bytes_of(each->path), bytes_of(list[i < FAULTY ? i : i + 1])) ||
		    (each->next == NULL) != (each == rules.last))
			return 10 + (int)i;
	if (each != NULL || i < COUNT_OF(files))
		return 20;
	ruleset_free(&rules);
	for (size_t n = 0; n < COUNT; n++)
		close(fds[n]);
	return rules.first == NULL ? cli_status() : 21;
}

/* Names of packs that no record has: no folder is read, and nothing is said. */
static int
load_none(void *of)
{
	struct ruleset rules = { .first = NULL };
	struct keyset names = { .count = 0 };

	(void)of;
	ruleset_add_named(&rules, &names);
	return rules.first == NULL && rules.last == NULL ? cli_status() : 22;
}

int
main(void)
{
	static struct child child;

	child_run(&child, load, NULL);
	CHECK(child.status == 2);
	CHECK(bytes_find(bytes_of(child.err),
		  BYTES(":2: no such member of a rule file \"labl\"")) != NULL);
	CHECK(bytes_count(bytes_of(child.err), '\n') == 1);
	child_run(&child, load_none, NULL);
	CHECK(child.status == 0);
	CHECK_TEXT(bytes_of(child.err), BYTES(""));
	return check_end();
}
