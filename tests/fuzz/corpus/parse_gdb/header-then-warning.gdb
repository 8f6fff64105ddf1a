Thread 9 (Thread 0x7ffff7d8e740 (LWP 4100)):
warning: Section `.reg-xstate/4100' in core file too small.
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
