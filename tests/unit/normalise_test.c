#include "same/normalise.h"

#include "check.h"

static const struct {
	const char *function, *clone, *name;
} rows[] = {
	{ "poll", "poll", "poll" },
	{ "__GI___poll", "__poll", "poll" },
	{ "__poll", "__poll", "poll" },
	{ "_poll", "_poll", "poll" },
	{ "pthread_cond_wait@@GLIBC_2.3.2", "pthread_cond_wait", "pthread_cond_wait" },
	{ "work.isra.0", "work", "work" },
	{ "work.part.12.constprop.3.cold", "work", "work" },
	{ "work [clone .isra.0]", "work", "work" },
	{ "run(int) [clone .cold]", "run(int)", "run" },
	{ "work.0", "work.0", "work.0" },
	{ "go.isra", "go", "go" },
	{ "lseek64", "lseek64", "lseek" },
	{ "__futex_abstimed_wait_common64", "__futex_abstimed_wait_common64",
	    "futex_abstimed_wait_common" },
	{ "__clock_nanosleep_time64", "__clock_nanosleep_time64", "clock_nanosleep" },
	{ "x86_64", "x86_64", "x86_" },
	{ "f164", "f164", "f164" },
	{ "64", "64", "64" },
	{ "__memmove_avx_unaligned_erms", "__memmove", "memmove" },
	{ "__strlen_sse2", "__strlen", "strlen" },
	{ "my_sse2", "my_sse2", "my_sse2" },
	{ "std::vector<int, std::allocator<int> >::push",
	    "std::vector<int, std::allocator<int> >::push", "std::vector::push" },
	{ "Connection::run(Query const&) const", "Connection::run(Query const&) const",
	    "Connection::run" },
	{ "A::operator()", "A::operator()", "A::operator()" },
	{ "A::operator()(int) const", "A::operator()(int) const", "A::operator()" },
	{ "operator<< <int>", "operator<< <int>", "operator<<" },
	{ "operator<", "operator<", "operator<" },
	{ "(anonymous namespace)::f", "(anonymous namespace)::f", "(anonymous namespace)::f" },
	{ "<lambda()>::operator()", "<lambda()>::operator()", "<lambda()>::operator()" },
	{ "f<(a)1>", "f<(a)1>", "f" },
	{ "__GI_", "__GI_", "GI_" },
	{ "_", "_", "_" },
	{ "???", "???", "???" },
	{ "f<", "f<", "f<" },
	{ "f>", "f>", "f>" },
	{ "()", "()", "()" },
	{ "@@X", "@@X", "@@X" },
	{ ".isra.0", ".isra.0", ".isra.0" },
	{ "", "", "" },
};

int
main(void)
{
	struct arena *memory = arena_new(1 << 20);
	char text[10000];
	struct bytes long_name;

	if (memory == NULL)
		return 1;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bytes function = bytes_of(rows[i].function);
		struct bytes name = normalise_name(function, memory);

		CHECK_TEXT(normalise_clone(function), bytes_of(rows[i].clone));
		CHECK_TEXT(name, bytes_of(rows[i].name));
		/* what is normalised once stays as it is, and is never nothing */
		CHECK_TEXT(normalise_clone(normalise_clone(function)), normalise_clone(function));
		CHECK(name.len > 0 || function.len == 0);
	}
	/* a very long name, of brackets alone, neither hangs nor is lost */
	memset(text, '<', sizeof(text));
	text[0] = 'f';
	long_name = normalise_name((struct bytes){ text, sizeof(text) }, memory);
	CHECK(long_name.len == sizeof(text));
	long_name = normalise_name((struct bytes){ text, 4096 }, memory);
	CHECK(long_name.len > 0);
	arena_free(memory);
	return check_end();
}
