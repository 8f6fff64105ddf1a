Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in grind (n=1) at /srv/fixture/mill.c:12
        a = {<std::allocator<char>> = {<std::__new_allocator<char>> = {<No data fields>}, <No data fields>}, _M_p = 0x7ffe10 "x2"}
        k = 1
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
No locals.
