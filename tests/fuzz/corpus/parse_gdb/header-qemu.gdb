Thread 2 (Thread 2 (CPU#1 [running])):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
