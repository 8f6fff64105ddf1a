#include "json/literal.h"

#include "check.h"

/* Checks the length of the array at the beginning of the text. */
static void
array(struct bytes text, size_t length)
{
	const char *end = literal_array(text.at, text.at + text.len);

	if (!CHECK((size_t)(end - text.at) == length))
		printf("   %.*s\n", (int)text.len, text.at);
}

/* An array ends at its own bracket: nested ones, and those in strings, are skipped. */
static void
arrays(void)
{
	array(BYTES("[]"), 2);
	array(BYTES("[] , []"), 2);
	array(BYTES("[[],[[]]],\"x\":[]"), 9);
	array(BYTES("[{\"a\":[1]},{}]}"), 14);
	array(BYTES("[\"]\",\"[\"]]"), 9);
	array(BYTES("[\"\\\"]\"]]"), 7);
	array(BYTES("[\"\\\\\",\"]\"]]"), 10);
	array(BYTES("[\"a string of more than sixteen bytes ] \\\" ] and so on\"] , 1"), 56);
	array(BYTES("[ 1, 2.5e3, true, null, false, {\"name\" : [[[[ ]]]] } ] , ["), 54);
}

/* A literal without an end mark ends with the text. */
static void
cut(void)
{
	static const char text[] = "[{\"function\":\"a \\\"name\\\" of many bytes\",\"line\":[7]}]";
	size_t length = sizeof(text) - 1;

	for (size_t i = 1; i <= length; i++)
		array((struct bytes){ text, i }, i);
}

int
main(void)
{
	const char *fault = NULL, *text = "\xc3\xa4\xe2\x82\xacx\xc3";

	arrays();
	cut();
	CHECK(literal_characters(text, text + 7, &fault) == text + 5);
	CHECK(literal_characters(text, text + 4, &fault) == NULL && fault == text + 2);
	CHECK(literal_characters(text + 5, text + 7, &fault) == NULL && fault == text + 5);
	return check_end();
}
