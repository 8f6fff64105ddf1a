#include "rules/redact.h"

#include "check.h"
#include "rules/secrets.h"

static struct arena *memory;

/* Masks the secrets of these classes in a record. */
static struct bytes
redacted(struct redactor *redactor, const char *classes, const char *line)
{
	struct record record = { .number = 3 };
	struct bytes wrong, masked = bytes_of(line);

	redact_end(redactor);
	*redactor = (struct redactor){ .preview = true };
	arena_reset(memory);
	record.memory = memory;
	CHECK(redact_begin(redactor, bytes_of(classes), NULL, &wrong));
	CHECK(redact_line(redactor, &record, &masked));
	return masked;
}

/* A value inside so many arrays, in a member that is searched. */
static void
test_depth(struct redactor *redactor)
{
	static char line[4096];
	struct buffer text = BUFFER_OVER(line);

	buffer_append(&text, BYTES("{\"values\":"));
	for (int i = 0; i < 900; i++)
		buffer_byte(&text, '[');
	buffer_append(&text, BYTES("{\"message\":\"pwd=x\"}"));
	for (int i = 0; i < 900; i++)
		buffer_byte(&text, ']');
	buffer_append(&text, BYTES("}"));
	buffer_byte(&text, '\0');
	CHECK(
	    bytes_find(redacted(redactor, "", line), BYTES("\"pwd=[redacted:password]\"")) != NULL);
}

int
main(void)
{
	struct redactor redactor = { .preview = false };
	struct bytes wrong;

	memory = arena_new(1 << 24);
	CHECK_TEXT(
	    redacted(&redactor, "password", "{\"message\":\"pwd=x token=y\",\"m\":\"pwd=z\"}"),
	    BYTES("{\"message\":\"pwd=[redacted:password] token=y\",\"m\":\"pwd=z\"}"));
	CHECK_TEXT(buffer_bytes(&redactor.list), BYTES("standard input:3: message: password: x\n"));
	CHECK_TEXT(redacted(&redactor, "all", "{}"), BYTES("{}"));
	CHECK(redactor.list.len == 0);
	/* several secrets in one text, at its ends, and one after the other */
	CHECK_TEXT(redacted(&redactor, "", "{\"raw\":\"pwd=a pwd=b,pwd=c\",\"x\":[{}]}"),
	    BYTES("{\"raw\":\"pwd=[redacted:password] pwd=[redacted:password],"
		  "pwd=[redacted:password]\",\"x\":[{}]}"));
	/* escaped text is masked by its meaning */
	CHECK_TEXT(redacted(&redactor, "", "{\"message\":\"p\\u0077d=\\\"a\\nb\\\"\"}"),
	    BYTES("{\"message\":\"pwd=\\\"[redacted:password]\\\"\"}"));
	/* in a list, and in members of other programs */
	CHECK_TEXT(redacted(&redactor, "",
		       "{\"values\":[\"pwd=a\",7],\"mine\":{\"locals\":[{\"value\":\"pwd=b\"}]}}"),
	    BYTES("{\"values\":[\"pwd=[redacted:password]\",7],\"mine\":{\"locals\":[{\"value\":"
		  "\"pwd=b\"}]}}"));
	CHECK_TEXT(redacted(&redactor, "",
		       "{\"history\":[{\"stack\":\"s\",\"past_frames\":[{\"args\":\"pwd=a\"}]}]}"),
	    BYTES("{\"history\":[{\"stack\":\"s\",\"past_frames\":[{\"args\":\"pwd=[redacted:"
		  "password]"
		  "\"}]}]}"));
	test_depth(&redactor);
	redact_end(&redactor);
	redactor = (struct redactor){ .preview = false };
	CHECK(!redact_begin(&redactor, BYTES("jwt,nosuch"), NULL, &wrong));
	CHECK_TEXT(wrong, BYTES("nosuch"));
	/* each pattern is valid, and its class exists */
	CHECK(redact_begin(&redactor, BYTES("all"), NULL, &wrong));
	CHECK(redactor.texts.count == secrets_count && redactor.names.count == secrets_names_count);
	CHECK(redactor.class_count == SECRETS_CLASSES);
	redact_end(&redactor);
	arena_free(memory);
	return check_end();
}
