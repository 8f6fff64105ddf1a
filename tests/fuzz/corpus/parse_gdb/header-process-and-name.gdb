Thread 1 (process 5315 "oven"):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
