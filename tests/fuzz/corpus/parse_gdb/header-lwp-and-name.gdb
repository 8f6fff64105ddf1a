Thread 3 (LWP 4103 "w 1) [x]"):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
