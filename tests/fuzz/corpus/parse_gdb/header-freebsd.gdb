Thread 27 (Thread 801c0a400 (LWP 100284/oven)):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
