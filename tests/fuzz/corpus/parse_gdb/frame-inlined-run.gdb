Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in leaf (a=3) at /srv/fixture/mill.c:4
#1  mid (a=2) at /srv/fixture/mill.c:8
#2  outer (a=1) at /srv/fixture/mill.c:12
#3  0x0000555555555290 in main () at /srv/fixture/plain.c:40
