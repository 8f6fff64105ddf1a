Thread pool started with 4 workers
Thread 3.2 (
Thread 7 is idle (really):
Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
