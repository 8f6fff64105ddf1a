/* Names of C++ and Rust: what in them differs from build to build, or from one demangler to the next. */
#ifndef ST_SAME_QUALIFIED_H
#define ST_SAME_QUALIFIED_H

#include "base/arena.h"

/* The length from the bracket that the text begins with to the one that closes it; 0: nothing does. `->` closes none. */
size_t qualified_bracket_length(struct bytes text);

/*
 * The name without inline namespaces of the standard library (`std::__1::`), Rust's hashes
 * (`::h0123456789abcdef`, `tide[235e3519f142be8b]`), tags of the ABI (`[abi:cxx11]`), parameters of the function that
 * a name is inside (`main(int)::`) and type arguments of Rust (`::<u8>`). Lambdas and closures, in whatever
 * spelling, are `{lambda}`. In the arena where it is not the name itself.
 */
struct bytes qualified_plain(struct bytes name, struct arena *memory);

/*
 * `void ns::run` is ns::run: the type that demanglers write before the name of a template. `operator new`,
 * `A::operator bool` and `(anonymous namespace)::f` keep their blanks. Points into the name.
 */
struct bytes qualified_without_type(struct bytes name);

#endif
