#include "group/key.h"

#include "record/links.h"
#include "record/names.h"
#include "record/process.h"
#include "same/fingerprint.h"
#include "same/normalise.h"

/* No name or value holds this byte: JSON writes it escaped. */
static const char separator = '\0';

static void
append_part(struct buffer *out, struct bytes text)
{
	buffer_append(out, text);
	buffer_byte(out, separator);
}

static void
append_process(const struct record *record, struct buffer *out, struct buffer *text)
{
	(void)text;
	process_append_key(record, out);
}

/* What an exception is to the others. */
static void
append_link(const struct link *link, struct buffer *out)
{
	buffer_byte(out, (char)('0' + (int)link->kind));
	buffer_number(out, (long long)link->depth);
	buffer_byte(out, separator);
}

static void
append_names(const struct value *frames, struct buffer *out)
{
	for (const struct value *frame = json_first(frames); frame != NULL;
	     frame = json_next(frame)) {
		struct bytes function = json_text(frame, NAME_FUNCTION);

		if (function.len == 0)
			function = json_text(frame, NAME_RAW);
		append_part(out, normalise_clone(function));
	}
}

/* Of a traceback those of all its exceptions. */
static void
append_functions(const struct record *record, struct buffer *out, struct buffer *text)
{
	struct links *links;
	struct link link;

	(void)text;
	if (!bytes_equal(stream_kind(record), BYTES(TYPE_TRACEBACK))) {
		append_names(json_member(record->value, NAME_FRAMES), out);
		return;
	}
	links = links_of(record->value, record->memory);
	while (links != NULL && links_next(links, &link)) {
		append_link(&link, out);
		append_names(json_member(link.holder, NAME_FRAMES), out);
	}
}

/* The types of all exceptions, or their messages. */
static void
append_of_exceptions(const struct record *record, const char *name, struct buffer *out)
{
	struct links *links = links_of(record->value, record->memory);
	struct link link;

	while (links != NULL && links_next(links, &link)) {
		append_link(&link, out);
		append_part(out, json_text(json_member(link.holder, NAME_EXCEPTION), name));
	}
}

static void
append_exception(const struct record *record, struct buffer *out, struct buffer *text)
{
	(void)text;
	append_of_exceptions(record, NAME_TYPE, out);
}

static void
append_message(const struct record *record, struct buffer *out, struct buffer *text)
{
	(void)text;
	append_of_exceptions(record, NAME_MESSAGE, out);
}

static void
append_fingerprint(const struct record *record, struct buffer *out, struct buffer *text)
{
	struct bytes known = json_text(record->value, NAME_FINGERPRINT);
	char fingerprint[FINGERPRINT_SIZE];

	if (known.len == 0) {
		if (!fingerprint_of(record->value, record->memory, text, fingerprint))
			out->full = true;
		known = bytes_of(fingerprint);
	}
	append_part(out, known);
}

static void
append_member(const struct record *record, const char *name, struct buffer *out)
{
	append_part(out, json_text(record->value, name));
}

#define APPEND_MEMBER(function, name) \
	static void function(const struct record *record, struct buffer *out, struct buffer *text) \
	{ \
		(void)text; \
		append_member(record, name, out); \
	}

APPEND_MEMBER(append_role, NAME_ROLE)
APPEND_MEMBER(append_state, NAME_STATE)
APPEND_MEMBER(append_comm, NAME_COMM)
APPEND_MEMBER(append_signal, NAME_SIGNAL)
APPEND_MEMBER(append_syscall, NAME_SYSCALL)

static const struct {
	const char *name;
	void (*append)(const struct record *record, struct buffer *out, struct buffer *text);
} parts[] = {
	{ "process", append_process },
	{ "functions", append_functions },
	{ "exception", append_exception },
	{ "message", append_message },
	{ "fingerprint", append_fingerprint },
	{ "role", append_role },
	{ "state", append_state },
	{ "comm", append_comm },
	{ "signal", append_signal },
	{ "syscall", append_syscall },
};

const char key_names[] =
    "process, functions, exception, message, fingerprint, role, state, comm, signal, syscall";

static bool
parse_part(struct bytes name, size_t *part)
{
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		if (bytes_equal(name, bytes_of(parts[i].name))) {
			*part = i;
			return true;
		}
	}
	return false;
}

bool
key_parse(struct bytes by, struct key *key, struct bytes *wrong)
{
	struct bytes rest = by;
	const char *comma;

	*key = (struct key){ .by = by };
	do {
		comma = rest.len == 0 ? NULL : memchr(rest.at, ',', rest.len);
		*wrong = bytes_first(rest, comma == NULL ? rest.len : (size_t)(comma - rest.at));
		if (key->count == KEY_PARTS_MAX || !parse_part(*wrong, &key->parts[key->count++]))
			return false;
		rest = bytes_from(rest, wrong->len + 1);
	} while (comma != NULL);
	return true;
}

void
key_of(const struct key *key, const struct record *record, struct buffer *out, struct buffer *text)
{
	buffer_reset(out);
	for (size_t i = 0; i < key->count; i++) {
		parts[key->parts[i]].append(record, out, text);
		buffer_byte(out, separator);
	}
}
