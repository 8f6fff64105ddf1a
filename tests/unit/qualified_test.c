#include "same/qualified.h"

#include "check.h"

static struct arena *memory;

static void
plain(const char *name, const char *wanted)
{
	struct bytes got = qualified_plain(bytes_of(name), memory);

	CHECK_TEXT(got, bytes_of(wanted));
	/* it is plain then */
	CHECK_TEXT(qualified_plain(got, memory), got);
}

static void
without_type(const char *name, const char *wanted)
{
	CHECK_TEXT(qualified_without_type(bytes_of(name)), bytes_of(wanted));
}

static void
test_brackets(void)
{
	CHECK(qualified_bracket_length(BYTES("<a<b>, c>::d")) == 9);
	CHECK(qualified_bracket_length(BYTES("(a (*)(b)) const")) == 10);
	CHECK(qualified_bracket_length(BYTES("{lambda(int)#1}::f")) == 15);
	CHECK(qualified_bracket_length(BYTES("[abi:cxx11]")) == 11);
	/* the arrow of a returned type closes nothing */
	CHECK(qualified_bracket_length(BYTES("<fn() -> T>::f")) == 11);
	CHECK(qualified_bracket_length(BYTES("<a")) == 0);
	CHECK(qualified_bracket_length(BYTES("<a->")) == 0);
}

static void
test_plain(void)
{
	plain("", "");
	plain("main", "main");
	plain("a::b", "a::b");
	/* inline namespaces of libc++, of libstdc++ and of Android */
	plain("std::__1::vector::at", "std::vector::at");
	plain("std::__cxx11::list::sort", "std::list::sort");
	plain("std::__ndk1::thread::join", "std::thread::join");
	plain("mystd::__1::f", "mystd::__1::f");
	plain("std::__detail::f", "std::__detail::f");
	/* hashes of rustc: the old mangling's 16 digits at the end, the new one's behind a crate */
	plain("tide::run::h0123456789abcdef", "tide::run");
	plain("tide::run::h0123456789abcde", "tide::run::h0123456789abcde");
	plain("tide::h0123456789abcdef::run", "tide::h0123456789abcdef::run");
	plain("tide[235e3519f142be8b]::run", "tide::run");
	plain("f[1]", "f[1]");
	plain("[235e3519f142be8b]", "[235e3519f142be8b]");
	plain("name[abi:cxx11]", "name");
	plain("name[abi:cxx11", "name[abi:cxx11");
	/* the function that a name is inside */
	plain("main(int, char**)::Local::run", "main::Local::run");
	plain("A::f(int) const::Local::run", "A::f::Local::run");
	plain("f(int)", "f(int)");
	plain("A::operator()::x", "A::operator()::x");
	/* type arguments of Rust, and what is no such thing */
	plain("tide::pick::<u8>", "tide::pick");
	plain("tide::<impl Take for u8>::take", "tide::<impl Take for u8>::take");
	plain("tide::<T as Take>::take", "tide::<T as Take>::take");
	plain("A::<unnamed>::f", "A::<unnamed>::f");
	plain("A::<u8", "A::<u8");
}

static void
test_lambdas(void)
{
	static const char *const lambdas[] = { "{lambda()#1}", "{lambda(int, A<b>)#12}", "$_0",
		"$_12", "'lambda'", "'lambda3'(int)", "<lambda(int)>", "(lambda at a.cpp:7:3)",
		"{{closure}}", "{closure#0}", "{closure_env#1}" };
	char name[100];

	for (size_t i = 0; i < COUNT_OF(lambdas); i++) {
		snprintf(name, sizeof(name), "A::%s::operator()", lambdas[i]);
		plain(name, "A::{lambda}::operator()");
	}
	plain("$_0", "{lambda}");
	plain("A::$_x", "A::$_x");
	plain("A::'lambda", "A::'lambda");
	plain("A::{shim:vtable#0}", "A::{shim:vtable#0}");
}

static void
test_types(void)
{
	without_type("void ns::run", "ns::run");
	without_type("unsigned long ns::run", "ns::run");
	without_type("ns::run", "ns::run");
	without_type("std::ostream& std::operator<<", "std::operator<<");
	without_type("operator new", "operator new");
	without_type("A::operator bool", "A::operator bool");
	without_type("int A::operator bool", "A::operator bool");
	without_type("(anonymous namespace)::f", "(anonymous namespace)::f");
	without_type("void (anonymous namespace)::f", "(anonymous namespace)::f");
	without_type("void A::{lambda(int) const}::f", "A::{lambda(int) const}::f");
	without_type("", "");
}

int
main(void)
{
	static char name[5000];

	memory = arena_new(1 << 20);
	test_brackets();
	test_plain();
	test_lambdas();
	test_types();
	/* the ceiling on what is looked into, and room for the longest of what stands for lambdas */
	for (size_t i = 0; i + 3 < 4096; i += 3)
		memcpy(name + i, "$_0", 3);
	CHECK(qualified_plain((struct bytes){ name, 4095 }, memory).len == 8 * 4095 / 3);
	CHECK(qualified_plain((struct bytes){ name, 4097 }, memory).at == name);
	arena_free(memory);
	return check_end();
}
