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
	{ "<lambda()>::operator()", "<lambda()>::operator()", "{lambda}::operator()" },
	{ "<signal handler called>", "<signal handler called>", "<signal handler called>" },
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

/* Two names that have to become equal, and a third that must stay different. */
static const struct {
	const char *one, *same, *other;
} pairs[] = {
	{ "work[cold]", "work", "work_cold" },
	{ "work[part.0]", "work", "work[part]" },
	{ "work.llvm.123", "work", "work.123" },
	{ "work.lto_priv.0", "work", "work_priv" },
	{ "std::__1::vector<int>::at", "std::vector<int>::at", "mine::__1::vector<int>::at" },
	{ "std::__cxx11::list<int>::sort()", "std::list<int>::sort", "my::__cxx11::list::sort" },
	{ "std::__ndk1::thread::join()", "std::thread::join", "std::__ndk::thread::join" },
	{ "tide::pick::h0123456789abcdef", "tide::pick", "tide::pick::handle" },
	{ "tide::pick::hfedcba9876543210", "tide::pick", "tide::pick::h0123456789abcde" },
	{ "tide[235e3519f142be8b]::pick", "tide::pick", "wave[235e3519f142be8b]::pick" },
	{ "tide[35e3519f142be8b]::pick", "tide::pick", "tide[2]::pick" },
	{ "tide::pick::<u8>", "tide::pick", "tide::pick::<impl Take for u8>" },
	{ "name[abi:cxx11]() const", "name", "name[1]" },
	{ "void ns::run<int>(int)", "ns::run", "void_ns::run" },
	{ "unsigned long ns::run<int>(int)", "ns::run", "ns::walk" },
	{ "std::ostream& std::operator<< <char>(std::ostream&, char)", "std::operator<<",
	    "std::operator<" },
	{ "void A::operator()<int>(int) const", "A::operator()", "A::operator[]" },
	{ "A::operator bool<int>() const", "A::operator bool", "A::operator int" },
	{ "operator new(unsigned long)", "operator new", "operator delete(void*)" },
	{ "std::result<main::{lambda()#1}>::type "
	  "std::call<main::{lambda()#1}>(main::{lambda()#1}&&)",
	    "std::call", "std::call::type" },
	{ "main::{lambda(int)#1}", "main::{lambda(char)#2}", "main" },
	{ "main(int, char**)::{lambda(int)#1}::operator()(int) const",
	    "main::$_0::operator()(int) const", "main::operator()" },
	{ "main::'lambda'(int)::operator()(int) const", "main::$_12::operator()", "main::$_" },
	{ "main::<lambda(int)>::operator()(int) const", "main::{lambda(int)#1}::operator()",
	    "main::<unnamed>::operator()" },
	{ "tide::main::{{closure}}", "tide::main::{closure#0}", "tide::main::{shim:vtable#0}" },
	{ "tide::{impl#0}::weight::{closure#3}", "tide::{impl#0}::weight::{closure#0}",
	    "tide::{impl#1}::weight::{closure#0}" },
	{ "<tide[235e3519f142be8b]::T as core[c1f1a4ba060b9bfa]::Take>::call",
	    "<tide::T as core::Take>::call", "<tide::U as core::Take>::call" },
	{ "f<int>", "f<long>", "g<int>" },
	{ "(anonymous namespace)::run<int>(int)", "(anonymous namespace)::run", "run" },
	{ "-[Queue take:from:]", "-[Queue take:from:]", "-[Queue take:]" },
};

static void
check_pair(struct arena *memory, size_t i)
{
	struct bytes one = normalise_name(bytes_of(pairs[i].one), memory);
	struct bytes same = normalise_name(bytes_of(pairs[i].same), memory);
	struct bytes other = normalise_name(bytes_of(pairs[i].other), memory);

	CHECK_TEXT(one, same);
	if (!CHECK(!bytes_equal(one, other)))
		printf("   of `%s`\n", pairs[i].other);
	CHECK_TEXT(normalise_name(one, memory), one);
}

int
main(void)
{
	struct arena *memory = arena_new(1 << 20);
	char text[10000];
	struct bytes long_name;

	if (memory == NULL)
		return 1;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct bytes function = bytes_of(rows[i].function);
		struct bytes name = normalise_name(function, memory);

		CHECK_TEXT(normalise_clone(function), bytes_of(rows[i].clone));
		CHECK_TEXT(name, bytes_of(rows[i].name));
		/* a normalised name stays as it is, and is never empty */
		CHECK_TEXT(normalise_clone(normalise_clone(function)), normalise_clone(function));
		CHECK(name.len > 0 || function.len == 0);
	}
	CHECK_TEXT(normalise_parameters(BYTES("a::f(int, b<c>) const")), BYTES("a::f"));
	CHECK_TEXT(normalise_parameters(BYTES("a::f(int (*)(int)) const volatile")), BYTES("a::f"));
	CHECK_TEXT(normalise_parameters(BYTES("a::operator()")), BYTES("a::operator()"));
	CHECK_TEXT(normalise_parameters(BYTES("a::operator()(int)")), BYTES("a::operator()"));
	CHECK_TEXT(normalise_parameters(BYTES("a::(anonymous namespace)")),
	    BYTES("a::(anonymous namespace)"));
	CHECK_TEXT(
	    normalise_parameters(BYTES("(anonymous namespace)")), BYTES("(anonymous namespace)"));
	CHECK_TEXT(normalise_parameters(BYTES("f")), BYTES("f"));
	CHECK_TEXT(normalise_parameters(BYTES("f)")), BYTES("f)"));
	for (size_t i = 0; i < COUNT_OF(pairs); i++)
		check_pair(memory, i);
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
