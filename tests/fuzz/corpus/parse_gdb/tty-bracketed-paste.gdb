[?2004h(gdb) bt 2
[?2004l#0  0x00005555555551c5 in grind (n=1) at /srv/fixture/mill.c:12
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
(More stack frames follow...)
[?2004h(gdb) 