  Id   Target Id                                      Frame 
* 1    Thread 0x7ffff7d8e740 (LWP 4100) "millwheel" 0x0000555555555290 in main
    () at /srv/fixture/plain.c:40
  2    Thread 0x7ffff7d8d6c0 (LWP 4101) "oven" 0x00007ffff7e5fdf2 in pause ()
   from /lib/libc.so.6

Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
