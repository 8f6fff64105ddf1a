[Thread debugging using libthread_db enabled]
[New Thread 0x41f82950 (LWP 24315)]
[New Thread 0x7fd2d6f0 (LWP 24314)]

Thread 2 (Thread 0x41f82950 (LWP 24315)):
#0  0x00000000004005c5 in grind (stone=0x1a2b) at mill.c:12

Thread 1 (Thread 0x7fd2d6f0 (LWP 24314)):
#0  0x0000000000400690 in main () at mill.c:40
#0  0x0000000000400690 in main () at mill.c:40
