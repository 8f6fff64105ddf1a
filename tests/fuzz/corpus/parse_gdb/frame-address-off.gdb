Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  grind (n=1) at /srv/fixture/mill.c:12
#1  ?? () from /srv/fixture/libgrain.so.1
#2  main () at /srv/fixture/plain.c:40
