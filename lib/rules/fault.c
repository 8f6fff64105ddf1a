#include "rules/fault.h"

#include <stdarg.h>
#include <stdio.h>

bool
fault_at(const struct value *value, struct bytes file, struct fault *fault, const char *format, ...)
{
	struct bytes name = json_name(value);
	va_list arguments;

	fault->place = (size_t)(json_written(value).at - file.at);
	snprintf(fault->member, sizeof(fault->member), "%.*s", (int)name.len,
	    name.len == 0 ? "" : name.at);
	va_start(arguments, format);
	vsnprintf(fault->reason, sizeof(fault->reason), format, arguments);
	va_end(arguments);
	return false;
}

bool
fault_is_repeated(const struct value *object, const struct value *member)
{
	const struct value *before = json_first(object);

	while (before != member && !bytes_equal(json_name(before), json_name(member)))
		before = json_next(before);
	return before != member;
}
