Thread 3 "grinder" received signal SIGFPE, Arithmetic exception.
[Switching to Thread 0x7ffff7d8d6c0 (LWP 4121)]
0x00005555555551c5 in grind (stone=0x0) at /srv/fixture/mill.c:12
12	    return 1 / stone->weight;
#0  0x00005555555551c5 in grind (stone=0x0) at /srv/fixture/mill.c:12
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
