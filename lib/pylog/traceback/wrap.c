#include "pylog/traceback/wrap.h"

enum { USUAL = 80 }; /* columns of a terminal */

bool
wrap_is_full(const struct wrap *wrap)
{
	return wrap_may_be_full(wrap) && (wrap->last == USUAL || wrap_is_cut(wrap));
}

bool
wrap_take_several(struct wrap *wrap, size_t longest, size_t last)
{
	if (longest >= wrap->longest && (longest == USUAL || longest == wrap->width))
		return false;
	wrap_take(wrap, longest);
	wrap->last = last;
	return true;
}

void
wrap_learn(struct wrap *wrap)
{
	/* a shorter line was cut by somebody else */
	if (wrap->last == wrap->longest && !wrap->padded)
		wrap->width = wrap->last;
}
