#include "native/ips.h"

#include "debugger.h"
#include "quotes.h"

/* A report as macOS 13 writes it, cut down; quotes are written as ' here. */
static const char report[] =
    "{'pid':400,'procPath':'/opt/loomd','exception':{'signal':'SIGSEGV','subtype':"
    "'KERN_INVALID_ADDRESS at 0x10'},'faultingThread':1,'threads':["
    "{'id':4711,'queue':'com.apple.main-thread','frames':["
    "{'imageOffset':100,'symbol':'wait','symbolLocation':8,'imageIndex':1}]},"
    "{'id':4715,'name':'net io','frames':["
    "{'imageOffset':15888,'symbol':'weave','sourceFile':'pool.c','sourceLine':44,"
    "'symbolLocation':20,'imageIndex':0,'inline':true},"
    "{'imageOffset':16068,'imageIndex':0},{'imageOffset':1,'imageIndex':7},"
    "{'imageOffset':74565,'imageIndex':2},{'imageOffset':0,'imageIndex':0}]}],"
    "'usedImages':[{'base':4096,'uuid':'00AB-22','path':'/opt/loomd','name':'loomd'},"
    "{'name':'libsystem_kernel.dylib'},{'base':0,'uuid':'0000-00'}]}";

static void
check_crashed(const struct thread *thread)
{
	const struct frame *frame = thread->frames;

	CHECK(thread->tid == 1 && thread->lwp == 4715 && thread->crashed && thread->current);
	CHECK_TEXT(thread->comm, BYTES("net io"));
	CHECK_TEXT(thread->signal, BYTES("SIGSEGV"));
	CHECK_TEXT(thread->reason, BYTES("KERN_INVALID_ADDRESS at 0x10"));
	CHECK_TEXT(frame->function, BYTES("weave"));
	CHECK_TEXT(frame->address, BYTES("0x4e10")); /* 4096 + 15888 */
	CHECK_TEXT(frame->module, BYTES("/opt/loomd"));
	CHECK_TEXT(frame->build_id, BYTES("00ab22"));
	CHECK_TEXT(frame->file, BYTES("pool.c"));
	CHECK(frame->line == 44 && frame->offset == 20 && frame->module_offset == 15888);
	CHECK(frame->inlined && frame->level == 0);
	frame = frame->next;
	CHECK(frame->function.len == 0 && frame->module_offset == 16068 && frame->offset == -1);
	frame = frame->next; /* there is no such image */
	CHECK(frame->module.len == 0 && frame->module_offset == -1 && frame->address.len == 0);
	frame = frame->next; /* of the image it is not known which it is, and it begins at 0 */
	CHECK(frame->module.len == 0 && frame->module_offset == -1);
	CHECK_TEXT(frame->address, BYTES("0x12345"));
	frame = frame->next;
	CHECK(frame->module_offset == 0 && frame->next == NULL);
	CHECK_TEXT(frame->address, BYTES("0x1000"));
	CHECK_TEXT(thread->process.exe, BYTES("/opt/loomd"));
}

int
main(void)
{
	static const char *const others[] = { "{}", "{'pid':1,'threads':[]}", "[]",
		"{'pid':1,'threads':7,'usedImages':[]}", "{'threads':[],'usedImages':[]}" };
	struct arena *memory = arena_new(1 << 20);
	struct dialect dialect;
	struct draft *draft;

	if (memory == NULL || !debugger_open(&dialect))
		return 1;
	CHECK(ips_read(&dialect, quotes_json(report, memory), memory));
	draft = drafts_take(dialect.drafts);
	CHECK(draft != NULL && draft->thread.tid == 0 && draft->thread.lwp == 4711);
	CHECK(draft->thread.process.pid == 400 && !draft->thread.crashed);
	CHECK_TEXT(draft->thread.target, BYTES("com.apple.main-thread"));
	CHECK_TEXT(draft->thread.frames->module, BYTES("libsystem_kernel.dylib"));
	CHECK(draft->thread.frames->address.len == 0); /* it is not said where that lies */
	draft = drafts_take(dialect.drafts);
	if (CHECK(draft != NULL))
		check_crashed(&draft->thread);
	CHECK(drafts_take(dialect.drafts) == NULL);
	for (size_t i = 0; i < COUNT_OF(others); i++)
		CHECK(!ips_read(&dialect, quotes_json(others[i], memory), memory));
	CHECK(ips_is_heading(quotes_json("{'bug_type':'309','os_version':'macOS 13.0'}", memory)));
	CHECK(!ips_is_heading(quotes_json("{'bug_type':'309'}", memory)));
	CHECK(!ips_is_heading(quotes_json("{'os_version':'macOS 13.0'}", memory)));
	debugger_close(&dialect);
	arena_free(memory);
	return check_end();
}
