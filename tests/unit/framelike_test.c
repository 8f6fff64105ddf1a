#include "native/framelike.h"

#include "check.h"

/* Lines of debuggers, and prose that begins in the same way. */
static const struct {
	const char *line;
	bool is, begins;
} rows[] = {
	{ "#3  0x00007f22 in f (a=1) at m.c:9", true, true },
	{ "  #3  0x00007f22 weave (loomd)", true, true },
	{ "#1  <signal handler called>", true, true },
	{ "#2    Object \"/opt/loom/loomd\", at 0x", true, true },
	{ "#2    Source \"/opt/loom/weave.cc\", li", true, true },
	{ "#0  wait (sem=sem@entry=0x5961, timeout=tim", true, true },
	{ "#0  f (a=1) at m.c:9", true, true },
	{ "#2  notify () from /usr/lib/libtray.so.4", true, true },
	{ "#00x00007f3d3b8cf0f1 abort (libc.so.6 + 0x3b)", true, true },
	{ "#120x00007f3d3b8cf0f1 raise", true, true },
	{ "    frame #3: 0x00007fce loomd`warp + 10", true, true },
	{ " fffffc7fef0d7327 lwp_park (0, 0, 0) + 17", true, true },
	{ "fffffc7fef0d7327 _lwp_start ()", true, true },
	{ "08056a96 refresh  (8060048) + 4b", true, true },
	{ "       lock_acquire+0xc4/0x2d0", true, true },
	{ "[<ffffffff816b6b39>] schedule+0x29/0x70 [nfs]", true, true },
	/* no frames, but under a header they would have been */
	{ "#3 Workaround (see below)", false, true },
	{ "#1 Problem", false, true },
	{ "#12", false, true },
	{ "  #12", false, true },
	{ "#3 f at m.c:1", true, true },
	{ "#2  f (a=1", true, true },
	{ "#2  f(a=1", false, true },
	{ "#2  f (see below", false, true },
	{ "f+0x1/0x2", true, true },
	{ "0xffffffffa04ab03d", false, false },
	{ "08056a96 refresh  (8060048)", false, false },
	{ "fffffc7fef0d7327 refresh + 4", false, false },
	{ "08056a96,refresh  (8060048) + 4b", false, false },
	{ "8056a96 refresh  (8060048) + 4b", false, false },
	{ "RIP: 0010:loom_read+0x12/0x40 [loom]", false, false },
	{ "# Starting server", false, false },
	{ "#include <x.h>", false, false },
	{ "deadbeef fix the build (again)", false, false },
	{ "", false, false },
};

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (!CHECK(framelike_is(bytes_of(rows[i].line)) == rows[i].is) ||
		    !CHECK(framelike_begins(bytes_of(rows[i].line)) == rows[i].begins))
			printf("   %s\n", rows[i].line);
	return check_end();
}
