#include "native/prototype.h"

#include "check.h"

static void
arguments(void)
{
	static const struct {
		const char *text, *name;
	} rows[] = {
		{ "f (a=1)", "f " },
		{ "A::operator() (this=0x1)", "A::operator() " },
		{ "A::operator-><int> (this=0x1)", "A::operator-><int> " },
		{ "std::function<void (int)>::operator()(int) const (x=1)",
		    "std::function<void (int)>::operator()(int) const " },
		{ "f(int, void (*)(int)) ()", "f(int, void (*)(int)) " },
		{ "f(int) const", "f(int) const" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct bytes text = bytes_of(rows[i].text);

		CHECK_TEXT(bytes_first(text, prototype_arguments(text, 0)), bytes_of(rows[i].name));
	}
	CHECK(prototype_skip(BYTES("(anonymous namespace)::f"), 0) == 21);
	CHECK(prototype_skip(BYTES("(a(b)"), 0) == 5);
}

static void
groups(void)
{
	CHECK(prototype_group(BYTES("raise (lib (1).so)")) == 6);
	CHECK(prototype_group(BYTES("f(a) (b)")) == 5);
	CHECK(prototype_group(BYTES("f(a) x")) == 6);
	CHECK(prototype_group(BYTES("a))")) == 3);
	CHECK(prototype_group(BYTES_NONE) == 0);
}

static void
names(void)
{
	static const char *const open[] = { "f(int, un", "A<int", "A<B>::f(C<", "f(" };
	static const char *const closed[] = { "f", "f(int)", "A<int>", "operator<", "A::operator->",
		"A::operator<< <int>", "f(a) const", "" };
	static const char *const whole[] = { "f(int)", "A::f(B const&, C*) const", "A<int, B>::f()",
		"(anonymous namespace)::f()", "A::f() const &" };
	static const char *const behind_address[] = { "void f<int>(int)",
		"A::operator bool() const" };
	static const char *const none[] = { "Workaround", "call f (see below)", "f()  is at", "(a)",
		"f(int", "" };

	for (size_t i = 0; i < COUNT_OF(open); i++)
		CHECK(prototype_is_open(bytes_of(open[i])));
	for (size_t i = 0; i < COUNT_OF(closed); i++)
		CHECK(!prototype_is_open(bytes_of(closed[i])));
	for (size_t i = 0; i < COUNT_OF(whole); i++)
		CHECK(prototype_is(bytes_of(whole[i]), false));
	for (size_t i = 0; i < COUNT_OF(behind_address); i++)
		CHECK(!prototype_is(bytes_of(behind_address[i]), false) &&
		    prototype_is(bytes_of(behind_address[i]), true));
	for (size_t i = 0; i < COUNT_OF(none); i++)
		CHECK(!prototype_is(bytes_of(none[i]), true));
}

int
main(void)
{
	arguments();
	groups();
	names();
	return check_end();
}
