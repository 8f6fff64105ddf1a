#include "native/objects.h"

#include "native/ips.h"
#include "native/mongo.h"
#include "native/pyspy.h"

enum native_object
objects_feed(struct dialect *dialect, const struct value *object, struct arena *memory)
{
	if (mongo_read(dialect, object, memory) || ips_read(dialect, object, memory) ||
	    pyspy_read(dialect, object))
		return NATIVE_LOG;
	return ips_is_heading(object) || mongo_is_message(dialect, object) ? NATIVE_PASSED
									   : NATIVE_UNKNOWN;
}
