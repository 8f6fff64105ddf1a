#include "record/read.h"

#include "base/utf8.h"
#include "record/grammar.h"

#include <cjson/cJSON.h>
#include <math.h>

static struct arena *current; /* where cJSON takes its memory from */

static void *
take(size_t size)
{
	return arena_alloc(current, size);
}

static void
give_back(void *memory)
{
	(void)memory; /* the arena is reset as a whole */
}

static void
set_hooks(void)
{
	static bool done;
	cJSON_Hooks hooks = { .malloc_fn = take, .free_fn = give_back };

	if (!done)
		cJSON_InitHooks(&hooks);
	done = true;
}

static int
hex_value(struct bytes digits)
{
	int value = 0;

	if (digits.len < 4)
		return -1;
	for (size_t i = 0; i < 4; i++) {
		char c = digits.at[i];

		value *= 16;
		if (c >= '0' && c <= '9')
			value += c - '0';
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			value += (c | 32) - 'a' + 10;
		else
			return -1;
	}
	return value;
}

/* The length of the escape at `i` where cJSON can take it; 0 where U+FFFD has to stand for it. */
static size_t
escape_length(struct bytes text, size_t i)
{
	int first = hex_value(bytes_from(text, i + 2)), second;

	if (first == 0 || (first >= 0xDC00 && first <= 0xDFFF))
		return 0;
	if (first < 0xD800 || first > 0xDBFF)
		return 2;
	if (!bytes_start(bytes_from(text, i + 6), BYTES("\\u")))
		return 0;
	second = hex_value(bytes_from(text, i + 8));
	return second >= 0xDC00 && second <= 0xDFFF ? 12 : 0;
}

/* Replaces the escapes that cJSON ends a text at or refuses. The text is not changed in place. */
static struct bytes
mend_escapes(struct bytes text, struct arena *memory)
{
	char *copy = NULL;

	if (bytes_find(text, BYTES("\\u")) == NULL)
		return text;
	for (size_t i = 0; i + 1 < text.len;) {
		size_t length = 2;

		if (text.at[i] != '\\') {
			i++;
			continue;
		}
		if (text.at[i + 1] == 'u' && (length = escape_length(text, i)) == 0) {
			if (copy == NULL) {
				text = arena_copy(memory, text);
				copy = (char *)(size_t)text.at;
			}
			if (copy == NULL)
				return text;
			memcpy(copy + i, "\\ufffd", 6);
			length = 6;
		}
		i += length;
	}
	return text;
}

const struct value *
read_json(struct bytes text, struct arena *memory, const char **reason, size_t *place)
{
	static const char *const reasons[] = { [GRAMMAR_VALUE] = "something follows the value",
		[GRAMMAR_WRONG] = "not JSON",
		[GRAMMAR_DEEP] = "nested deeper than 1000 levels" };
	enum grammar result;
	struct bytes mended;
	cJSON *tree;

	*place = utf8_valid(text);
	*reason = "invalid UTF-8";
	if (*place < text.len)
		return NULL;
	*place = grammar_check(text, &result);
	*reason = reasons[result];
	if (*place < text.len || text.len == 0)
		return NULL;
	set_hooks();
	current = memory;
	mended = mend_escapes(text, memory);
	tree = cJSON_ParseWithLengthOpts(mended.at, mended.len, NULL, false);
	*place = 0;
	*reason = "too large for the memory allowed";
	return (const struct value *)tree;
}

static const cJSON *
item(const struct value *value)
{
	return (const cJSON *)value;
}

enum value_kind
read_kind(const struct value *value)
{
	if (cJSON_IsString(item(value)))
		return VALUE_TEXT;
	if (cJSON_IsObject(item(value)))
		return VALUE_OBJECT;
	if (cJSON_IsArray(item(value)))
		return VALUE_ARRAY;
	if (cJSON_IsNumber(item(value)))
		return VALUE_NUMBER;
	return cJSON_IsBool(item(value)) ? VALUE_BOOLEAN : VALUE_NULL;
}

const struct value *
read_member(const struct value *object, const char *name)
{
	const cJSON *found = NULL;

	if (!cJSON_IsObject(item(object)))
		return NULL;
	for (const cJSON *member = item(object)->child; member != NULL; member = member->next)
		if (strcmp(member->string, name) == 0)
			found = member;
	return (const struct value *)found;
}

const struct value *
read_first(const struct value *whole)
{
	if (!cJSON_IsArray(item(whole)) && !cJSON_IsObject(item(whole)))
		return NULL;
	return (const struct value *)item(whole)->child;
}

const struct value *
read_next(const struct value *value)
{
	return (const struct value *)item(value)->next;
}

struct bytes
read_name(const struct value *value)
{
	return bytes_of(item(value)->string);
}

struct bytes
read_string(const struct value *value)
{
	return bytes_of(cJSON_GetStringValue(item(value)));
}

struct bytes
read_text(const struct value *object, const char *name)
{
	return read_string(read_member(object, name));
}

double
read_decimal(const struct value *value)
{
	const cJSON *number = item(value);

	return cJSON_IsNumber(number) && number->valuedouble >= 0 ? number->valuedouble : -1;
}

long long
read_whole(const struct value *value)
{
	double number = read_decimal(value);

	if (!(number >= 0 && number < 9007199254740992.0) || number != floor(number))
		return -1;
	return (long long)number;
}

long long
read_number(const struct value *object, const char *name)
{
	return read_whole(read_member(object, name));
}

bool
read_true(const struct value *value)
{
	return cJSON_IsTrue(item(value));
}

bool
read_flag(const struct value *object, const char *name)
{
	return cJSON_IsTrue(item(read_member(object, name)));
}
