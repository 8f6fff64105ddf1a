Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in put (vt=0x555555557d50 <vtable for Oven+16>, op=0x5555555551c5 <operator<(Crate const&, Crate const&)>, v=0x5555555592a0 [MillScreen]) at /srv/fixture/mill.cpp:31
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
