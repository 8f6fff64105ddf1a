#include "pylog/heads/membernames.h"

#include "base/ascii.h"
#include "base/words.h"

enum { NAME_MAX_BYTES = 120 };

const struct member_names membernames_all[MEMBERS] = {
	[MEMBER_TIME] = { 5,
	    { "@timestamp", "timestamp", "time", "ts", "asctime", "__REALTIME_TIMESTAMP",
		"datetime", "record.time.repr", "created", "date", "eventTime", "t" } },
	[MEMBER_LEVEL] = { 4,
	    { "level", "levelname", "severity", "lvl", "log.level", "log_level", "loglevel",
		"record.level.name" } },
	[MEMBER_LOGGER] = { 1,
	    { "logger", "logger_name", "log.logger", "record.name", "loggerName", "logger.name",
		"name", "_logger" } },
	[MEMBER_MESSAGE] = { 3,
	    { "message", "msg", "event", "record.message", "errorMessage", "jsonPayload.message",
		"MESSAGE", "short_message" } },
	[MEMBER_PID] = { 1,
	    { "pid", "_PID", "process", "process.pid", "SYSLOG_PID", "record.process.id",
		"process_id" } },
	[MEMBER_ORIGIN] = { 0,
	    { "kubernetes.pod_name", "kubernetes.pod.name", "resource.labels.pod_name",
		"k8s.pod.name", "pod_name", "pod", "rank", "container_name", "CONTAINER_NAME",
		"container.name", "_SYSTEMD_UNIT", "SYSLOG_IDENTIFIER" } },
	[MEMBER_RELEASE] = { 0, { "release", "service.version" } },
	[MEMBER_LINE] = { 0,
	    { "log", "MESSAGE", "message", "msg", "text", "line", "textPayload", "data" } },
	/* AWS Lambda; Elastic's ecs-logging */
	[MEMBER_TYPE] = { 0, { "errorType", "error.type" } },
	[MEMBER_REASON] = { 0, { "errorMessage", "error.message" } },
	[MEMBER_STACK] = { 0, { "stackTrace", "error.stack_trace" } },
};

/* As Google's logging agents read them. */
const char *const membernames_time_pairs[MEMBER_TIME_PAIRS][2] = {
	{ "timestamp.seconds", "timestamp.nanos" },
	{ "timestampSeconds", "timestampNanos" },
};

/* Words, or two of them, in names of members that change from line to line; a name is written `-word-word-`. */
static const struct bytes changing[] = { BYTES_ROW("time"), BYTES_ROW("timestamp"),
	BYTES_ROW("stamp"), BYTES_ROW("datetime"), BYTES_ROW("date"), BYTES_ROW("asctime"),
	BYTES_ROW("ts"), BYTES_ROW("msecs"), BYTES_ROW("nanos"), BYTES_ROW("monotonic"),
	BYTES_ROW("created"), BYTES_ROW("ingested"), BYTES_ROW("received"), BYTES_ROW("cursor"),
	BYTES_ROW("seq"), BYTES_ROW("seqnum"), BYTES_ROW("sequence"), BYTES_ROW("offset"),
	BYTES_ROW("priority"), BYTES_ROW("code"), BYTES_ROW("trace"), BYTES_ROW("span"),
	BYTES_ROW("partial"), BYTES_ROW("logtag"), BYTES_ROW("original"), BYTES_ROW("raw"),
	BYTES_ROW("insertid"), BYTES_ROW("eventid"), BYTES_ROW("traceid"), BYTES_ROW("spanid"),
	BYTES_ROW("insert-id"), BYTES_ROW("event-id"), BYTES_ROW("message-id"),
	BYTES_ROW("record-id"), BYTES_ROW("log-id"), BYTES_ROW("line-id") };

/* Whole names of such: Elasticsearch's `_id`, the `_p` of Fluent Bit. */
static const struct bytes whole[] = { BYTES_ROW("-t-"), BYTES_ROW("-id-"), BYTES_ROW("-p-") };

enum member
membernames_of(struct bytes name)
{
	for (enum member member = 0; member < MEMBERS; member++)
		for (size_t i = 0; i < membernames_all[member].sure; i++)
			if (bytes_equal(name, bytes_of(membernames_all[member].names[i])))
				return member;
	return MEMBER_NONE;
}

static bool
is_word(char byte)
{
	return byte != '_' && ascii_is_name(byte);
}

/* `insertId`, `insert_id` and `INSERT-ID` are all `-insert-id-`. */
static struct bytes
fold_name(struct bytes name, char folded[2 * NAME_MAX_BYTES + 2])
{
	size_t n = 0;

	folded[n++] = '-';
	name = bytes_first(name, NAME_MAX_BYTES);
	for (size_t i = 0; i < name.len; i++) {
		char byte = name.at[i];
		bool begins = !is_word(byte) ||
		    (ascii_is_upper(byte) && i > 0 && is_word(name.at[i - 1]) &&
			!ascii_is_upper(name.at[i - 1]));

		if (begins && folded[n - 1] != '-')
			folded[n++] = '-';
		if (is_word(byte))
			folded[n++] = ascii_lower(byte);
	}
	if (folded[n - 1] != '-')
		folded[n++] = '-';
	return (struct bytes){ folded, n };
}

bool
membernames_change(struct bytes name)
{
	char folded[2 * NAME_MAX_BYTES + 2];
	struct bytes words = fold_name(name, folded);

	if (words_find(LIST(whole), words) != WORDS_NONE)
		return true;
	for (struct bytes rest = bytes_from(words, 1); rest.len > 0;) {
		size_t one = bytes_index(rest, '-'),
		       two = one + 1 + bytes_index(bytes_from(rest, one + 1), '-');

		if (words_find(LIST(changing), bytes_first(rest, one)) != WORDS_NONE ||
		    words_find(LIST(changing), bytes_first(rest, two)) != WORDS_NONE)
			return true;
		rest = bytes_from(rest, one + 1);
	}
	return false;
}
