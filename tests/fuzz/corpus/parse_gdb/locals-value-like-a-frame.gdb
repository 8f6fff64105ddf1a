Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in grind (n=1) at /srv/fixture/mill.c:12
        s = 0x555555556004 "#1  0x1 in fake () at a.c:1"
        t = "Thread 2 (LWP 9):"
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
No locals.
