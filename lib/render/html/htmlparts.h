/* The style and the program of a page: report.css and the files of script/, which make puts into htmlparts.c. */
#ifndef ST_RENDER_HTML_HTMLPARTS_H
#define ST_RENDER_HTML_HTMLPARTS_H

/* Lines with their LF, ended by NULL. */
extern const char *const htmlparts_style[], *const htmlparts_script[];

#endif
