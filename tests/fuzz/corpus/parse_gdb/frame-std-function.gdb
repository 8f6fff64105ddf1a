Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in std::function<void (int)>::operator()(int) const (this=0x7ffe10, __args#0=5) at /usr/include/c++/12/bits/std_function.h:591
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
