Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in grind (n=1) at /srv/fixture/mill.c:12
        f = Frame 0x1ee5f40, for file bake.py, line 84, in run (self=<Oven(lock=1)>)
        k = 1
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
No locals.
