[?2004h(gdb) bt
[?2004l#0  0x00005555555551c5 in grind (n=1)
    at /srv/fixture/mill.c:12
#1  0x0000555555555290 in main ()
[?2004h--Type <RET> for more, q to quit, c to continue without paging--q
[?2004lQuit
[?2004h(gdb) quit
[?2004l