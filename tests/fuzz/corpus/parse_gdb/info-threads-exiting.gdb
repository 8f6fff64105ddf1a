  Id   Target Id                                  Frame 
* 1    Thread 0x7ffff7d8e740 (LWP 4100) "mill"    0x0000555555555290 in main () at /srv/fixture/plain.c:40
  2    Thread 0x7ffff7d8d6c0 (LWP 4101) (Exiting) 0x00007ffff7e5fdf2 in pause () from /lib/libc.so.6
  3    Thread 0x7ffff7d8c6c0 (LWP 4102) "w" (Exiting) 0x00007ffff7e5fdf2 in pause () from /lib/libc.so.6

Thread 3 (Thread 0x7ffff7d8c6c0 (LWP 4102)):
#0  0x00007ffff7e5fdf2 in pause () from /lib/libc.so.6

Thread 2 (Thread 0x7ffff7d8d6c0 (LWP 4101)):
#0  0x00007ffff7e5fdf2 in pause () from /lib/libc.so.6
