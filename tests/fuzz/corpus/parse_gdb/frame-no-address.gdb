Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  grind (stone=0x5555555592a0, turns=7) at /srv/fixture/mill.c:11
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
