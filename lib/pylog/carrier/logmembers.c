#include "pylog/carrier/logmembers.h"

#include "pylog/heads/membernames.h"

#include <stdio.h>

enum { POWER_MAX = 20 }; /* the highest power of ten in a time such as `1.77e9` */

/* The object, and how the names of its members begin: most names that are looked for are not there. */
struct members {
	const struct value *object;
	uint64_t begins;
};

static uint64_t
begin_of(char first, char second)
{
	return 1ULL << ((unsigned char)first * 7U + (second == '.' ? 0U : (unsigned char)second)) %
	    64;
}

static struct members
members_of(const struct value *object)
{
	struct members members = { object, 0 };

	for (const struct value *each = json_first(object); each != NULL; each = json_next(each)) {
		struct bytes name = json_name(each);

		members.begins |= begin_of(bytes_head(name), bytes_head(bytes_from(name, 1)));
	}
	return members;
}

static const struct value *
find(const struct members *members, const char *path)
{
	return (members->begins & begin_of(path[0], path[1])) != 0
	    ? json_path(members->object, bytes_of(path))
	    : NULL;
}

/* Writes a number such as `1.7723592005e9` without the power of ten, and keeps each digit. */
static struct bytes
without_power(struct bytes number, struct arena *arena)
{
	struct buffer text = { .at = NULL };
	size_t mark = 0, point;
	long long power = 0;
	struct bytes copy;

	while (mark < number.len && (number.at[mark] | 32) != 'e')
		mark++;
	if (mark == number.len)
		return number;
	copy = bytes_from(number, mark + 1);
	bytes_take(&copy, BYTES("+"));
	if (!bytes_number(copy, &power) || power > POWER_MAX)
		return BYTES_NONE;
	number = bytes_first(number, mark);
	point = bytes_index(number, '.') + (size_t)power;
	for (size_t i = 0, digits = 0; i < number.len || digits < point; i++) {
		char digit = i < number.len ? number.at[i] : '0';

		if (digit == '.')
			continue;
		if (digits++ == point)
			buffer_byte(&text, '.');
		/* no zeros at its start */
		if (text.len > 0 || digit != '0' || digits >= point)
			buffer_byte(&text, digit);
	}
	copy = arena_copy(arena, buffer_bytes(&text));
	buffer_free(&text);
	return copy;
}

/* A value as text; a number keeps each digit. */
static struct bytes
text_of(const struct value *value, struct arena *arena)
{
	if (value == NULL || json_kind(value) != JSON_NUMBER)
		return json_string(value);
	if (json_decimal(value) < 0 || json_decimal(value) > 1e20)
		return BYTES_NONE;
	return without_power(json_written(value), arena);
}

/* Reads a time in two members, its seconds and nanoseconds. No bytes: there is none. */
static struct bytes
read_time_pair(const struct members *members, struct arena *arena)
{
	for (size_t i = 0; i < MEMBER_TIME_PAIRS; i++) {
		const char *const *names = membernames_time_pairs[i];
		struct bytes seconds = text_of(find(members, names[0]), arena);
		struct bytes nanos = text_of(find(members, names[1]), arena);
		long long number;
		char fraction[16];
		int n;

		if (!bytes_number(seconds, &number))
			continue;
		if (!bytes_number(nanos, &number) || number < 0 || number > 999999999)
			return seconds;
		n = snprintf(fraction, sizeof(fraction), ".%09lld", number);
		for (; n > 1 && number % 1000 == 0; number /= 1000)
			n -= 3;
		return arena_join(
		    arena, seconds, (struct bytes){ fraction, n > 1 ? (size_t)n : 0 });
	}
	return BYTES_NONE;
}

/* A release; 1.10 as a number is 1.10, too. */
static struct bytes
read_release(const struct members *members)
{
	const char *const *name = membernames_all[MEMBER_RELEASE].names;
	struct bytes release = BYTES_NONE;

	for (; release.len == 0 && *name != NULL; name++) {
		const struct value *value = find(members, *name);

		release =
		    json_kind(value) == JSON_NUMBER ? json_written(value) : json_string(value);
	}
	return release;
}

void
logmembers_read(const struct value *object, struct arena *arena, struct traceback_log *log)
{
	struct bytes *const texts[] = { [MEMBER_TIME] = &log->timestamp,
		[MEMBER_LEVEL] = &log->level,
		[MEMBER_LOGGER] = &log->logger,
		[MEMBER_MESSAGE] = &log->message,
		[MEMBER_ORIGIN] = &log->origin };
	const struct members members = members_of(object);
	const char *const *name;

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		for (name = membernames_all[i].names;
		     texts[i] != NULL && texts[i]->len == 0 && *name != NULL; name++)
			*texts[i] = text_of(find(&members, *name), arena);
	log->release = read_release(&members);
	if (log->timestamp.len == 0)
		log->timestamp = read_time_pair(&members, arena);
	for (name = membernames_all[MEMBER_PID].names; log->pid < 0 && *name != NULL; name++)
		if (!bytes_number(text_of(find(&members, *name), arena), &log->pid))
			log->pid = -1;
}
