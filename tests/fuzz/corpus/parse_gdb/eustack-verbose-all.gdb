PID 13630 - process
TID 13632:
#0  0x00007fcc7d4addf2     __libc_pause - /usr/lib/x86_64-linux-gnu/libc.so.6
    [93ac61ec5a8eb1396f9fbd350e3169a558528a40]@0x7fcc7d3da000+0xd3df2
    ../sysdeps/unix/sysv/linux/pause.c:29:10
#1  0x000055b87068718e - 1 leaf - /srv/fixture/t2
    [1092faf9e928152b36d9abea2c6e76fe6442b8f2]@0x55b870686000+0x118d
    /srv/fixture/t2.c:2:63
#2  0x000055b87068718e - 1 outer - /srv/fixture/t2
    [1092faf9e928152b36d9abea2c6e76fe6442b8f2]@0x55b870686000+0x118d
    /srv/fixture/t2.c:4:52
#3  0x000055b870687200 - 1 _start - /srv/fixture/t2
    [1092faf9e928152b36d9abea2c6e76fe6442b8f2]@0x55b870686000+0x11ff
