#include "base/regex.h"

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
};

struct regex *
regex_compile(struct bytes pattern, char *reason, size_t size, size_t *place)
{
	struct regex *regex = calloc(1, sizeof(*regex));
	int error = PCRE2_ERROR_NOMEMORY;

	*place = 0;
	if (regex == NULL) {
		pcre2_get_error_message(error, (PCRE2_UCHAR *)reason, size);
		return NULL;
	}
	regex->code = pcre2_compile((PCRE2_SPTR)pattern.at, pattern.len,
	    PCRE2_UTF | PCRE2_MATCH_INVALID_UTF, &error, place, NULL);
	if (regex->code != NULL) {
		error = PCRE2_ERROR_NOMEMORY;
		regex->data = pcre2_match_data_create(1, NULL);
		regex->context = pcre2_match_context_create(NULL);
	}
	if (regex->data == NULL || regex->context == NULL) {
		pcre2_get_error_message(error, (PCRE2_UCHAR *)reason, size);
		regex_free(regex);
		return NULL;
	}
	pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE); /* where it cannot, it interprets */
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
regex_match(const struct regex *regex, struct bytes text)
{
	int result = pcre2_match(regex->code, (PCRE2_SPTR)(text.len == 0 ? "" : text.at), text.len,
	    0, 0, regex->data, regex->context);

	if (result >= 0)
		return REGEX_YES;
	return result == PCRE2_ERROR_NOMATCH ? REGEX_NO : REGEX_LIMIT;
}
