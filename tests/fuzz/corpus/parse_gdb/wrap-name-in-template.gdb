Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in std::map<int, std::vector<int> >::operator[] (
    this=0x7ffe10, __k=@0x7ffe20: 3)
    at /usr/include/c++/12/bits/stl_map.h:500
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
