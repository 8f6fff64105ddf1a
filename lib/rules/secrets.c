#include "rules/secrets.h"

/* Names, as pieces of patterns. */
#define PASSWORDS "passw(?:or)?d|passwd|passphrase|pwd|secret(?![_-]?key)"
#define TOKENS \
	"token|api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|auth[_-]?key|" \
	"credentials?"
#define COOKIES "session[_-]?id|sessid|jsessionid|phpsessid|cookies?"
#define USERS "user(?:[_-]?name)?|login"

/*
 * A name; behind it `=`, `:` or `=>`; what debuggers print before a text; then the value, between quotation marks or up to
 * a blank or a separator.
 */
#define NAMED(names) "(?i)(?<![\\w.-])[\\w.-]*(?:" names ")(?![a-z])\\d*"
#define IS "[\"']?\\s*(?:=>|=|:)\\s*+"
#define POINTER "(?:(?:0x[0-9a-f]+\\s+)?(?:<[^<>]*>\\s+)?(?=[\"']))?+"
#define VALUE \
	"(?|\"((?:[^\"\\\\]|\\\\.)+)\"?|'((?:[^'\\\\]|\\\\.)+)'?|([^\\s\"'&" \
	",;)}\\]]+))"

#define ROW(class, pattern) \
	{ \
		BYTES_ROW(class), BYTES_ROW(pattern) \
	}

const struct bytes secrets_classes[SECRETS_CLASSES] = { BYTES_ROW("password"), BYTES_ROW("token"),
	BYTES_ROW("header"), BYTES_ROW("jwt"), BYTES_ROW("key"), BYTES_ROW("cookie"),
	BYTES_ROW("email"), BYTES_ROW("ip"), BYTES_ROW("user") };

/* In the order in which they are tried: the most specific first. */
const struct secret_pattern secrets_patterns[] = {
	ROW("key",
	    "-----BEGIN [A-Z ]*PRIVATE KEY-----(?s:.*?)(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)"),
	ROW("jwt", "\\beyJ[\\w-]{4,}\\.[\\w-]{4,}\\.[\\w-]*"),
	ROW("header",
	    "(?i)\\b(?:proxy-)?authorization" IS "[\"']?+((?:(?:basic|bearer|digest|"
	    "negotiate|token)\\s+)?[^\\s\"',;}]+)"),
	ROW("header", "(?i)\\bx-(?:api-key|auth-token|csrf-token|amz-security-token)" IS VALUE),
	ROW("header", "(?i)\\b(?:bearer|basic)\\s+([\\w+/=.~-]{8,})"),
	ROW("cookie", "(?i)\\b(?:set-)?cookie[\"']?\\s*[:=]\\s*+[\"']?+([^\\r\\n\"']+)"),
	ROW("cookie", NAMED(COOKIES) IS VALUE),
	ROW("password",
	    "(?i)\\b[a-z][a-z0-9+.-]*://(?:\\[redacted:[a-z]+\\]|[^\\s/@:\"'\\[]*):([^\\s/"
	    "@\"']+)@"),
	ROW("password", NAMED(PASSWORDS) IS POINTER VALUE),
	ROW("password", "(?i)(?<!\\S)--?[\\w-]*(?:" PASSWORDS ")\\s+(?!-)" VALUE),
	ROW("token", NAMED(TOKENS) IS POINTER VALUE),
	ROW("token", "(?i)(?<!\\S)--?[\\w-]*(?:" TOKENS ")\\s+(?!-)" VALUE),
	ROW("token",
	    "\\b(?:gh[pousr]_\\w{20,}|github_pat_\\w{20,}|glpat-[\\w-]{16,}|xox[abeprs]-[\\w-]{10,}"
	    "|"
	    "(?:AKIA|ASIA)[A-Z0-9]{16}|[sr]k_(?:live|test)_\\w{16,}|npm_\\w{30,}|hf_\\w{30,}|"
	    "pypi-[\\w-]{16,}|AIza[\\w-]{35})"),
	ROW("email", "\\b[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+\\b"),
	ROW("ip",
	    "(?<![\\w.])(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?!"
	    "[\\w]|\\.\\d)"),
	ROW("ip",
	    "(?i)(?<![\\w:.])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-"
	    "9a-f]{1,4}){1,6}|"
	    "::(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,7}:)(?![\\w:])"),
	ROW("user", NAMED(USERS) IS POINTER VALUE),
	ROW("user", "(?i)\\b[a-z][a-z0-9+.-]*://([^\\s/@:\"'\\[]+)(?::[^\\s/@\"']*)?@"),
	ROW("user", "/(?:home|Users)/([^/\\s\"':]+)"),
};
const size_t secrets_count = COUNT_OF(secrets_patterns);

const struct secret_pattern secrets_names[] = {
	ROW("password", NAMED(PASSWORDS)),
	ROW("token", NAMED(TOKENS)),
	ROW("header", NAMED("authorization|auth[_-]?header")),
	ROW("cookie", NAMED(COOKIES)),
	ROW("email", NAMED("e?mail(?:[_-]?address)?")),
	ROW("ip", NAMED("ip(?:[_-]?addr(?:ess)?)?|remote[_-]?addr")),
	ROW("user", NAMED(USERS)),
};
const size_t secrets_names_count = COUNT_OF(secrets_names);
