#include "rendering.h"

/* Frames come innermost first, and stand outermost first; the weight is behind the last blank. */
static const struct rendering_case cases[] = {
	{ { "{\"type\":\"thread\",\"frames\":[{\"function\":\"read\"},{\"function\":\"main\"}]}" },
	    "main;read 1\n" },
	/* the thread's name is the root, the type of an exception the innermost frame */
	{ { "{\"type\":\"thread\",\"comm\":\"loomd\",\"frames\":[{\"function\":\"f\"}]}" },
	    "loomd;f 1\n" },
	{ { "{\"type\":\"traceback\",\"exception\":{\"type\":\"ValueError\"},"
	    "\"frames\":[{\"function\":\"f\"}]}" },
	    "f;ValueError 1\n" },
	/* a group weighs as many as it has; one that was only seen before weighs nothing */
	{ { "{\"type\":\"group\",\"of\":\"thread\",\"count\":7,\"frames\":[{\"function\":\"f\"}]"
	    "}" },
	    "f 7\n" },
	{ { "{\"type\":\"group\",\"of\":\"thread\",\"count\":0,\"was\":3,"
	    "\"frames\":[{\"function\":\"f\"}]}" },
	    "" },
	/* the bytes that separate frames and lines must not stand in a name */
	{ { "{\"type\":\"thread\",\"frames\":[{\"function\":\"a;b\\nc\\td\"}]}" }, "a:b c d 1\n" },
	/* nothing is known */
	{ { "{\"type\":\"thread\",\"frames\":[]}" }, "?? 1\n" },
	{ { "{\"type\":\"thread\",\"frames\":[{\"module\":\"/usr/lib/libui.so\"}]}" },
	    "[libui.so] 1\n" },
	/* a stack of the past is no thread's: `Freed by task 811` */
	{ { "{\"type\":\"thread\",\"stack\":\"Freed by task "
	    "811\",\"frames\":[{\"function\":\"f\"}]}" },
	    "" },
};

int
main(void)
{
	rendering_check(
	    &folded_format, &(struct format_options){ .detail = 0 }, cases, COUNT_OF(cases));
	return check_end();
}
