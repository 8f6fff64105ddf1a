#include "native/kernel/ddbframe.h"

#include "check.h"

/* Frames: `callee|module|address|function|args|offset|file:line`; NULL: no frame. */
static const struct {
	const char *line, *frame;
} rows[] = {
	{ "panic() at panic+0x43/frame 0xfffffe004b9db710", "panic|||panic||67|:-1" },
	{ "#2 0xffffffff80a6b9e3 at panic+0x43", "||0xffffffff80a6b9e3|panic||67|:-1" },
	{ "\tvpanic() at netbsd:vpanic+0x160  ", "vpanic|netbsd||vpanic||352|:-1" },
	{ "rt_ifa_del(ffff800000a92400,800100) at rt_ifa_del+0x1f",
	    "rt_ifa_del|||rt_ifa_del|(ffff800000a92400,800100)|31|:-1" },
	{ "kdb_enter() at kdb_enter", "kdb_enter|||kdb_enter||-1|:-1" },
	{ "?() at 0xfffc", "?||0xfffc|||-1|:-1" },
	{ "?\?() at ?\?+0x1", "?\?|||||1|:-1" },
	{ "exit.part$1() at exit.part$1+0x2", "exit.part$1|||exit.part$1||2|:-1" },
	{ "vm_page_lock() at vm_page_lock+0x1/frame 0xfe sys/vm/vm_page.c:12",
	    "vm_page_lock|||vm_page_lock||1|:-1" },
	{ "#1 0xffffffff80a6b9e3 at panic+0x43 sys/kern/kern_shutdown.c:12",
	    "||0xffffffff80a6b9e3|panic||67|sys/kern/kern_shutdown.c:12" },
	{ "#1 0xffffffff80a6b9e3 at panic+0x43 page_lock sys/vm/page.c:7 [inline]",
	    "||0xffffffff80a6b9e3|page_lock||67|sys/vm/page.c:7 inlined" },
	{ "panic() at panic+0x43 see sys/vm/page.c:7", NULL },
	{ "panic() at panic+0x43 [inline]", NULL },
	{ "panic() at panic+0x43 sys/vm/page.c", NULL },
	{ "panic() at panic+0x43 sys/vm/page.c:0", NULL },
	{ "f() at f+0x1 a.c:1", "f|||f||1|a.c:1" },
	{ "panic() at panic+0x43,", NULL },
	{ "panic() at panic+0x", NULL }, /* cut */
	{ "panic() at +0x43", NULL },
	{ "panic() at netbsd:", NULL },
	{ "panic() at ", NULL },
	{ "panic() at kdb_enter", NULL }, /* prose */
	{ "() at panic+0x43", NULL },
	{ "panic( at panic+0x43", NULL },
	{ "panic at panic+0x43", NULL },
	{ "#2 0xffffffff80a6b9e3 in panic+0x43", NULL },
	{ "#2 ffffffff80a6b9e3 at panic+0x43", NULL },
	{ "#2 0x at panic+0x43", NULL },
	{ "#2 0xfg at panic+0x43", NULL },
	{ "#20xff at panic+0x43", NULL },
	{ "#x 0xff at panic+0x43", NULL },
	{ "2 0xff at panic+0x43", NULL },
	{ "#2 0xffffffff80a6b9e3 at panic", NULL },
};

static void
check_row(size_t i)
{
	struct frame frame;
	struct bytes callee;
	bool is = ddbframe_parse(bytes_of(rows[i].line), &frame, &callee);
	char got[300];

	if (!CHECK(is == (rows[i].frame != NULL)))
		printf("   %s\n", rows[i].line);
	if (!is || rows[i].frame == NULL)
		return;
	snprintf(got, sizeof(got), "%.*s|%.*s|%.*s|%.*s|%.*s|%lld|%.*s:%lld%s", (int)callee.len,
	    callee.at, (int)frame.module.len, frame.module.at, (int)frame.address.len,
	    frame.address.at, (int)frame.function.len, frame.function.at, (int)frame.args.len,
	    frame.args.at, frame.offset, (int)frame.file.len, frame.file.at, frame.line,
	    frame.inlined ? " inlined" : "");
	CHECK_TEXT(bytes_of(got), bytes_of(rows[i].frame));
}

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check_row(i);
	return check_end();
}
