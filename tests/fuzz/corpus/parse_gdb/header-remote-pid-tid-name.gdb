Thread 4 (Thread 1234.1238 "oven"):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
