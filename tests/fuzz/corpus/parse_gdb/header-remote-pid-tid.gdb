Thread 1 (Thread 1234.1235):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
