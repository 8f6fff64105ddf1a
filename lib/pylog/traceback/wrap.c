#include "pylog/traceback/wrap.h"

enum { USUAL = 80 }; /* columns of a terminal */

bool
wrap_is_full(const struct wrap *wrap)
{
	return wrap_may_be_full(wrap) && (wrap->last == USUAL || wrap_is_cut(wrap));
}

void
wrap_learn(struct wrap *wrap)
{
	/* a shorter line was cut by somebody else */
	if (wrap->last == wrap->longest)
		wrap->width = wrap->last;
}
