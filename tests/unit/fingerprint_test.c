#include "group/fingerprint.h"

#include "check.h"

/* The names that are hashed of a stack of these functions, innermost first, with commas. */
static void
hashed(const char *functions, const char *wanted)
{
	struct arena *memory = arena_new(1 << 22);
	struct buffer json = { .at = NULL }, text = { .at = NULL }, lines = { .at = NULL };
	const char *reason, *before = "{\"frames\":[{\"function\":\"";
	struct bytes got;
	size_t place;

	buffer_append(&json, bytes_of(before));
	for (const char *c = functions; *c != '\0'; c++)
		buffer_append(
		    &json, *c == ',' ? BYTES("\"},{\"function\":\"") : (struct bytes){ c, 1 });
	buffer_append(&json, BYTES("\"}]}"));
	got = fingerprint_text(
	    read_json(buffer_bytes(&json), memory, &reason, &place), memory, &text);
	if (wanted[0] != '\0')
		buffer_append(&lines, BYTES("thread\n"));
	for (const char *c = wanted; *c != '\0'; c++)
		buffer_byte(&lines, (char)(*c == ',' ? '\n' : *c));
	if (wanted[0] != '\0')
		buffer_byte(&lines, '\n');
	CHECK_TEXT(got, buffer_bytes(&lines));
	buffer_free(&json);
	buffer_free(&text);
	buffer_free(&lines);
	arena_free(memory);
}

int
main(void)
{
	char fingerprint[FINGERPRINT_SIZE];

	hashed("a,b,c", "a,b,c");
	hashed("a,b,b,b,c", "a,b,c");
	hashed("a,b,a,b,a,b,c", "a,b,c");
	hashed("x,a,b,c,a,b,c,d", "x,a,b,c,d");
	hashed("a,b,a", "a,b,a");
	hashed("a,b,c,d,e,f,g,h,a,b,c,d,e,f,g,h,z", "a,b,c,d,e,f,g,h,z");
	hashed("__GI___poll,work.isra.0,main", "poll,work,main");
	hashed("f<int>,f<char>,main", "f,main");
	hashed("", "");
	hashed("??,??,??", "??");
	/* printf 'thread\na\n' | sha256sum */
	fingerprint_hash(BYTES("thread\na\n"), fingerprint);
	CHECK_TEXT(bytes_of(fingerprint), BYTES("1:2ccd17ca5eb4da69"));
	return check_end();
}
