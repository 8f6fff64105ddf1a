Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in operator() (__closure=0x7ffe10, k=3) at /srv/fixture/mill.cpp:31
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
