#include "record/links.h"

#include "base/buffer.h"
#include "check.h"

static struct arena *memory;

static struct links *
links_in(struct bytes json)
{
	const char *reason = NULL;
	size_t place = 0;
	const struct value *record = json_read(json, memory, &reason, &place);

	CHECK(record != NULL);
	return links_of(record, memory);
}

/* Shows the exceptions in order: type, kind (raised, cause, context, member), depth, level. */
static void
are(const char *json, const char *wanted)
{
	static const char kinds[] = {
		[LINK_RAISED] = 'r', [LINK_CAUSE] = 'c', [LINK_CONTEXT] = 'x', [LINK_MEMBER] = 'm'
	};
	struct buffer got = { .at = NULL };
	struct links *links;
	struct link link;

	arena_reset(memory);
	links = links_in(bytes_of(json));
	while (links_next(links, &link)) {
		if (got.len > 0)
			buffer_byte(&got, ' ');
		buffer_append(&got, json_text(json_member(link.holder, "exception"), "type"));
		buffer_byte(&got, kinds[link.kind]);
		buffer_number(&got, (long long)link.depth);
		buffer_number(&got, (long long)link.level);
	}
	CHECK(!links_next(links, &link));
	CHECK_TEXT(buffer_bytes(&got), bytes_of(wanted));
	buffer_free(&got);
}

#define E(type) "\"exception\":{\"type\":\"" type "\"}"

static void
trees(void)
{
	are("{" E("A") "}", "Ar00");
	are("{}", "r00");
	are("{" E("A") ",\"chain\":[],\"exceptions\":[]}", "Ar00");
	are("{" E("A") ",\"chain\":[{\"relation\":\"cause\"," E("B") "},"
								     "{\"relation\":\"context\"," E(
									 "C") "},{" E("D") "}]}",
	    "Ar00 Bc01 Cx01 Dx01");
	are("{" E("A") ",\"exceptions\":[{" E("B") "},{" E("C") ",\"exceptions\":[{" E(
		"D") "}]},"
		     "{" E("E") "}]}",
	    "Ar00 Bm11 Cm11 Dm22 Em11");
	/* members of a group come before its causes, wherever `chain` is written */
	are("{\"chain\":[{\"relation\":\"cause\"," E("X") ",\"exceptions\":[{" E(
		"Y") "}]},"
		     "{\"relation\":\"context\"," E("Z") "}]," E("A") ",\"exceptions\":[{" E(
			 "B") ",\"chain\":[{\"relation\":\"cause\"," E("C") "}]},"
									    "{" E("D") "}]}",
	    "Ar00 Bm11 Cc12 Dm11 Xc01 Ym12 Zx01");
	are("{" E("A") ",\"chain\":7,\"exceptions\":\"x\"}", "Ar00");
}

/* As deep as a record may be, no exception is lost or comes twice. */
static void
deep(void)
{
	enum { LEVELS = 400 };
	struct buffer json = { .at = NULL };
	struct links *links;
	struct link link;
	size_t count = 0, deepest = 0;

	arena_reset(memory);
	for (int i = 0; i < LEVELS; i++)
		buffer_append(&json, BYTES("{\"chain\":[{}],\"exceptions\":["));
	buffer_append(&json, BYTES("{}"));
	for (int i = 0; i < LEVELS; i++)
		buffer_append(&json, BYTES("]}"));
	links = links_in(buffer_bytes(&json));
	while (links_next(links, &link)) {
		count++;
		deepest = link.depth > deepest ? link.depth : deepest;
	}
	CHECK(count == 2 * LEVELS + 1);
	CHECK(deepest == LEVELS);
	buffer_free(&json);
}

int
main(void)
{
	memory = arena_new(1 << 24);
	trees();
	deep();
	arena_free(memory);
	return check_end();
}
