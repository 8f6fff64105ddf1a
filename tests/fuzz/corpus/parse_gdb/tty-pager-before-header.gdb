Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
[?2004h--Type <RET> for more, q to quit, c to continue without paging--
[?2004l
Thread 8 (Thread 0x7ffff7d8d6c0 (LWP 4101)):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
