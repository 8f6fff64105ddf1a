Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in grind (n=1) at /srv/fixture/mill.c:12
        __for_range = @0x7ffe10: std::initializer_list of length 3 = {1, 
          2, 3}
        k = 1
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
No locals.
