Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00007ffff7e5fdf2 in raise () from /lib/libc.so.6
#1  0x00007ffff7e0afd0 in <signal handler called> () at /lib/x86_64-linux-gnu/libc.so.6
#2  0x0000555555555290 in main () at /srv/fixture/plain.c:40
