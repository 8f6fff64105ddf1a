#include "rules/secrets.h"

#include "base/regex.h"
#include "base/words.h"
#include "check.h"

/* The first secret of a class in a text, in the order in which patterns are tried; no bytes: none is found. */
static struct bytes
find(const struct secret_pattern *patterns, size_t count, const char *class, const char *text)
{
	struct bytes found = BYTES_NONE, whole, part;
	char reason[100];
	size_t place;

	for (size_t i = 0; i < count && found.len == 0; i++) {
		struct regex *regex;

		if (!bytes_equal(patterns[i].class, bytes_of(class)))
			continue;
		regex = regex_compile(patterns[i].pattern, reason, sizeof(reason), &place);
		CHECK(regex != NULL);
		if (regex_find(regex, bytes_of(text), 0, &whole, &part) == REGEX_YES)
			found = part;
		regex_free(regex);
	}
	return found;
}

static void
secret(const char *class, const char *text, const char *wanted)
{
	if (!CHECK_TEXT(find(secrets_patterns, secrets_count, class, text), bytes_of(wanted)))
		printf("   %s in `%s`\n", class, text);
}

static void
name(const char *class, const char *text, bool wanted)
{
	if (!CHECK((find(secrets_names, secrets_names_count, class, text).len > 0) == wanted))
		printf("   %s: `%s`\n", class, text);
}

/* Forms as RFC 7235, RFC 7519, RFC 6265, RFC 4291, RFC 3986 and the services themselves write them; values are made up. */
static void
test_values(void)
{
	secret("password", "password=hunter2", "hunter2");
	secret("password", "db_passwd: 'a b'", "a b");
	secret("password", "PWD => \"a\\\"b\", x", "a\\\"b");
	secret("password", "pwd=a&x=1", "a");
	secret("password", "mysql --password hunter2 -u x", "hunter2");
	secret("password", "postgres://me:hunter2@db/x", "hunter2");
	secret("password", "passwd = 0x55d4 \"hunter2\"", "hunter2");
	secret("password", "passwordless=yes", "");
	secret("password", "the password is wrong", "");
	secret("token", "api_key=abc", "abc");
	secret("token", "access-token: abc", "abc");
	secret("token", "ghp_0123456789abcdefghij", "ghp_0123456789abcdefghij");
	secret("token", "AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"); /* of AWS' own manual */
	secret("token", "AKIAIOSFODNN7EXAMPL", "");
	secret("token", "tokens = 3", "");
	secret("header", "Authorization: Basic QWxhZGRpbjpvcGVu", "Basic QWxhZGRpbjpvcGVu");
	secret("header", "X-Api-Key: abc", "abc");
	secret("header", "Bearer mF_9.B5f-4.1JqM", "mF_9.B5f-4.1JqM"); /* RFC 6750 */
	secret("header", "bearer of news", "");
	secret("jwt", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
	    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln");
	secret("jwt", "eyJ.x.y", "");
	secret("cookie", "Set-Cookie: SID=31d4d96e407aad42", "SID=31d4d96e407aad42");
	secret("cookie", "sessionid=abc; x", "abc");
	secret("key", "x -----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY----- y",
	    "-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----");
	secret("key", "-----BEGIN PUBLIC KEY-----", "");
	secret("email", "to me.x+y@mail.example.org.", "me.x+y@mail.example.org");
	secret("email", "me@localhost", "");
	secret("ip", "from 192.0.2.17:80", "192.0.2.17");
	secret("ip", "version 1.2.3.4.5", "");
	secret("ip", "256.1.1.1", "");
	secret("ip", "2001:db8::8:800:200c:417a", "2001:db8::8:800:200c:417a");
	secret("ip", "::1", "::1");
	secret("ip", "std::abs", "");
	secret("ip", "10:00:00", "");
	secret("user", "user=me", "me");
	secret("user", "/home/me/src", "me");
	secret("user", "https://me@host/", "me");
}

static void
test_names(void)
{
	name("password", "password", true);
	name("password", "db_password2", true);
	name("password", "passwords_total", false);
	name("token", "apiKey", true);
	name("token", "tokenizer", false);
	name("header", "auth_header", true);
	name("cookie", "JSESSIONID", true);
	name("email", "e_mail_address", true);
	name("ip", "remote_addr", true);
	name("ip", "ipython", false);
	name("user", "username", true);
	name("user", "users", false);
}

/* Each class that a pattern has is one of the list, and each of the list has a pattern. */
static void
test_classes(void)
{
	bool any[SECRETS_CLASSES] = { false };

	for (size_t i = 0; i < secrets_count; i++) {
		int class = words_find(secrets_classes, SECRETS_CLASSES, secrets_patterns[i].class);

		if (CHECK(class != WORDS_NONE))
			any[class] = true;
	}
	for (size_t i = 0; i < SECRETS_CLASSES; i++)
		CHECK(any[i]);
	for (size_t i = 0; i < secrets_names_count; i++)
		CHECK(words_find(secrets_classes, SECRETS_CLASSES, secrets_names[i].class) !=
		    WORDS_NONE);
}

int
main(void)
{
	test_values();
	test_names();
	test_classes();
	return check_end();
}
