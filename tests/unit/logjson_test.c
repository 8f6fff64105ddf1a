#include "rendering.h"

/* An object of the array of describe_python_log.py; json.dumps() puts a blank behind each colon and comma. */
#define OBJECT(inside) \
	"{\"process\": {\"processname\": \"no-name\", \"threads\": [{" inside \
	"}], \"threadgroups\": [{\"thread_ids\": [0]}]}, \"mv\": 1}"
#define RAISED(more) "{\"type\":\"traceback\",\"exception\":{\"type\":\"E\"}" more "}"
#define FRAMES ",\"frames\":[{\"function\":\"f\"},{\"function\":\"g\"}]"
#define AT(time) RAISED(",\"log\":{\"timestamp\":\"10:00\",\"time\":\"" time "\"}")
#define SAYS(time) \
	OBJECT("\"failure\": \"E\", \"timestamp\": \"10:00\", \"isotimestamp\": \"" time "\"")
#define DAY "2026-11-24T10:00:00"

static const struct rendering_case cases[] = {
	{ { NULL }, "[\n]\n" },
	/* frames are numbered from the outermost one on */
	{ { RAISED(FRAMES) },
	    "[\n" OBJECT("\"frames\": [{\"id\": 1, \"fn\": \"g\"}, {\"id\": 2, \"fn\": \"f\"}], "
			 "\"failure\": \"E\"") "\n]\n" },
	{ { RAISED(""), RAISED("") },
	    "[\n" OBJECT("\"failure\": \"E\"") "\n,\n" OBJECT("\"failure\": \"E\"") "\n]\n" },
	/* Python's isoformat(): six digits of a fraction, or none if it is 0; other fractions stay */
	{ { AT(DAY) }, "[\n" SAYS(DAY) "\n]\n" },
	{ { AT(DAY ".5") }, "[\n" SAYS(DAY ".500000") "\n]\n" },
	{ { AT(DAY ".123456+01:00") }, "[\n" SAYS(DAY ".123456+01:00") "\n]\n" },
	{ { AT(DAY ".000Z") }, "[\n" SAYS(DAY "Z") "\n]\n" },
	{ { AT(DAY ".1234567") }, "[\n" SAYS(DAY ".1234567") "\n]\n" },
	/* ASCII alone, DEL included, as json.dumps() writes it */
	{ { "{\"type\":\"traceback\",\"exception\":{\"type\":\"E\",\"message\":"
	    "\"\\u00e4\\ud83d\\ude00\\u007f\\n~\"}}" },
	    "[\n" OBJECT("\"failure\": \"E: \\u00e4\\ud83d\\ude00\\u007f|~\"") "\n]\n" },
	/* the text of the log, each line with its LF */
	{ { RAISED(",\"raw\":\"a\\nb\"") },
	    "[\n{\"wrapped\": " OBJECT("\"failure\": \"E\"") ", \"raw\": \"a\\nb\\n\"}\n]\n" },
};

int
main(void)
{
	rendering_check(
	    &logjson_format, &(struct format_options){ .detail = 0 }, cases, COUNT_OF(cases));
	return check_end();
}
