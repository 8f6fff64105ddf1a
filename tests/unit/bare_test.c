#include "native/gdb/bare.h"

#include "debugger.h"

#define HEADED "Thread 2 (LWP 6):\n#0  f () at a.c:7\n#1  main () at a.c:9\n"

/*
 * Backtraces without a header, and what is known of them. A single frame is where gdb stands, which a whole backtrace
 * shows again; a frame with locals is a backtrace, since gdb shows no locals where it stands.
 */
static const struct debugger_log logs[] = {
	{ "a place, and the backtrace that begins with it",
	    "#0  f () at a.c:7\n#0  f () at a.c:7\n#1  main () at a.c:9\n",
	    "gdb current: f at a.c:7; main at a.c:9\n" },
	{ "gdb 6.8 shows the place once more behind the last thread", HEADED "#0  g () at b.c:7\n",
	    "gdb tid=2 lwp=6: f at a.c:7; main at a.c:9\n" },
	{ "its locals show that it is a backtrace", HEADED "#0  g () at b.c:7\n        x = 1\n",
	    "gdb tid=2 lwp=6: f at a.c:7; main at a.c:9\ngdb current: g at b.c:7\n" },
	{ "a frame of another backtrace behind one without a header",
	    "#0  f () at a.c:7\n#1  main () at a.c:9\n#0  g () at b.c:7\n",
	    "gdb current: f at a.c:7; main at a.c:9\ngdb: g at b.c:7\n" },
	{ "a frame of a level that is there already, of another function",
	    "#1  f () at a.c:7\n#2  main () at a.c:9\n#1  g () at b.c:7\n",
	    "gdb current truncated: f at a.c:7; main at a.c:9\ngdb truncated: g at b.c:7\n" },
	{ "the same with its source, as `up` and `frame 1` show it",
	    "#1  f () at a.c:7\n#2  main () at a.c:9\n#1  g () at b.c:7\n7\tx();\n",
	    "gdb current truncated: f at a.c:7; main at a.c:9\n" },
};

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(logs); i++)
		debugger_check_log(&gdb_debugger, &logs[i]);
	return check_end();
}
