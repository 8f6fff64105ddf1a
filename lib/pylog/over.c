#include "pylog/over.h"

#include "pylog/heads/token.h"

/* uWSGI's line of a request, which comes behind all that the request printed. */
static bool
is_uwsgi(struct bytes line)
{
	return bytes_find(line, BYTES("|req: ")) != NULL &&
	    bytes_find(line, BYTES("=> generated ")) != NULL;
}

bool
over_is_request(struct bytes line, const struct logheader *header, bool straight)
{
	return is_uwsgi(line) ||
	    (!straight &&
		(token_is_access(header->message) ||
		    (bytes_head(header->message) == '"' &&
			bytes_find(header->message, BYTES(" HTTP/")) != NULL)));
}

bool
over_is_start(const struct logheader *header)
{
	return bytes_start(header->message, BYTES("This is a development server. "));
}
