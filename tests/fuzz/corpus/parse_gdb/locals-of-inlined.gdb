Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in leaf (a=3) at /srv/fixture/mill.c:4
        r = 4
#1  outer (a=1) at /srv/fixture/mill.c:12
No locals.
#2  0x0000555555555290 in main () at /srv/fixture/plain.c:40
        k = 1
