Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00000000004005c5 in grind (stone=0x1a2b) at mill.c:12
warning: .o file "/srv/fixture/.libs/mill.o" more recent than executable timestamp in "/srv/fixture/millwheel"
warning: Couldn't open object file '/srv/fixture/.libs/mill.o'
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
