PID 13630 - process
TID 13630:
#0  0x00007fcc7d4addf2 __poll - /usr/lib/libc.so.6   ../sysdeps/unix/sysv/linux/poll.c:29:10
