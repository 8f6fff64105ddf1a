#include "native/argtext.h"

#include "check.h"

/* Arguments as gdb 13 printed them, and what the program had in them. */
static const struct row {
	const char *args, *name, *text;
} rows[] = {
	{ "msg=0x55d0 \"no such order\"", "msg", "no such order" },
	{ "self=..., msg=\"no such order\"", "msg", "no such order" },
	{ "assertion=assertion@entry=0x55 \"n==5 && \\\"five\\\"\", line=7", "assertion",
	    "n==5 && \"five\"" },
	{ "assertion@entry=0x55 \"n\", line=7", "assertion", "n" },
	{ "fmt=0x7f \"assertion=%s\", assertion=0x55 \"n\"", "assertion", "n" },
	{ "message=0x55 \"no\", msg=0x56 \"yes\"", "msg", "yes" },
	{ "msg=<optimized out>", "msg", "" },
	{ "msg=7, text=0x55 \"no\"", "msg", "" },
	{ "msg=0x55 \"cut", "msg", "" },
	{ "msg=0x0", "msg", "" },
	{ "msg=0x0, file=0x55 \"loom.c\"", "msg", "" }, /* the text is another argument's */
	{ "msg=0x55 <error: Cannot access memory at address 0x55>, file=0x56 \"a\"", "msg", "" },
	{ "msg=0x55 <words> \"no wool\"", "msg", "no wool" },
	{ "text=0x55 \"no\"", "msg", "" },
	{ "", "msg", "" },
};

/* So many bytes of a text are read. */
static void
check_length(struct arena *memory, size_t length, size_t wanted)
{
	static char text[5000];

	memset(text, 'x', length);
	CHECK(argtext_unescape((struct bytes){ text, length }, memory).len == wanted);
}

int
main(void)
{
	struct arena *memory = arena_new(1 << 20);

	for (size_t n = 0; n < COUNT_OF(rows); n++)
		if (!CHECK_TEXT(
			argtext_read(
			    argtext_find(bytes_of(rows[n].args), bytes_of(rows[n].name)), memory),
			bytes_of(rows[n].text)))
			printf("   row %zu\n", n);
	CHECK_TEXT(argtext_find(BYTES("file=0x55 \"a.c\", line=7, function=0x56"), BYTES("line")),
	    BYTES("7, function=0x56"));
	CHECK_TEXT(argtext_find(BYTES("line=line@entry=7"), BYTES("line")), BYTES("7"));
	check_length(memory, 4096, 4096);
	check_length(memory, 4097, 4096);
	arena_free(memory);
	return check_end();
}
