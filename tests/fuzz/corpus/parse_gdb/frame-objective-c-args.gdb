Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in +[MLMill millWithStone:turns:] (self=0x1001, _cmd=0x7fff8a2b, stone=0x0, turns=4) at MLMill.m:55
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
