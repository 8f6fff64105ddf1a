Thread 26 (core thread 25):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
