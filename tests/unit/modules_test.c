#include "check.h"
#include "native/modules.h"

enum { CEILING = 1 << 20 };

/* Tables, and where they place the addresses 0x401136, 0x7f0000026010 and 0x9000. */
static const struct {
	const char *table, *places[3];
} tables[] = {
	/* gdb 6.8, 32 bits: an offset of 0 has no 0x; a file mapped twice from its beginning is one module */
	{ "process 9\ncmdline = '/opt/loomd'\nMapped address spaces:\n\n"
	  "\tStart Addr   End Addr       Size     Offset objfile\n"
	  "\t 0x400000  0x402000     0x2000          0        /opt/lib dir/loomd (1)\n"
	  "\t 0x402000  0x403000     0x1000          0        /opt/lib dir/loomd (1)\n"
	  "\t0x7f0000000000 0x7f0000100000   0x100000          0         /lib/libc-2.11.2.so\n"
	  "\t0x9000 0xa000     0x1000          0        \n(gdb) \n",
	    { "/opt/lib dir/loomd (1)+1136", "/lib/libc-2.11.2.so+26010", "" } },
	/* gdb 7.5 to 11 */
	{ "process 9\nMapped address spaces:\n\n"
	  "          Start Addr           End Addr       Size     Offset objfile\n"
	  "            0x400000           0x401000     0x1000        0x0 /opt/loomd (deleted)\n"
	  "            0x401000           0x402000     0x1000     0x1000 /opt/loomd (deleted)\n"
	  "      0x7f0000000000     0x7f0000100000   0x100000        0x0 /memfd:code (deleted)\n"
	  "              0x9000             0xa000     0x1000        0x0 [vdso]\n"
	  "  0xffffffffff600000 0xffffffffff601000     0x1000        0x0 [vsyscall]\n",
	    { "/opt/loomd+1136", "", "[vdso]+0" } },
	/* gdb 12 to 16; only the heads of columns */
	{ "          Start Addr           End Addr       Size     Offset  Perms  objfile\n"
	  "            0x400000           0x401000     0x1000        0x0  r--p   /opt/loomd\n"
	  "            0x401000           0x402000     0x1000     0x1000  r-xp   /opt/loomd\n"
	  "              0x9000             0xa000     0x1000        0x0  r--p   /opt/data\n"
	  "      0x7f0000000000     0x7f0000100000   0x100000        0x0  r-xs   /memfd:code "
	  "(deleted)\n",
	    { "/opt/loomd+1136", "", "" } },
	/* gdb 17 */
	{ "process 9\nMapped address spaces:\n\n"
	  "Start Addr         End Addr           Size               Offset             Perms File "
	  "\n"
	  "0x0000000000009000 0x000000000000a000 0x1000             0x0                rw-p   \n"
	  "0x0000000000400000 0x0000000000401000 0x1000             0x0                r--p  "
	  "/opt/loomd \n"
	  "0x0000000000401000 0x0000000000402000 0x1000             0x1000             r-xp  "
	  "/opt/loomd \n",
	    { "/opt/loomd+1136", "", "" } },
	/* FreeBSD */
	{ "process 9\nMapped address spaces:\n\n"
	  "          Start Addr           End Addr       Size     Offset   Flags   File\n"
	  "            0x400000           0x402000     0x2000        0x0  r-x CN--- /opt/loomd\n"
	  "              0x9000             0xa000     0x1000        0x0  rwx ----- \n",
	    { "/opt/loomd+1136", "", "" } },
	/* the kernel's own list, as in a report of Apport, and without a heading */
	{ "ProcMaps:\n 00400000-00402000 r-xp 00000000 08:02 12                  /opt/a b (1).so\n"
	  " 00009000-0000a000 r-xp 00000000 00:00 0 \nProcStatus:\n",
	    { "/opt/a b (1).so+1136", "", "" } },
	{ "00400000-00402000 r-xp 00000000 08:02 12    /opt/loomd\n"
	  "7f0000000000-7f0000010000 r--p 00000000 08:02 13    /lib/libc.so.6\n"
	  "7f0000010000-7f0000100000 r-xp 00010000 08:02 13    /lib/libc.so.6\n",
	    { "/opt/loomd+1136", "/lib/libc.so.6+26010", "" } },
	/* a second table replaces the first */
	{ "Mapped address spaces:\n\n0x400000 0x402000 0x2000 0x0 /opt/old\nbt\n"
	  "Mapped address spaces:\n\n0x9000 0xa000 0x1000 0x0 /opt/new\n",
	    { "", "", "/opt/new+0" } },
	/* none */
	{ "0x400000 0x402000 0x2000 0x0 /opt/loomd\nMapped\nprocess x\n", { "", "", "" } },
	{ "Mapped address spaces:\n\n0x402000 0x400000 0x2000 0x0 /opt/loomd\n", { "", "", "" } },
};

static void
feed(struct modules *modules, const char *lines)
{
	struct bytes rest = bytes_of(lines), line;

	while (bytes_next(&rest, '\n', &line))
		(void)modules_read(modules, line);
	if (modules->table)
		modules_end(modules);
}

/* `module+offset` of a frame without a name; empty: no module was found. */
static void
shows(
    const struct modules *modules, struct drafts *drafts, const char *address, const char *expected)
{
	struct draft *draft = drafts_begin(drafts);
	struct frame *frame = draft == NULL ? NULL : drafts_add_frame(draft);
	char shown[256] = "";

	if (!CHECK(frame != NULL))
		return;
	frame->address = bytes_of(address);
	frame->function = BYTES("??");
	CHECK(modules_are_wanted(&draft->thread));
	modules_place(modules, draft);
	if (frame->module_offset >= 0)
		snprintf(shown, sizeof(shown), "%.*s+%llx", (int)frame->module.len,
		    frame->module.at, (unsigned long long)frame->module_offset);
	CHECK_TEXT(bytes_of(shown), bytes_of(expected));
	CHECK(frame->offset < 0);
	drafts_drop(drafts, draft);
}

static void
reading(struct modules *modules, struct drafts *drafts)
{
	for (size_t i = 0; i < COUNT_OF(tables); i++) {
		feed(modules, tables[i].table);
		shows(modules, drafts, "0x0000000000401136", tables[i].places[0]);
		shows(modules, drafts, "0x7f0000026010", tables[i].places[1]);
		shows(modules, drafts, "0x9000", tables[i].places[2]);
		modules_forget(modules);
	}
	feed(modules, tables[0].table);
	modules_forget(modules);
	shows(modules, drafts, "0x401136", "");
}

/* A frame with a name, one that has a module, one that was not understood, one without an address. */
static void
left_alone(const struct modules *modules, struct drafts *drafts)
{
	struct draft *draft = drafts_begin(drafts);
	struct frame *frame = draft == NULL ? NULL : drafts_add_frame(draft);

	if (!CHECK(frame != NULL))
		return;
	frame->function = BYTES("??");
	CHECK(!modules_are_wanted(&draft->thread));
	frame->address = BYTES("0x401136");
	frame->raw = BYTES("#0  0x401136 in what");
	CHECK(!modules_are_wanted(&draft->thread));
	frame->raw = BYTES_NONE;
	frame->function = BYTES("main");
	modules_place(modules, draft);
	CHECK(frame->module_offset < 0 && frame->module.len == 0);
	frame->function = BYTES_NONE;
	frame->module_offset = 7;
	modules_place(modules, draft);
	CHECK(frame->module_offset == 7 && frame->module.len == 0);
	/* the debugger's name for the module stays */
	frame->module_offset = -1;
	frame->module = BYTES("loomd.1");
	modules_place(modules, draft);
	CHECK(frame->module_offset == 0x1136);
	CHECK_TEXT(frame->module, BYTES("loomd.1"));
	drafts_drop(drafts, draft);
}

/* A table of another process places nothing. */
static void
other_process(struct modules *modules, struct drafts *drafts)
{
	struct draft *draft = drafts_begin(drafts);
	struct frame *frame = draft == NULL ? NULL : drafts_add_frame(draft);

	if (!CHECK(frame != NULL))
		return;
	feed(modules, tables[1].table);
	CHECK(modules->pid == 9);
	frame->address = BYTES("0x401136");
	draft->thread.process.pid = 8;
	modules_place(modules, draft);
	CHECK(frame->module_offset < 0);
	draft->thread.process.pid = 9;
	modules_place(modules, draft);
	CHECK(frame->module_offset == 0x1136);
	drafts_drop(drafts, draft);
}

static void
of_a_capture(struct modules *modules, struct drafts *drafts)
{
	modules_forget(modules);
	modules_add(modules,
	    &(struct module){ .path = BYTES("/opt/loomd"),
		.build_id = BYTES("0aff"),
		.base = 0x400000,
		.end = 0x402000 });
	modules_end(modules);
	shows(modules, drafts, "401136", "/opt/loomd+1136");
	left_alone(modules, drafts);
}

/* Frames in a file that was replaced after it was loaded, and those that the debugger takes for inlined there. */
static void
doubted(struct modules *modules, struct drafts *drafts)
{
	static const struct {
		const char *address;
		bool known;
	} rows[] = { { "", true }, { "0x401136", true }, { "0x7f0000001000", false }, { "", false },
		{ "0x401200", true }, { "", true }, { "0x9000", true } };
	struct draft *draft = drafts_begin(drafts);
	struct frame *frame;

	modules_forget(modules);
	modules_add(modules,
	    &(struct module){ .path = BYTES("/bin/a"), .base = 0x400000, .end = 0x402000 });
	modules_add(modules,
	    &(struct module){ .path = BYTES("/lib/b.so"),
		.build_id = BYTES("0aff"),
		.base = 0x7f0000000000,
		.end = 0x7f0000002000,
		.replaced = true });
	modules_end(modules);
	for (size_t i = 0; i < COUNT_OF(rows) && draft != NULL; i++) {
		frame = drafts_add_frame(draft);
		if (!CHECK(frame != NULL))
			return;
		frame->address = bytes_of(rows[i].address);
		frame->function = BYTES("f");
		frame->args = BYTES("(x=1)");
		frame->file = BYTES("f.c");
		frame->line = 7;
		CHECK(drafts_add_local(draft, frame, BYTES("n = 3")) != NULL);
	}
	modules_doubt(modules, draft);
	frame = draft->thread.frames;
	for (size_t i = 0; i < COUNT_OF(rows) && frame != NULL; i++, frame = frame->next) {
		CHECK_TEXT(frame->function, bytes_of(rows[i].known ? "f" : "??"));
		CHECK((frame->args.len > 0) == rows[i].known);
		CHECK((frame->file.len > 0 && frame->line == 7) == rows[i].known);
		CHECK((frame->locals != NULL) == rows[i].known);
		CHECK(rows[i].known ||
		    (frame->line == -1 && frame->offset == -1 && frame->column == -1));
	}
	modules_place(modules, draft);
	frame = draft->thread.frames->next->next;
	CHECK(frame->module_offset == 0x1000);
	CHECK_TEXT(frame->module, BYTES("/lib/b.so"));
	CHECK_TEXT(frame->build_id, BYTES("0aff"));
	drafts_drop(drafts, draft);
	modules_forget(modules);
	CHECK(!modules->replaced);
}

/* A frame in the cold part of a function, which has no symbol; a frame with a name keeps that. */
static void
named(struct modules *modules, struct drafts *drafts)
{
	static const struct {
		const char *address, *function, *expected;
	} rows[] = { { "0x4010ff", "??", "f" }, { "0x401100", "??", "??" }, { "0x401000", "", "f" },
		{ "0x400fff", "??", "??" }, { "0x401010", "g", "g" }, { "", "??", "??" } };
	struct draft *draft = drafts_begin(drafts);
	struct frame *frame;

	modules_forget(modules);
	modules_add(modules,
	    &(struct module){ .path = BYTES("/bin/a"),
		.base = 0x400000,
		.end = 0x402000,
		.part = BYTES("f"),
		.part_base = 0x401000,
		.part_end = 0x401100 });
	modules_end(modules);
	for (size_t i = 0; i < COUNT_OF(rows) && draft != NULL; i++) {
		frame = drafts_add_frame(draft);
		if (!CHECK(frame != NULL))
			return;
		frame->address = bytes_of(rows[i].address);
		frame->function = bytes_of(rows[i].function);
	}
	modules_name(modules, draft);
	frame = draft->thread.frames;
	for (size_t i = 0; i < COUNT_OF(rows) && frame != NULL; i++, frame = frame->next)
		CHECK_TEXT(frame->function, bytes_of(rows[i].expected));
	CHECK_TEXT(draft->thread.frames->module, BYTES("/bin/a"));
	drafts_drop(drafts, draft);
	modules_forget(modules);
	CHECK(!modules->parts);
}

/* Lines, and what they are to a table. */
static const struct {
	const char *line;
	enum modules_line is;
} lines[] = {
	{ "process 9", MODULES_OTHER },
	{ "process x", MODULES_OTHER },
	{ "0x400000 0x401000 0x1000 0x0 /opt/loomd", MODULES_OTHER },
	{ "ProcMaps:", MODULES_OTHER },
	{ "======= Memory map: ====", MODULES_ROW }, /* within a table */
	{ "", MODULES_ROW },
	{ "red", MODULES_WHOLE },
	{ "red", MODULES_OTHER },
	{ "======= Memory map: ====", MODULES_OTHER },
	{ "00400000-00402000 r-xp 00000000 08:02 12    /opt/loomd", MODULES_ROW },
	{ "", MODULES_OTHER }, /* behind rows it is anybody's */
	{ "red", MODULES_WHOLE },
	{ "Mapped address spaces:", MODULES_ROW },
	{ "Start Addr End Addr Size Offset objfile", MODULES_ROW },
	{ "0x400000 0x401000 0x1000 0x0 /opt/loomd", MODULES_ROW },
	{ "0x400000 0x401000 0x1000 0x0/opt/loomd", MODULES_WHOLE },
	{ "Start Addr Size", MODULES_OTHER },
	{ "Start Addr   End Addr       Size     Offset objfile", MODULES_ROW },
	{ "0x400000 401000 0x1000 0x0 /opt/loomd", MODULES_WHOLE },
	{ "00400000-00402000 r-x 00000000 08:02 12    /opt/loomd", MODULES_OTHER },
	{ "00400000-00402000 r-xp 00000000 0802 12    /opt/loomd", MODULES_OTHER },
	{ "00400000-00402000 r-xp 00000000 08:02 red", MODULES_OTHER },
	{ "00400000 00402000 r-xp 00000000 08:02 12    /opt/loomd", MODULES_OTHER },
};

static void
kinds_of_lines(struct modules *modules)
{
	modules_forget(modules);
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		if (!CHECK(modules_read_line(modules, bytes_of(lines[i].line)) == lines[i].is))
			printf("   %zu: %s\n", i, lines[i].line);
	modules_forget(modules);
	CHECK(modules->named == -1 && modules->pid == -1 && !modules->table && !modules->row);
}

/* The module of a frame, whether it has a name or not; what the debugger said of it stays. */
static void
told(struct modules *modules, struct drafts *drafts)
{
	static const struct {
		const char *address, *module, *told;
	} rows[] = { { "0x401136", "", "/bin/a" }, { "0x401136", "b", "b" }, { "0x9000", "", "" },
		{ "", "", "" } };
	struct draft *draft = drafts_begin(drafts);
	const struct frame *frame;

	modules_forget(modules);
	modules_add(modules,
	    &(struct module){ .path = BYTES("/bin/a"), .base = 0x400000, .end = 0x402000 });
	modules_end(modules);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct frame *each = drafts_add_frame(draft);

		each->address = bytes_of(rows[i].address);
		each->module = bytes_of(rows[i].module);
		each->function = BYTES("f");
	}
	modules->pid = 9;
	draft->thread.process.pid = 8;
	modules_tell(modules, draft); /* of another process */
	CHECK(draft->thread.frames->module.len == 0);
	draft->thread.process.pid = 9;
	modules_tell(modules, draft);
	frame = draft->thread.frames;
	for (size_t i = 0; i < COUNT_OF(rows); i++, frame = frame->next)
		CHECK_TEXT(frame->module, bytes_of(rows[i].told));
	drafts_drop(drafts, draft);
}

/* A path that finds no room is noted, and its module is not there. */
static void
without_room(void)
{
	static char path[64 * 1024];
	struct modules *modules = modules_new(32 * 1024);

	if (!CHECK(modules != NULL))
		return;
	modules_add(modules, &(struct module){ .path = BYTES("/bin/a"), .base = 1, .end = 2 });
	CHECK(!modules->map.lost && modules->map.count == 1);
	memset(path, 'x', sizeof(path));
	modules_add(
	    modules, &(struct module){ .path = { path, sizeof(path) }, .base = 3, .end = 4 });
	CHECK(modules->map.lost && modules->map.count == 1);
	modules_free(modules);
}

int
main(void)
{
	struct modules *modules = modules_new(CEILING);
	struct drafts *drafts = drafts_new(CEILING);

	if (CHECK(modules != NULL && drafts != NULL)) {
		reading(modules, drafts);
		of_a_capture(modules, drafts);
		doubted(modules, drafts);
		named(modules, drafts);
		other_process(modules, drafts);
		kinds_of_lines(modules);
		told(modules, drafts);
	}
	without_room();
	modules_free(modules);
	drafts_free(drafts);
	return check_end();
}
