[New Thread 801db0c00 (LWP 100109/oven)]
[New Thread 801c07400 (LWP 100056/oven)]
[Switching to Thread 801db0c00 (LWP 100109/oven)]
0x00000008016347da in flock () from /lib/libc.so.7

Thread 2 (Thread 801db0c00 (LWP 100109/oven)):
#0  0x00000008016347da in flock () from /lib/libc.so.7
No symbol table info available.
#1  0x0000000000000000 in ?? ()
No symbol table info available.
#2  0x000000080139f888 in pthread_create () from /lib/libthr.so.3
No symbol table info available.
#3  0x0000000000000000 in ?? ()
No symbol table info available.
Cannot access memory at address 0x7fffff1fa000

Thread 1 (Thread 801c07400 (LWP 100056/oven)):
#0  0x00000008016347da in flock () from /lib/libc.so.7
No symbol table info available.
