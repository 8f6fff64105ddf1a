[Switching to Thread 0x7ffff7d8d6c0 (LWP 4108)]

Thread 2 "millwheel" hit Breakpoint 1, grind (n=1) at /srv/fixture/mill.c:12
12	    return n;

Thread 2 (Thread 0x7ffff7d8d6c0 (LWP 4108) "millwheel"):
#0  grind (n=1) at /srv/fixture/mill.c:12
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
