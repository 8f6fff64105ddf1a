  2 Thread 0x7ffff7d8d6c0 (LWP 4101)  0x00007ffff7e5fdf2 in pause () from /lib/libc.so.6
* 1 Thread 0x7ffff7d8e740 (LWP 4100)  main () at /srv/fixture/plain.c:40

Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  main () at /srv/fixture/plain.c:40
