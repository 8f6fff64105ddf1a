#include "render/column.h"
#include "render/table.h"

#include "record.h"

#include <stdlib.h>

/* What a format makes of records, ended by NULL. */
static void
is(const struct format *format, struct format_options options, const char *const *lines,
    const char *wanted)
{
	struct arena *memory = arena_new(1 << 20);
	struct rendering *rendering;
	char *written = NULL;
	size_t length = 0;

	options.out = open_memstream(&written, &length);
	rendering = format_begin(format, &options);
	for (; *lines != NULL; lines++) {
		struct record record = record_of(*lines, memory);

		CHECK(format_add(rendering, &record));
	}
	(void)format_end(rendering);
	fclose(options.out);
	CHECK_TEXT(((struct bytes){ written, length }), bytes_of(wanted));
	free(written);
	arena_free(memory);
}

#define LIST_OF(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define GROUP(count, function, more) \
	"{\"type\":\"group\",\"of\":\"thread\",\"by\":\"functions\",\"count\":" count \
	",\"frames\":[{\"function\":\"" function \
	"\",\"file\":\"/srv/example/source.c\",\"line\":12}]" more "}"

static const struct format_options standard = { .detail = 0 };

static void
test_table(void)
{
	struct format_options options = { .columns = "count,function,place" };

	is(&table_format, standard, LIST_OF(NULL), "");
	is(&table_format, standard,
	    LIST_OF(GROUP("9", "f", ",\"state\":\"s\""), GROUP("3", "g", "")),
	    "count  share  name  state  function  place\n"
	    "    9    75%        s      f         /srv/example/source.c:12\n"
	    "    3    25%               g         /srv/example/source.c:12\n");
	/* the most are first; as many as are wanted */
	options.top = 1;
	is(&table_format, options, LIST_OF(GROUP("3", "g", ""), GROUP("9", "f", "")),
	    "count  function  place\n    9  f         /srv/example/source.c:12\nand 1 more\n");
	options.ordered = true;
	is(&table_format, options, LIST_OF(GROUP("3", "g", ""), GROUP("9", "f", "")),
	    "count  function  place\n    3  g         /srv/example/source.c:12\nand 1 more\n");
	/* a narrow terminal: the widest column is cut, a place at its beginning */
	options.width = 30;
	is(&table_format, options, LIST_OF(GROUP("9", "f", "")),
	    "count  function  place\n    9  f         …/source.c:12\n");
	options.columns = "function,count";
	options.width = 16;
	is(&table_format, options, LIST_OF(GROUP("9", "a_long_function", "")),
	    "function   count\na_long_f…      9\n");
	/* a stack of the past, and a thread that ended, are none */
	is(&table_format, standard,
	    LIST_OF("{\"type\":\"thread\",\"stack\":\"freed by thread T0\",\"frames\":[]}",
		"{\"type\":\"thread\",\"exited\":true,\"frames\":[]}"),
	    "");
	is(&table_format, options,
	    LIST_OF(GROUP("9", "f", ",\"process\":{\"pid\":7},\"finding\":\"0 of 9 idle\"")),
	    "process 7: 0 of 9 idle\nfunction  count\nf             9\n");
}

/* RFC 4180, and what spreadsheets would take for a formula. */
static void
test_values(void)
{
	struct format_options options = { .columns = "count,function,state" };

	is(&table_csv_format, options, LIST_OF(GROUP("9", "f", ",\"state\":\"a, say \\\"x\\\"\"")),
	    "count,function,state\r\n9,f,\"a, say \"\"x\"\"\"\r\n");
	is(&table_csv_format, options, LIST_OF(GROUP("9", "f", ",\"state\":\"=1+1\"")),
	    "count,function,state\r\n9,f,'=1+1\r\n");
	is(&table_csv_format, options, LIST_OF(GROUP("9", "f", ",\"state\":\"a\\nb\"")),
	    "count,function,state\r\n9,f,a\\x0ab\r\n");
	is(&table_tsv_format, options, LIST_OF(GROUP("9", "f", ",\"state\":\"a, b\\tb\"")),
	    "count\tfunction\tstate\n9\tf\ta, b b\n");
	is(&table_tsv_format, standard, LIST_OF(NULL),
	    "count\tshare\tname\tstate\tfunction\tplace\tlast\n");
}

static void
test_columns(void)
{
	struct bytes wrong;

	CHECK(table_has_columns("count,name", &wrong));
	CHECK(table_has_columns(column_names + 0, &wrong) == false); /* with blanks between */
	CHECK(!table_has_columns("count,names", &wrong));
	CHECK_TEXT(wrong, BYTES("names"));
	CHECK(!table_has_columns("", &wrong));
	CHECK_TEXT(wrong, BYTES(""));
}

int
main(void)
{
	test_table();
	test_values();
	test_columns();
	return check_end();
}
