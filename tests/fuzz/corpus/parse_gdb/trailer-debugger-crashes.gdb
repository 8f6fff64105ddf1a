Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in grind (n=1) at /srv/fixture/mill.c:12
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40


Fatal signal: Segmentation fault
----- Backtrace -----
0x5555556ea40e ???
0x7ffff6e45249 __libc_start_call_main
	../sysdeps/nptl/libc_start_call_main.h:58
0xffffffffffffffff ???
---------------------
A fatal error internal to GDB has been detected, further
debugging is not possible.  GDB will now terminate.

This is a bug, please report it.  For instructions, see:
<https://www.gnu.org/software/gdb/bugs/>.

