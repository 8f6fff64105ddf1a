PID 13630 - process
TID 13630:
#0  0x00007fcc7d4addf2 pause
    ../sysdeps/unix/sysv/linux/pause.c:29:10
#1  0x000055b87068718e main
    /srv/fixture/dir (x) at y:3.c:25:54
#2  0x000055b8706871f0 _start
