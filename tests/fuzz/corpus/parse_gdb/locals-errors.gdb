Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in grind (n=1) at /srv/fixture/mill.c:12
        corrupted = <error: Cannot access memory at address 0x4141414141414141>
        r = <error reading variable: Cannot access memory at address 0x8>
        bad = <error reading variable bad (Cannot access memory at address 0x20)>
        w = Python Exception <class 'gdb.MemoryError'>: Cannot access memory at address 0x10
        k = 1
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
No locals.
