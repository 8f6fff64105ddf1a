#include "pylog/over.h"

#include "check.h"

static const struct {
	const char *line;
	bool straight, request, start;
} lines[] = {
	{ "INFO: \"GET / HTTP/1.1\" 200", false, true, false },
	{ "INFO: \"GET / HTTP/1.1\" 200", true, false, false },
	{ "INFO: \"GET /\" 200", false, false, false },
	{ "INFO: GET / HTTP/1.1", false, false, false },
	{ "[pid: 7|app: 0|req: 1/2] 192.0.2.7 () {1} GET / => generated 3 bytes", true, true,
	    false },
	{ "[pid: 7|app: 0] => generated 3 bytes", true, false, false },
	{ "[pid: 7|app: 0|req: 1/2] it generated 3 bytes", true, false, false },
	{ "WARNING: This is a development server. Do not use it.", true, false, true },
	{ "WARNING: it is a development server. Do not use it.", true, false, false },
};

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		struct bytes line = bytes_of(lines[i].line);
		struct logheader header;

		logheader_read(line, &header);
		if (!CHECK(over_is_request(line, &header, lines[i].straight) == lines[i].request) ||
		    !CHECK(over_is_start(&header) == lines[i].start))
			printf("   %s\n", lines[i].line);
	}
	return check_end();
}
