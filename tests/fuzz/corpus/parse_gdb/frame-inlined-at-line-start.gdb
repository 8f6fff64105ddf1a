Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  leaf (a=3) at /srv/fixture/mill.c:4
#1  mid (a=2) at /srv/fixture/mill.c:8
#2  0x0000555555555290 in main () at /srv/fixture/plain.c:40
