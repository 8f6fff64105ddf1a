Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in wide (w=0x555555556010 L"wide ) 中", u=0x555555556030 u"six \"teen", U=0x555555556050 U"thirty (two", c=8364 U'€', d=40 L'(') at /srv/fixture/mill.cpp:31
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
