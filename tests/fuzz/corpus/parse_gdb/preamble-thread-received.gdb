
Thread 21 "Rust (grain)" received signal SIGSEGV, Segmentation fault.
[Switching to Thread 0x7ffff7d8d6c0 (LWP 4121)]
0x00005555555551c5 in grind (stone=0x0) at /srv/fixture/mill.c:12
12	    return stone->weight;

Thread 21 (Thread 0x7ffff7d8d6c0 (LWP 4121) "Rust (grain)"):
#0  0x00005555555551c5 in grind (stone=0x0) at /srv/fixture/mill.c:12

Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100) "millwheel"):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
