Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in grind (n=1) at /srv/fixture/mill.c:12
        job = Box {pointer: 0x1, vtable: 0x5555555ba250warning: (Internal error: pc 0x5555555ba250 in read in CU, but not in symtab.)
warning: (Error: pc 0x5555555ba250 in address map, but not in symtab.)
}
        k = 1
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
No locals.
