Reading symbols for shared libraries ....... done
Attaching to program: `/srv/fixture/millwheel', process 657.
Reading symbols for shared libraries .++++++.... done
0x00007fff88a9d464 in read ()

Thread 1 (process 657 thread 0x903):
#0  0x00007fff88a9d464 in read ()
#1  0x0000000100001c2d in main (argc=1, argv=0x7fff5fbff9e8) at mill.c:77
