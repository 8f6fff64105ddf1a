#include "base/regex.h"

#include "base/memory.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

/* What one match may cost: far more than a sane pattern takes, far less than a person waits for. */
enum {
	MATCH_LIMIT = 200000,
	DEPTH_LIMIT = 10000,
	HEAP_LIMIT = 8 * 1024, /* KiB */
};

struct regex {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
	bool used;    /* most patterns never are */
	bool machine; /* it has been compiled to machine code */
};

static void *
take(PCRE2_SIZE size, void *nothing)
{
	(void)nothing;
	return memory_take(size);
}

static void
give_back(void *memory, void *nothing)
{
	(void)nothing;
	free(memory);
}

/* Compiles it with memory of base/memory, which remembers refusals. False: *error says why. */
static bool
compile(struct regex *regex, struct bytes pattern, int *error, size_t *place)
{
	pcre2_general_context *general = pcre2_general_context_create(take, give_back, NULL);
	pcre2_compile_context *context =
	    general == NULL ? NULL : pcre2_compile_context_create(general);

	*error = PCRE2_ERROR_NOMEMORY;
	if (context != NULL)
		regex->code = pcre2_compile((PCRE2_SPTR)pattern.at, pattern.len,
		    PCRE2_UTF | PCRE2_MATCH_INVALID_UTF, error, place, context);
	if (regex->code != NULL) {
		*error = PCRE2_ERROR_NOMEMORY;
		regex->data = pcre2_match_data_create(2, general);
		regex->context = pcre2_match_context_create(general);
	}
	pcre2_compile_context_free(context);
	pcre2_general_context_free(general);
	return regex->data != NULL && regex->context != NULL;
}

struct regex *
regex_compile(struct bytes pattern, char *reason, size_t size, size_t *place)
{
	struct regex *regex = memory_zero(1, sizeof(*regex));
	int error = PCRE2_ERROR_NOMEMORY;

	*place = 0;
	if (regex == NULL || !compile(regex, pattern, &error, place)) {
		pcre2_get_error_message(error, (PCRE2_UCHAR *)reason, size);
		regex_free(regex);
		return NULL;
	}
	pcre2_set_match_limit(regex->context, MATCH_LIMIT);
	pcre2_set_depth_limit(regex->context, DEPTH_LIMIT);
	pcre2_set_heap_limit(regex->context, HEAP_LIMIT);
	return regex;
}

void
regex_free(struct regex *regex)
{
	if (regex == NULL)
		return;
	pcre2_match_context_free(regex->context);
	pcre2_match_data_free(regex->data);
	pcre2_code_free(regex->code);
	free(regex);
}

enum regex_result
regex_match(struct regex *regex, struct bytes text)
{
	PCRE2_SPTR at = (PCRE2_SPTR)(text.len == 0 ? "" : text.at);
	int result;

	if (!regex->used) /* without machine code it is interpreted */
		regex->machine = pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE) == 0;
	regex->used = true;
	/* this call skips checks of its arguments, which saves st-annotate a tenth */
	result = regex->machine
	    ? pcre2_jit_match(regex->code, at, text.len, 0, 0, regex->data, regex->context)
	    : pcre2_match(regex->code, at, text.len, 0, 0, regex->data, regex->context);
	if (result >= 0)
		return REGEX_YES;
	return result == PCRE2_ERROR_NOMATCH ? REGEX_NO : REGEX_LIMIT;
}

enum regex_result
regex_find(const struct regex *regex, struct bytes text, size_t from, struct bytes *whole,
    struct bytes *part)
{
	const PCRE2_SIZE *places = pcre2_get_ovector_pointer(regex->data);
	int result = pcre2_match(regex->code, (PCRE2_SPTR)(text.len == 0 ? "" : text.at), text.len,
	    from, 0, regex->data, regex->context);

	if (result < 0)
		return result == PCRE2_ERROR_NOMATCH ? REGEX_NO : REGEX_LIMIT;
	*whole = (struct bytes){ text.at + places[0], places[1] - places[0] };
	*part = *whole;
	if (result != 1 && places[2] != PCRE2_UNSET)
		*part = (struct bytes){ text.at + places[2], places[3] - places[2] };
	return REGEX_YES;
}
