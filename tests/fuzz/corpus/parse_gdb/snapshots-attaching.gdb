Attaching to program: /srv/fixture/mill, process 4100
Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
Attaching to program: /srv/fixture/oven, process 5100
Thread 1 (Thread 0x7ffff7d8e740 (LWP 5100)):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
