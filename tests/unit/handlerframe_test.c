#include "native/handlerframe.h"

#include "check.h"

/* Frames of handlers: `level|address|function|args|module|offset|module_offset|file:line`; NULL: no frame. */
static const struct {
	const char *line, *frame;
	bool sure;
} cases[] = {
	{ "#1: loom::Weave::run() [0xb78bd5]", "1|0xb78bd5|loom::Weave::run()|||-1|-1|:-1", true },
	{ "#0: [0x7fc5b6b6d4b0]", "0|0x7fc5b6b6d4b0||||-1|-1|:-1", true },
	{ "#1: f [0x]", NULL, false }, /* cut */
	{ "#1: f [0x", NULL, false },
	{ "#1: f [7fc5b6b6d4b0]", NULL, false },
	{ "#01: weave(int)[/opt/firefox/libxul.so +0x3ff8a2d]",
	    "1||weave(int)||/opt/firefox/libxul.so|-1|67078701|:-1", true },
	{ "#01: weave(int)[/opt/firefox/libxul.so +0x]", NULL, false },
	{ "8: main()", "8||main|()||-1|-1|:-1", false },
	{ "3. ? @ 0x7f88c1a3b740 in ?", "3|0x7f88c1a3b740||||-1|-1|:-1", true },
	{ "3. ? @ 0x", NULL, false },
	{ "3. ? @ ", NULL, false },
	{ "| 0x55d0c1a3b740 [85 c0]: weave+0x40/0x310", "-1|0x55d0c1a3b740|weave|||64|-1|:-1",
	    true },
	{ "| 0x55d0c1a3b740 [85 c0]: libc:+0x912c0", "-1|0x55d0c1a3b740|||libc|-1|594624|:-1",
	    true },
	{ "| 0x55d0c1a3b740 [85 c0]: weave+0x", NULL, false },
	{ "# 0: [0x55d0c1a3b740] loom.so loom.c:12 weave()",
	    "0|0x55d0c1a3b740|weave||loom.so|-1|-1|loom.c:12", true },
	{ "# 1: asterisk <unknown>()", "1||||asterisk|-1|-1|:-1", false },
	{ "# 1: ", NULL, false },
};

static void
check_case(size_t i)
{
	struct frame frame = thread_no_frame;
	bool sure = false, is = handlerframe_parse(bytes_of(cases[i].line), &frame, &sure);
	char got[300];

	if (!CHECK(is == (cases[i].frame != NULL)))
		printf("   %s\n", cases[i].line);
	if (!is || cases[i].frame == NULL)
		return;
	snprintf(got, sizeof(got), "%lld|%.*s|%.*s|%.*s|%.*s|%lld|%lld|%.*s:%lld", frame.level,
	    (int)frame.address.len, frame.address.at, (int)frame.function.len, frame.function.at,
	    (int)frame.args.len, frame.args.at, (int)frame.module.len, frame.module.at,
	    frame.offset, frame.module_offset, (int)frame.file.len, frame.file.at, frame.line);
	CHECK_TEXT(bytes_of(got), bytes_of(cases[i].frame));
	if (!CHECK(sure == cases[i].sure))
		printf("   %s\n", cases[i].line);
}

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check_case(i);
	return check_end();
}
