Breakpoint 1 at 0x1259: file /srv/fixture/mill.c, line 46.

Breakpoint 1, grind (n=2) at /srv/fixture/mill.c:46
46		if (n)
Breakpoint 2 at 0x555555555243: file /srv/fixture/mill.c, line 41.

Breakpoint 2, divide (by=1) at /srv/fixture/mill.c:41
41		return 10 / by;
The program being debugged stopped while in a function called from GDB.
Evaluation of the expression containing the function
(divide) will be abandoned.
When the function is done executing, GDB will silently stop.

Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100) "millwheel"):
#0  divide (by=1) at /srv/fixture/mill.c:41
No locals.
#1  <function called from gdb>
No symbol table info available.
#2  grind (n=2) at /srv/fixture/mill.c:46
No locals.
#3  0x0000555555555290 in main () at /srv/fixture/plain.c:40
