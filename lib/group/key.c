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

/* What of a record is appended to a key. */
struct appending {
	const struct record *record;
	const char *member; /* by its name, for the parts that are one */
	struct buffer *out, *scratch;
};

static void
append_process(const struct appending *in)
{
	process_append_key(in->record, in->out);
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

/* Of each exception, with what it is to the others, that member; or, without one, its functions. */
static void
append_exceptions(const struct appending *in)
{
	struct links *links = links_of(in->record->value, in->record->memory);
	struct link link;

	while (links != NULL && links_next(links, &link)) {
		buffer_byte(in->out, (char)('0' + (int)link.kind));
		buffer_number(in->out, (long long)link.depth);
		buffer_byte(in->out, separator);
		if (in->member == NULL)
			append_names(json_member(link.holder, NAME_FRAMES), in->out);
		else
			append_part(in->out,
			    json_text(json_member(link.holder, NAME_EXCEPTION), in->member));
	}
}

static void
append_functions(const struct appending *in)
{
	if (bytes_equal(stream_kind(in->record), BYTES(TYPE_TRACEBACK)))
		append_exceptions(in);
	else
		append_names(json_member(in->record->value, NAME_FRAMES), in->out);
}

static void
append_fingerprint(const struct appending *in)
{
	const struct record *record = in->record;
	struct bytes known = json_text(record->value, NAME_FINGERPRINT);
	char fingerprint[FINGERPRINT_SIZE];

	if (known.len == 0) {
		if (!fingerprint_of(record->value, record->memory, in->scratch, fingerprint))
			in->out->full = true;
		known = bytes_of(fingerprint);
	}
	append_part(in->out, known);
}

static void
append_member(const struct appending *in)
{
	append_part(in->out, json_text(in->record->value, in->member));
}

static const struct part {
	const char *name;
	void (*append)(const struct appending *in);
	const char *member;
} parts[] = {
	{ "process", append_process, NULL },
	{ "functions", append_functions, NULL },
	{ "exception", append_exceptions, NAME_TYPE },
	{ "message", append_exceptions, NAME_MESSAGE },
	{ "fingerprint", append_fingerprint, NULL },
	{ "role", append_member, NAME_ROLE },
	{ "state", append_member, NAME_STATE },
	{ "comm", append_member, NAME_COMM },
	{ "signal", append_member, NAME_SIGNAL },
	{ "syscall", append_member, NAME_SYSCALL },
};

const char key_names[] =
    "process, functions, exception, message, fingerprint, role, state, comm, signal, syscall";

static const struct part *
find_part(struct bytes name)
{
	for (size_t i = 0; i < COUNT_OF(parts); i++)
		if (bytes_equal(name, bytes_of(parts[i].name)))
			return &parts[i];
	return NULL;
}

bool
key_parse(struct bytes by, struct key *key, struct bytes *wrong)
{
	struct bytes rest = by;
	bool more;

	*key = (struct key){ .by = by };
	do {
		const struct part *part;

		*wrong = bytes_first(rest, bytes_index(rest, ','));
		part = find_part(*wrong);
		if (key->count == KEY_PARTS_MAX || part == NULL)
			return false;
		key->parts[key->count++] = part;
		more = wrong->len < rest.len;
		rest = bytes_from(rest, wrong->len + 1);
	} while (more);
	return true;
}

void
key_of(const struct key *key, const struct record *record, struct buffer *out, struct buffer *text)
{
	buffer_reset(out);
	for (size_t i = 0; i < key->count; i++) {
		const struct part *part = key->parts[i];

		part->append(&(struct appending){ record, part->member, out, text });
		buffer_byte(out, separator);
	}
}
