Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in Table<Crate, int>::go (this=0x7ffe10, pm=(int (Ops::*)(const Ops * const, int)) 0x5555555551c5 <Ops::operator[](int) const>) at /srv/fixture/mill.cpp:31
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
