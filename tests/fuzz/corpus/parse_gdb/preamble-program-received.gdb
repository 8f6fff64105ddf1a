
Program received signal SIGTRAP, Trace/breakpoint trap.
0x0000555555555290 in main () at /srv/fixture/plain.c:40
40	    __asm__("int3");

Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100) "millwheel"):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
