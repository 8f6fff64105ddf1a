#include "same/telling.h"

#include "base/ascii.h"
#include "base/words.h"

enum {
	WORD_MAX = 16,   /* bytes of the words in these tables */
	NUMBER_MAX = 10, /* and of a number that tells what failed */
};

/* Encodings, algorithms, protocols, formats, machines, libraries. */
static const struct bytes names[] = { BYTES_ROW("utf7"), BYTES_ROW("utf8"), BYTES_ROW("utf16"),
	BYTES_ROW("utf32"), BYTES_ROW("utf8mb4"), BYTES_ROW("latin1"), BYTES_ROW("iso8859"),
	BYTES_ROW("cp437"), BYTES_ROW("cp1250"), BYTES_ROW("cp1251"), BYTES_ROW("cp1252"),
	BYTES_ROW("big5"), BYTES_ROW("gb2312"), BYTES_ROW("gb18030"), BYTES_ROW("koi8"),
	BYTES_ROW("ucs2"), BYTES_ROW("ucs4"), BYTES_ROW("base16"), BYTES_ROW("base32"),
	BYTES_ROW("base64"), BYTES_ROW("base85"), BYTES_ROW("md4"), BYTES_ROW("md5"),
	BYTES_ROW("sha1"), BYTES_ROW("sha224"), BYTES_ROW("sha256"), BYTES_ROW("sha384"),
	BYTES_ROW("sha512"), BYTES_ROW("sha3"), BYTES_ROW("blake2b"), BYTES_ROW("blake2s"),
	BYTES_ROW("crc32"), BYTES_ROW("aes128"), BYTES_ROW("aes256"), BYTES_ROW("rc4"),
	BYTES_ROW("argon2"), BYTES_ROW("ed25519"), BYTES_ROW("tls1"), BYTES_ROW("ssl3"),
	BYTES_ROW("http1"), BYTES_ROW("http2"), BYTES_ROW("http3"), BYTES_ROW("ipv4"),
	BYTES_ROW("ipv6"), BYTES_ROW("socks4"), BYTES_ROW("socks5"), BYTES_ROW("oauth1"),
	BYTES_ROW("oauth2"), BYTES_ROW("int8"), BYTES_ROW("int16"), BYTES_ROW("int32"),
	BYTES_ROW("int64"), BYTES_ROW("uint8"), BYTES_ROW("uint16"), BYTES_ROW("uint32"),
	BYTES_ROW("uint64"), BYTES_ROW("float16"), BYTES_ROW("float32"), BYTES_ROW("float64"),
	BYTES_ROW("i386"), BYTES_ROW("i686"), BYTES_ROW("x86"), BYTES_ROW("x64"),
	BYTES_ROW("amd64"), BYTES_ROW("arm64"), BYTES_ROW("aarch64"), BYTES_ROW("win32"),
	BYTES_ROW("gzip2"), BYTES_ROW("bz2"), BYTES_ROW("bzip2"), BYTES_ROW("lz4"),
	BYTES_ROW("mp3"), BYTES_ROW("mp4"), BYTES_ROW("h264"), BYTES_ROW("h265"),
	BYTES_ROW("jpeg2000"), BYTES_ROW("s3"), BYTES_ROW("ec2"), BYTES_ROW("k8s"),
	BYTES_ROW("db2"), BYTES_ROW("py2"), BYTES_ROW("py3"), BYTES_ROW("python2"),
	BYTES_ROW("python3"), BYTES_ROW("boto3"), BYTES_ROW("urllib3"), BYTES_ROW("jinja2"),
	BYTES_ROW("psycopg2"), BYTES_ROW("psycopg3"), BYTES_ROW("sqlite3"), BYTES_ROW("httplib2"),
	BYTES_ROW("h2"), BYTES_ROW("h11"), BYTES_ROW("i18n"), BYTES_ROW("l10n") };

/* Words, in small letters, before a number that says what failed; blanks, colons and the like may stand between. */
static const struct bytes before[] = { BYTES_ROW("errno"), BYTES_ROW("winerror"), BYTES_ROW("http"),
	BYTES_ROW("http/1.0"), BYTES_ROW("http/1.1"), BYTES_ROW("http/2"), BYTES_ROW("http/2.0"),
	BYTES_ROW("http/3"), BYTES_ROW("status"), BYTES_ROW("http_status"), BYTES_ROW("statuscode"),
	BYTES_ROW("status_code"), BYTES_ROW("code"), BYTES_ROW("http_code"),
	BYTES_ROW("error_code"), BYTES_ROW("exit_code"), BYTES_ROW("errorcode"),
	BYTES_ROW("exitcode"), BYTES_ROW("returncode"), BYTES_ROW("response"), BYTES_ROW("error"),
	BYTES_ROW("sqlstate"), BYTES_ROW("signal") };

/* Words that are a name together with a hyphen and a number. */
static const struct bytes hyphened[] = { BYTES_ROW("utf"), BYTES_ROW("latin"), BYTES_ROW("iso"),
	BYTES_ROW("windows"), BYTES_ROW("ucs"), BYTES_ROW("koi"), BYTES_ROW("big"),
	BYTES_ROW("sha"), BYTES_ROW("aes"), BYTES_ROW("base"), BYTES_ROW("x86"),
	BYTES_ROW("8859") };

/* What stands behind a status of HTTP. */
static const struct bytes behind[] = { BYTES_ROW("Client Error"), BYTES_ROW("Server Error"),
	BYTES_ROW("Bad Request"), BYTES_ROW("Unauthorized"), BYTES_ROW("Forbidden"),
	BYTES_ROW("Not Found"), BYTES_ROW("Method Not Allowed"), BYTES_ROW("Request Timeout"),
	BYTES_ROW("Conflict"), BYTES_ROW("Gone"), BYTES_ROW("Unprocessable"),
	BYTES_ROW("Too Many Requests"), BYTES_ROW("Internal Server Error"),
	BYTES_ROW("Not Implemented"), BYTES_ROW("Bad Gateway"), BYTES_ROW("Service Unavailable"),
	BYTES_ROW("Gateway Time"), BYTES_ROW("message=") };

/* Last parts of hosts' names. */
static const struct bytes domains[] = { BYTES_ROW("com"), BYTES_ROW("org"), BYTES_ROW("net"),
	BYTES_ROW("edu"), BYTES_ROW("gov"), BYTES_ROW("mil"), BYTES_ROW("example"),
	BYTES_ROW("test"), BYTES_ROW("invalid"), BYTES_ROW("local"), BYTES_ROW("localdomain"),
	BYTES_ROW("internal"), BYTES_ROW("intern"), BYTES_ROW("lan"), BYTES_ROW("corp"),
	BYTES_ROW("arpa"), BYTES_ROW("info"), BYTES_ROW("dev"), BYTES_ROW("cloud"), BYTES_ROW("de"),
	BYTES_ROW("uk"), BYTES_ROW("fr"), BYTES_ROW("ru"), BYTES_ROW("jp"), BYTES_ROW("cn"),
	BYTES_ROW("tw"), BYTES_ROW("hk"), BYTES_ROW("kr"), BYTES_ROW("br"), BYTES_ROW("au"),
	BYTES_ROW("ca"), BYTES_ROW("nl"), BYTES_ROW("ch"), BYTES_ROW("eu"), BYTES_ROW("pl"),
	BYTES_ROW("cz") };

bool
telling_is_name(struct bytes word)
{
	char lower[WORD_MAX];

	if (word.len > sizeof(lower))
		return false;
	for (size_t i = 0; i < word.len; i++)
		lower[i] = ascii_lower(word.at[i]);
	return words_find(LIST(names), (struct bytes){ lower, word.len }) != WORDS_NONE;
}

static bool
is_of_word(char c)
{
	return ascii_is_word(c) || c == '/' || c == '.';
}

/* The word that ends at that place, in small letters; no bytes: it is longer than all in the tables. */
static struct bytes
word_before(struct bytes message, size_t place, char *lower)
{
	size_t start = place, length;

	while (start > 0 && place - start <= WORD_MAX && is_of_word(message.at[start - 1]))
		start--;
	length = place - start;
	if (length > WORD_MAX)
		return BYTES_NONE;
	for (size_t i = 0; i < length; i++)
		lower[i] = ascii_lower(message.at[start + i]);
	return (struct bytes){ lower, length };
}

static bool
is_told_before(struct bytes message, size_t place)
{
	char lower[WORD_MAX];
	size_t end = place;

	if (place > 1 && message.at[place - 1] == '-' && ascii_is_word(message.at[place - 2]))
		return words_find(LIST(hyphened), word_before(message, place - 1, lower)) !=
		    WORDS_NONE;
	while (end > 0 && place - end < 3 && bytes_has(BYTES(" =:[(\"#'-"), message.at[end - 1]))
		end--;
	return end < place &&
	    words_find(LIST(before), word_before(message, end, lower)) != WORDS_NONE;
}

bool
telling_number(struct bytes message, size_t place, size_t length)
{
	struct bytes rest = bytes_from(message, place + length);

	if (length > NUMBER_MAX)
		return false;
	if (is_told_before(message, place))
		return true;
	if (length != 3 || (message.at[place] != '4' && message.at[place] != '5'))
		return false;
	(void)(bytes_take(&rest, BYTES(":")) || bytes_take(&rest, BYTES(",")));
	return bytes_take(&rest, BYTES(" ")) && words_start(LIST(behind), rest) != WORDS_NONE;
}

bool
telling_is_host(struct bytes name)
{
	const char *dot = bytes_find_last(name, '.');
	size_t dots = bytes_count(name, '.');
	struct bytes first = bytes_first(name, bytes_index(name, '.'));

	if (dot == NULL || bytes_find(name, BYTES("..")) != NULL)
		return false;
	if (words_find(LIST(domains), bytes_from(bytes_at(name, dot), 1)) != WORDS_NONE)
		return true;
	/* db-a.tide.zone, 217.tide.zone, 10-0-0-1.zone */
	return dots > 1 ? bytes_has(first, '-') || ascii_is_digit(name.at[0])
			: bytes_has(first, '-') && ascii_is_digit(name.at[0]);
}
