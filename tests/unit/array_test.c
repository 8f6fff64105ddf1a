#include "base/array.h"
#include "base/index.h"
#include "base/list.h"
#include "check.h"

#include <stdlib.h>

static void
arrays(void)
{
	size_t count = 0, size = 0;
	int *items = NULL;
	bool right = true;

	for (int i = 0; i < 1000; i++) {
		CHECK(ARRAY_ROOM(items, count, size) && count < size);
		items[count++] = i;
	}
	for (int i = 0; i < 1000; i++)
		right = right && items[i] == i;
	CHECK(right && count == 1000);
	free(items);
}

struct node {
	struct node *next;
	int number;
};

static void
lists(void)
{
	struct {
		struct node *first, *last;
	} list = { NULL, NULL };
	struct node nodes[] = { { NULL, 1 }, { NULL, 2 }, { NULL, 3 } };
	int sum = 0;

	for (size_t i = 0; i < 3; i++)
		LIST_APPEND(&list, &nodes[i]);
	for (struct node *node = list.first; node != NULL; node = node->next)
		sum = sum * 10 + node->number;
	CHECK(sum == 123 && list.last == &nodes[2] && nodes[2].next == NULL);
}

/* Hashes that share a place in the table, and equal ones, all of which are found. */
static void
indexes(void)
{
	struct index index = { .places = NULL };
	size_t at = 0, found, sum = 0, count = 0;

	CHECK(index_find(&index, 7, &at) == INDEX_NONE);
	for (size_t i = 0; i < 5000; i++)
		CHECK(index_add(&index, i % 1000 * 64, i));
	CHECK(index.count == 5000 && 2 * index.count <= index.size);
	for (at = 0; (found = index_find(&index, 64 * 7, &at)) != INDEX_NONE; count++)
		sum += found;
	CHECK(count == 5 && sum == 5 * 7 + 1000 * (1 + 2 + 3 + 4));
	at = 0;
	CHECK(index_find(&index, 63, &at) == INDEX_NONE);
	index_clear(&index);
	at = 0;
	CHECK(index_find(&index, 64 * 7, &at) == INDEX_NONE && index.count == 0);
	index_free(&index);
}

int
main(void)
{
	arrays();
	lists();
	indexes();
	return check_end();
}
