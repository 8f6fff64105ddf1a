#include "group/key.h"

#include "record/links.h"
#include "record/names.h"
#include "record/process.h"
#include "same/called.h"
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
	bool process;       /* the process is part of the key */
	struct buffer *out, *scratch;
};

static void
append_process(const struct appending *in)
{
	process_append_key(in->record, in->out);
}

/* The name of a frame's function; no bytes where it has none, and false where it may not be on the stack at all. */
static bool
read_function(const struct value *frame, struct bytes *function)
{
	bool unreliable = false;

	*function = BYTES_NONE;
	for (const struct value *member = json_first(frame); member != NULL;
	     member = json_next(member)) {
		struct bytes name = json_name(member);

		if (name.len == 8 && memcmp(name.at, NAME_FUNCTION, 8) == 0)
			*function = json_string(member);
		else if (name.len == 10 && memcmp(name.at, NAME_UNRELIABLE, 10) == 0)
			unreliable = json_true(member);
	}
	return !unreliable;
}

/* Of a frame without a name: its place, or what is known of that; true where that holds within one process alone. */
static bool
append_unnamed(const struct appending *in, const struct value *frame)
{
	struct called called =
	    called_of(frame, called_reading(in->record->value), in->record->memory);
	bool by_address = called.by == CALLED_BY_MODULE || called.by == CALLED_BY_NOTHING;

	buffer_append(in->out, called.text);
	buffer_byte(in->out, '\n'); /* a name that looks like it is another */
	append_part(in->out, by_address ? called.address : BYTES_NONE);
	return by_address;
}

static void
append_python_names(const struct appending *in, const struct value *frames)
{
	for (const struct value *frame = json_first(frames); frame != NULL;
	     frame = json_next(frame))
		append_part(in->out, normalise_clone(json_text(frame, NAME_FUNCTION)));
}

/* True where that holds within one process alone. */
static bool
append_names(const struct appending *in, const struct value *frames)
{
	struct bytes function;
	bool local = false;

	for (const struct value *frame = json_first(frames); frame != NULL;
	     frame = json_next(frame)) {
		if (!read_function(frame, &function))
			continue;
		if (called_is_unnamed(function))
			local = append_unnamed(in, frame) || local;
		else
			append_part(in->out, normalise_clone(function));
	}
	return local;
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
			append_python_names(in, json_member(link.holder, NAME_FRAMES));
		else
			append_part(in->out,
			    json_text(json_member(link.holder, NAME_EXCEPTION), in->member));
	}
}

/* The fingerprint that a record has, or else its own, in *made; no bytes where it has none. */
static struct bytes
fingerprint(const struct appending *in, struct fingerprint *made)
{
	const struct record *record = in->record;
	struct bytes known = json_text(record->value, NAME_FINGERPRINT);

	if (known.len > 0)
		return known;
	if (!fingerprint_of(record->value, record->memory, in->scratch, made))
		in->out->full = true;
	return bytes_of(made->hash);
}

/* Threads of which nothing tells that they are the same trouble are not put together across processes. */
static void
append_functions(const struct appending *in)
{
	struct fingerprint made;

	if (bytes_equal(stream_kind(in->record), BYTES(TYPE_TRACEBACK))) {
		append_exceptions(in);
		return;
	}
	if ((append_names(in, json_member(in->record->value, NAME_FRAMES)) ||
		(!in->process && fingerprint(in, &made).len == 0)) &&
	    !in->process)
		append_process(in);
}

static void
append_fingerprint(const struct appending *in)
{
	struct fingerprint made;
	struct bytes known = fingerprint(in, &made);

	append_part(in->out, known);
	if (known.len == 0)
		append_functions(in);
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
		key->process = key->process || part->append == append_process;
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

		part->append(&(struct appending){ record, part->member, key->process, out, text });
		buffer_byte(out, separator);
	}
}
