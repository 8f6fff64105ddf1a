Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in std::_Function_handler<void(int), run(int)::<lambda(int)> >::_M_invoke(const std::_Any_data &, int &&) (__functor=..., __args#0=@0x7ffe10: 3) at /usr/include/c++/12/bits/std_function.h:290
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
