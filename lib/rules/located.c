#include "rules/located.h"

#include <stdarg.h>
#include <stdio.h>

bool
located_next(const struct located *whole, struct located *part)
{
	part->value = part->value == NULL ? read_first(whole->value) : read_next(part->value);
	if (part->value == NULL)
		return false;
	part->name = read_name(part->value);
	part->text = read_written(part->value);
	return true;
}

bool
located_repeats(const struct located *whole, const struct located *part)
{
	const struct value *before = read_first(whole->value);

	while (before != part->value && !bytes_equal(read_name(before), part->name))
		before = read_next(before);
	return before != part->value;
}

bool
located_fault(
    const struct located *at, struct bytes file, struct fault *fault, const char *format, ...)
{
	va_list arguments;

	fault->place = (size_t)(at->text.at - file.at);
	snprintf(fault->member, sizeof(fault->member), "%.*s", (int)at->name.len,
	    at->name.len == 0 ? "" : at->name.at);
	va_start(arguments, format);
	vsnprintf(fault->reason, sizeof(fault->reason), format, arguments);
	va_end(arguments);
	return false;
}
