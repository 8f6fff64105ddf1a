// Throws an exception that nobody catches.
#include <stdexcept>

namespace shop {
__attribute__((noinline)) void
pay(int price)
{
	if (price > 0)
		throw std::runtime_error("no money");
}
}

int
main(int argc, char **)
{
	shop::pay(argc);
}
