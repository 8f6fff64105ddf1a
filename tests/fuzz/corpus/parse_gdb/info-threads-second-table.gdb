  Id   Target Id         Frame 
* 1    Thread 0x7ffff7d8e740 (LWP 4100) "mill" 0x0000555555555290 in main () at /srv/fixture/plain.c:40

Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
  Id   Target Id         Frame 
* 1    Thread 0x7ffff7d8e740 (LWP 5100) "oven" 0x00007ffff7e5fdf2 in pause () from /lib/libc.so.6

Thread 1 (Thread 0x7ffff7d8e740 (LWP 5100)):
#0  0x00007ffff7e5fdf2 in pause () from /lib/libc.so.6
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
