Thread 1 (Remote target):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
