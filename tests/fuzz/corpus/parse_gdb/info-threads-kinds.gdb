  Id   Target Id                              Frame 
* 1    LWP 4100 "mill"                        0x0000555555555290 in main () at /srv/fixture/plain.c:40
  2    LWP 4101                               0x00007ffff7e5fdf2 in pause () from /lib/libc.so.6
  3    Thread 0x7ffff7d8c6c0 (LWP 4102) "oven" (running)

Thread 1 (LWP 4100):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
