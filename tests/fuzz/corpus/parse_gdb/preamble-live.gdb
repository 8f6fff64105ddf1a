[New LWP 4102]
[New LWP 4103]
[Thread debugging using libthread_db enabled]
Using host libthread_db library "/lib/x86_64-linux-gnu/libthread_db.so.1".
0x00007ffff7e5fdf2 in __libc_pause () at ../sysdeps/unix/sysv/linux/pause.c:29
29	../sysdeps/unix/sysv/linux/pause.c: No such file or directory.

Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100) "millwheel"):
#0  0x00007ffff7e5fdf2 in __libc_pause () at ../sysdeps/unix/sysv/linux/pause.c:29
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
[Inferior 1 (process 4100) detached]
