#include "rules/stack.h"

#include "record.h"

static struct arena *memory;

static struct stack
read_stack(const char *line)
{
	struct record record = record_of(line, memory);
	struct stack stack;

	CHECK(stack_read(&stack, &record));
	return stack;
}

static void
address(const char *written, long long wanted)
{
	char line[200];
	struct stack stack;

	snprintf(
	    line, sizeof(line), "{\"type\":\"thread\",\"frames\":[{\"address\":\"%s\"}]}", written);
	stack = read_stack(line);
	if (!CHECK(stack_address(&stack.frames[0]) == wanted))
		printf("   %s\n", written);
}

static void
exe(const char *process, const char *wanted)
{
	char line[300];

	snprintf(
	    line, sizeof(line), "{\"type\":\"thread\",\"process\":{%s},\"frames\":[]}", process);
	CHECK_TEXT(read_stack(line).exe, bytes_of(wanted));
}

static void
test_record(void)
{
	struct stack stack = read_stack(
	    "{\"type\":\"thread\",\"process\":{\"pid\":7,\"title\":\"httpd -k\"},\"lwp\":7,"
	    "\"comm\":\"worker\",\"signal\":\"SIGSEGV\",\"kernel_state\":\"S\",\"syscall\":"
	    "\"futex\","
	    "\"reason\":\"r\",\"gil\":true,\"waits_for\":{\"kind\":\"mutex\",\"owner\":7},"
	    "\"frames\":[]}");

	CHECK_TEXT(stack.comm, BYTES("worker"));
	CHECK_TEXT(stack.signal, BYTES("SIGSEGV"));
	CHECK_TEXT(stack.kernel_state, BYTES("S"));
	CHECK_TEXT(stack.syscall, BYTES("futex"));
	CHECK_TEXT(stack.reason, BYTES("r"));
	CHECK_TEXT(stack.title, BYTES("httpd -k"));
	CHECK_TEXT(stack.waits_for, BYTES("mutex"));
	CHECK(stack.main && !stack.other && stack.gil && stack.waits_for_itself);
	CHECK(stack.count == 0 && stack.trimmed == 0);
	stack = read_stack("{\"type\":\"thread\",\"process\":{\"pid\":7},\"lwp\":8,\"frames\":[],"
			   "\"waits_for\":{\"kind\":\"file-lock\",\"owner\":8}}");
	CHECK(!stack.main && stack.other && !stack.waits_for_itself); /* the owner is a process */
	stack = read_stack("{\"type\":\"thread\",\"lwp\":8,\"frames\":[]}");
	CHECK(!stack.main && !stack.other && !stack.waits_for_itself);
	stack =
	    read_stack("{\"type\":\"traceback\",\"exception\":{\"type\":\"a.E\",\"message\":\"m\"},"
		       "\"language\":\"python\",\"frames\":[{\"function\":\"f\"}]}");
	CHECK_TEXT(stack.exception, BYTES("a.E"));
	CHECK_TEXT(stack.message, BYTES("m"));
	CHECK(stack.frames[0].python && !stack.python); /* it is no stack of a thread */
}

static void
test_frames(void)
{
	struct stack stack =
	    read_stack("{\"type\":\"thread\",\"frames\":[{\"function\":\"__GI___poll\",\"module\":"
		       "\"/lib/libc.so.6\"},"
		       "{\"function\":\"<signal handler called>\",\"signal_handler\":true},"
		       "{\"function\":\"get\",\"language\":\"python\"},{\"function\":\"run\","
		       "\"language\":\"python\"},"
		       "{\"module\":\"/srv/a\"}]}");

	CHECK(stack.count == 5 && stack.python);
	CHECK_TEXT(stack.frames[0].function, BYTES("__GI___poll"));
	CHECK_TEXT(stack.frames[0].name, BYTES("poll"));
	CHECK(stack.frames[0].marks[0] == stack_mark(BYTES("__GI___poll")));
	CHECK(stack.frames[0].marks[1] == stack_mark(BYTES("poll")));
	CHECK(stack.frames[4].marks[0] == 0);
	CHECK(stack_innermost(&stack) == 2);
	CHECK(!stack_is_innermost_python(&stack, &stack.frames[0]));
	CHECK(stack_is_innermost_python(&stack, &stack.frames[2]));
	CHECK(!stack_is_innermost_python(&stack, &stack.frames[3]));
	stack.count = 2;
	CHECK(stack_innermost(&stack) == 2);
}

int
main(void)
{
	memory = arena_new(1 << 20);
	address("0x0", 0);
	address("0x0000000000000000", 0);
	address("0x00000000deadbeef", 3735928559);
	address("801c0a400", 34389140480); /* printf %d 0x801c0a400 */
	address("0xffffffffffffffff", -1);
	address("", -1);
	address("0x", -1);
	address("n/a", -1);
	exe("\"exe\":\"/usr/sbin/httpd\",\"command\":\"x y\"", "/usr/sbin/httpd");
	exe("\"command\":\"/srv/work -d\",\"title\":\"t\"", "/srv/work");
	exe("\"title\":\"nginx: worker process\"", "nginx");
	exe("\"pid\":7", "");
	test_record();
	test_frames();
	arena_free(memory);
	return check_end();
}
