Thread 2 (LWP 100104 of process 812 "oven"):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
