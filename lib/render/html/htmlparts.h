/* The style and the program of a page: report.css and the files of script/, which make puts into htmlparts.c. */
#ifndef ST_RENDER_HTML_HTMLPARTS_H
#define ST_RENDER_HTML_HTMLPARTS_H

#include "base/sha256.h"

struct htmlpart {
	char sha256[SHA256_HEX + 1]; /* of the lines, as one text */
	const char *const *lines;    /* with their LF, ended by NULL */
};

extern const struct htmlpart htmlparts_style, htmlparts_script;

#endif
