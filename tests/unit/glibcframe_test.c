#include "native/printed/glibcframe.h"

#include "check.h"

/* Lines of backtrace_symbols() in the C library, and of programs that call it; NULL and -1: not known. */
static const struct row {
	const char *line;
	enum glibc_frame is;
	const char *address, *function, *module, *file;
	long long offset, module_offset, place, level;
} rows[] = {
	{ "/usr/sbin/loomd(weave+0x1fe)[0x59e1]", GLIBC_FRAME, "0x59e1", "weave", "/usr/sbin/loomd",
	    NULL, 510, -1, -1, -1 },
	{ "./loomd(+0x110b0) [0x7fcb]", GLIBC_FRAME, "0x7fcb", NULL, "./loomd", NULL, -1, 69808, -1,
	    -1 },
	{ "./loom *:6379(weave+0x1)[0x59e1]", GLIBC_FRAME, "0x59e1", "weave", "./loom *:6379", NULL,
	    1, -1, -1, -1 },
	{ "[ 5] ./main(void ns::f<A, B(*)(int)>(X const&)+0x15f) [0xa801cf]", GLIBC_FRAME,
	    "0xa801cf", "void ns::f<A, B(*)(int)>(X const&)", "./main", NULL, 351, -1, -1, 5 },
	{ "#12 /lib/libc.so.6(__libc_start_main@@GLIBC_2.34+0x85)[0x7f]", GLIBC_FRAME, "0x7f",
	    "__libc_start_main", "/lib/libc.so.6", NULL, 133, -1, -1, 12 },
	{ "sql/sql_parse.cc:1890(do_command(THD*))[0x5582]", GLIBC_FRAME, "0x5582",
	    "do_command(THD*)", NULL, "sql/sql_parse.cc", -1, -1, 1890, -1 },
	{ "libc_sigaction.c:0(__restore_rt)[0x7fb3]", GLIBC_FRAME, "0x7fb3", "__restore_rt", NULL,
	    "libc_sigaction.c", -1, -1, -1, -1 },
	{ "?\?:0(weave)[0x7f]", GLIBC_FRAME, "0x7f", "weave", NULL, NULL, -1, -1, -1, -1 },
	{ "/opt/loom dir/loomd(weave+0x1)[0x7f]", GLIBC_FRAME, "0x7f", "weave",
	    "/opt/loom dir/loomd", NULL, 1, -1, -1, -1 },
	{ "postgres: checkpointer (weave+0x1) [0x7f]", GLIBC_FRAME, "0x7f", "weave",
	    "postgres: checkpointer", NULL, 1, -1, -1, -1 },
	{ "loom-1  | loomd(weave+0x1)[0x7f]", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1,
	    -1 },
	{ "2026-11-28 10:00:00 /usr/sbin/loomd(weave+0x1)[0x7f]", GLIBC_NO_FRAME, NULL, NULL, NULL,
	    NULL, -1, -1, -1, -1 },
	{ "#3 0x7f1 weave(int) at sql/weave.cc:153", GLIBC_PERHAPS, "0x7f1", "weave(int)", NULL,
	    "sql/weave.cc", -1, -1, 153, 3 },
	{ "#3  0x7f1 in weave(int) from /lib/loom.so+0x138", GLIBC_PERHAPS, "0x7f1", "weave(int)",
	    "/lib/loom.so", NULL, 312, -1, -1, 3 },
	{ "#3  0x7f1 in weave () from /lib/loom.so", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1,
	    -1, -1 },
	{ "#3  0x7f1 in weave from loom.so+0x138", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1,
	    -1, -1 },
	{ "0x59e1: /opt/loom/loom(weave+0x1fe) [0x59e1]", GLIBC_FRAME, "0x59e1", "weave",
	    "/opt/loom/loom", NULL, 510, -1, -1, -1 },
	{ "#3 0x7f1 look at me", GLIBC_PERHAPS, "0x7f1", "look at me", NULL, NULL, -1, -1, -1, 3 },
	{ "12: [./loomd(weave+0x1fe) [0x59e1]]", GLIBC_FRAME, "0x59e1", "weave", "./loomd", NULL,
	    510, -1, -1, 12 },
	{ " 1 0x00000000000345c0 loom::weave()  /opt/loom/weave.c:12", GLIBC_PERHAPS, NULL,
	    "loom::weave", NULL, "/opt/loom/weave.c", -1, -1, 12, 1 },
	{ " 2 0x00000000000345c1 main()  ?\?\?:0", GLIBC_PERHAPS, NULL, "main", NULL, NULL, -1, -1,
	    -1, 2 },
	{ "2 0x345c1 reels of wool", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
	{ " 3 0x00000000000345c1 ()  /opt/loom/weave.c:12", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL,
	    -1, -1, -1, -1 },
	{ " 3 0x00000000000345c1 main()  /opt/loom/weave.c:1", GLIBC_PERHAPS, NULL, "main", NULL,
	    "/opt/loom/weave.c", -1, -1, 1, 3 },
	{ "#3 xxab red", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "./loom(weave)[0x59e1]", GLIBC_PERHAPS, "0x59e1", "weave", "./loom", NULL, -1, -1, -1,
	    -1 },
	{ "loom()[0x59e1]", GLIBC_PERHAPS, "0x59e1", NULL, "loom", NULL, -1, -1, -1, -1 },
	{ "loom 127.0.0.1:6379(weave+0x1)[0x59e1]", GLIBC_FRAME, "0x59e1", "weave",
	    "loom 127.0.0.1:6379", NULL, 1, -1, -1, -1 },
	{ "loom [::1]:6379(weave+0x1)[0x59e1]", GLIBC_FRAME, "0x59e1", "weave", "loom [::1]:6379",
	    NULL, 1, -1, -1, -1 },
	{ "loom now:6379(weave+0x1)[0x59e1]", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1,
	    -1 },
	{ "loom: ./x(weave+0x1)[0x59e1]", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "loom: /x(weave+0x1)[0x59e1]", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "loom: a /x(weave+0x1)[0x59e1]", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "1: loom: a(weave+0x1)[0x59e1]", GLIBC_FRAME, "0x59e1", "weave", "loom: a", NULL, 1, -1,
	    -1, 1 },
	{ "a\tb(weave+0x1)[0x59e1]", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "./loom(weave+0)[0x59e1]", GLIBC_FRAME, "0x59e1", "weave", "./loom", NULL, 0, -1, -1,
	    -1 },
	{ "./loom(?+0x0)[0x59e1]", GLIBC_FRAME, "0x59e1", NULL, "./loom", NULL, -1, -1, -1, -1 },
	{ "?(weave()+0x1F)[0x59e1]", GLIBC_FRAME, "0x59e1", "weave", NULL, NULL, 31, -1, -1, -1 },
	{ "(weave+0x1)[0x59e1]", GLIBC_PERHAPS, "0x59e1", "weave", NULL, NULL, 1, -1, -1, -1 },
	{ "2# (weave+0x1)[0x59e1]", GLIBC_FRAME, "0x59e1", "weave", NULL, NULL, 1, -1, -1, 2 },
	{ "/usr/lib/xorg/Xorg (0x400000+0x1b3)[0x59e1]", GLIBC_FRAME, "0x59e1", NULL,
	    "/usr/lib/xorg/Xorg", NULL, -1, 435, -1, -1 },
	{ "./loom(weave+0x123456789abcdef01)[0x59e1]", GLIBC_PERHAPS, "0x59e1",
	    "weave+0x123456789abcdef01", "./loom", NULL, -1, -1, -1, -1 },
	{ "0x40f53e7", GLIBC_PERHAPS, "0x40f53e7", NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "0x40f5", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "0x40f53g", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "/opt/loom/libdye.so+0x00281e1", GLIBC_PERHAPS, NULL, NULL, "/opt/loom/libdye.so", NULL,
	    -1, 164321, -1, -1 },
	{ "loom::weave(int) at /opt/loom/weave.cc:59 (discriminator 3)", GLIBC_PERHAPS, NULL,
	    "loom::weave(int)", NULL, "/opt/loom/weave.cc", -1, -1, 59, -1 },
	{ " (inlined by) start at ./loom.cc:1", GLIBC_PERHAPS, NULL, "start", NULL, "./loom.cc", -1,
	    -1, 1, -1 },
	{ "weave at ./loom.cc:?", GLIBC_PERHAPS, NULL, "weave", NULL, "./loom.cc", -1, -1, -1, -1 },
	{ "weave at ?\?:?", GLIBC_PERHAPS, NULL, "weave", NULL, NULL, -1, -1, -1, -1 },
	{ "?\? ?\?:0", GLIBC_PERHAPS, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "weave at ./loom.cc", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "it failed, at weave.c:12", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "weave at my loom.c:12", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "in expression starting at loom.jl:1", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1,
	    -1 },
	{ "#x weave at weave.c:12", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "12: ./loomd(weave+0x1fe) [0x59e1]]", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1,
	    -1 },
	{ "#4 0x7f1 <unknown>", GLIBC_PERHAPS, "0x7f1", NULL, NULL, NULL, -1, -1, -1, 4 },
	{ "#5 0x7f1 in weave () at weave.c:3", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1,
	    -1 },
	{ "/usr/sbin/loomd[0x40f1c6]", GLIBC_FRAME, "0x40f1c6", NULL, "/usr/sbin/loomd", NULL, -1,
	    -1, -1, -1 },
	{ "./main() [0xbf6f5d]", GLIBC_FRAME, "0xbf6f5d", NULL, "./main", NULL, -1, -1, -1, -1 },
	{ "[0x7f42]", GLIBC_PERHAPS, "0x7f42", NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "the value was table[0x7f42]", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "loomd(weave+0x1fe)[59e1]", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "loomd(weave+0x1fe)[0x]", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "loomd(weave+0x1fe)", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "]", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
	{ "", GLIBC_NO_FRAME, NULL, NULL, NULL, NULL, -1, -1, -1, -1 },
};

static void
check_row(const struct row *row)
{
	struct frame frame;
	bool is = glibcframe_parse(bytes_of(row->line), &frame) == row->is;

	CHECK(is);
	if (!is)
		printf("   %s\n", row->line);
	if (row->is == GLIBC_NO_FRAME)
		return;
	CHECK_TEXT(frame.address, bytes_of(row->address));
	CHECK_TEXT(frame.function, bytes_of(row->function));
	CHECK_TEXT(frame.module, bytes_of(row->module));
	CHECK_TEXT(frame.file, bytes_of(row->file));
	CHECK(frame.offset == row->offset);
	CHECK(frame.module_offset == row->module_offset);
	CHECK(frame.line == row->place);
	CHECK(frame.level == row->level);
}

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check_row(&rows[i]);
	return check_end();
}
