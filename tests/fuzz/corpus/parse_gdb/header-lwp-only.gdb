Thread 6 (LWP 4106):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
