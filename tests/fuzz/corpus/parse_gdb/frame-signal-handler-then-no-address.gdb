Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00007ffff7e5fdf2 in raise () from /lib/libc.so.6
#1  <signal handler called>
#2  grind (n=1) at /srv/fixture/mill.c:12
#3  0x0000555555555290 in main () at /srv/fixture/plain.c:40
