#include "pylog/notices.h"

struct notice {
	enum pylog_notice kind;
	long long line;
};

void
notices_add(struct notices *notices, enum pylog_notice kind, long long line)
{
	struct notice notice = { kind, line };

	buffer_append(&notices->list, (struct bytes){ (const char *)&notice, sizeof(notice) });
}

bool
notices_next(struct notices *notices, enum pylog_notice *kind, long long *line)
{
	struct notice next = { PYLOG_UNSAID, 0 };
	bool more = notices->said < notices->list.len, unsaid = notices->list.full;

	if (more) {
		memcpy(&next, notices->list.at + notices->said, sizeof(next));
		notices->said += sizeof(next);
	} else {
		buffer_reset(&notices->list);
		notices->said = 0;
	}
	*kind = next.kind;
	*line = next.line;
	return more || unsaid;
}

void
notices_free(struct notices *notices)
{
	buffer_free(&notices->list);
}
