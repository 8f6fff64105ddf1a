Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in Signal<int (char const*, void (*)(int))>::emit(char const*, void (*)(int)) (this=0x7ffe10, a#0=0x7ffe20 "a = 1", a#1=0x0) at /srv/fixture/mill.cpp:31
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
