/*
 * A survey of the log outside of its exceptions: whether its lines have heads, in which order they come, and stacks of
 * other languages. It uses the log's first MiB and the lines right above an exception, and only what comes before that
 * exception. So a part of a log is read just as within the whole.
 */
#ifndef ST_PYLOG_SURVEY_H
#define ST_PYLOG_SURVEY_H

#include "base/buffer.h"
#include "base/looks.h"
#include "base/timestamp.h"
#include "pylog/heads/outside.h"
#include "pylog/pylog.h"

enum {
	SURVEY_BYTES = PYLOG_LEARNT, /* of the start of a log */
	SURVEY_KINDS = 4,            /* of others' stacks that are told */
};

/* A stack that is not Python's, in that line. */
struct survey_other {
	const struct looks *looks;
	long long line;
};

/* Other modules read `outside`, `others` and `other_count`. */
struct survey {
	struct outside outside;
	struct survey_other others[SURVEY_KINDS];
	size_t other_count;

	bool nuls; /* nothing but NULs has come */

	struct buffer first; /* the log's start */
	size_t at;           /* so far it has been read */
	long long number;    /* of the line there */
	struct {
		struct timestamp last; /* of the last log message; its fraction is not valid */
		bool known;            /* there was one */
		size_t up, down;       /* how often the next was later, earlier */
	} order;
	struct buffer scratch;
};

/* Another log begins. */
void survey_begin(struct survey *survey);
void survey_free(struct survey *survey);

/* Takes more of the log; only its start is kept. */
void survey_take(struct survey *survey, struct bytes text);

/* Surveys the log's start up to `offset`, without what is before `past`, which belongs to exceptions. */
void survey_read(struct survey *survey, long long offset, long long past, char line_end);

/*
 * Surveys the lines of the text right above an exception, which begins in line `number`; the text begins at the offset. Those
 * that were above an exception before are not read again.
 */
void survey_above(
    struct survey *survey, struct bytes above, long long offset, long long number, char line_end);

/* Whether the log comes newest first. */
bool survey_is_newest_first(const struct survey *survey);

/* Whether that makes it another command's file, and no log with a stack in it: it has no log messages, or it is records. */
bool survey_is_foreign(const struct survey *survey, const struct survey_other *other);

/* Whether it is no text; *looks: what it looks like, or NULL. */
bool survey_is_binary(const struct survey *survey, const struct looks **looks);

#endif
