Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in std::thread::_Invoker<std::tuple<void (*)(int), int> >::operator() (this=0x5555555592a8) at /usr/include/c++/12/bits/std_thread.h:279
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
