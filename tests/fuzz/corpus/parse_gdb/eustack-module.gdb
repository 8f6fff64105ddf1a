PID 13630 - process
TID 13630:
#0  0x00007fcc7d4addf2 pause - /usr/lib/x86_64-linux-gnu/libc.so.6
#1  0x000055b87068718e foo_wait - /srv/fixture/lib dir/libfoo (1).so
#2  0x000055b8706871f0 - /srv/fixture/a - b/mill
