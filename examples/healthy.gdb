REM --pid=30359 --exe=/srv/example/bank
[New LWP 30361]
[New LWP 30362]
[New LWP 30363]
[New LWP 30364]
[Thread debugging using libthread_db enabled]
Using host libthread_db library "/lib/x86_64-linux-gnu/libthread_db.so.1".
__futex_abstimed_wait_common64 (private=128, cancel=true, abstime=0x0, op=265, expected=30361, futex_word=0x7ffff7dcf990) at ./nptl/futex-internal.c:57
57	./nptl/futex-internal.c: No such file or directory.
  Id   Target Id                                Frame 
* 1    Thread 0x7ffff7dd0740 (LWP 30359) "bank" __futex_abstimed_wait_common64 (private=128, cancel=true, abstime=0x0, op=265, expected=30361, futex_word=0x7ffff7dcf990) at ./nptl/futex-internal.c:57
  2    Thread 0x7ffff7dcf6c0 (LWP 30361) "bank" 0x00007ffff7ea2545 in __GI___clock_nanosleep (clock_id=clock_id@entry=0, flags=flags@entry=0, req=req@entry=0x7ffff7dcee60, rem=rem@entry=0x7ffff7dcee60) at ../sysdeps/unix/sysv/linux/clock_nanosleep.c:48
  3    Thread 0x7ffff75ce6c0 (LWP 30362) "bank" 0x00007ffff7ea2545 in __GI___clock_nanosleep (clock_id=clock_id@entry=0, flags=flags@entry=0, req=req@entry=0x7ffff75cde60, rem=rem@entry=0x7ffff75cde60) at ../sysdeps/unix/sysv/linux/clock_nanosleep.c:48
  4    Thread 0x7ffff6dcd6c0 (LWP 30363) "bank" 0x00007ffff7ea2545 in __GI___clock_nanosleep (clock_id=clock_id@entry=0, flags=flags@entry=0, req=req@entry=0x7ffff6dcce60, rem=rem@entry=0x7ffff6dcce60) at ../sysdeps/unix/sysv/linux/clock_nanosleep.c:48
  5    Thread 0x7ffff65cc6c0 (LWP 30364) "bank" 0x00007ffff7ea2545 in __GI___clock_nanosleep (clock_id=clock_id@entry=0, flags=flags@entry=0, req=req@entry=0x7ffff65cbe80, rem=rem@entry=0x7ffff65cbe80) at ../sysdeps/unix/sysv/linux/clock_nanosleep.c:48

Thread 5 (Thread 0x7ffff65cc6c0 (LWP 30364) "bank"):
#0  0x00007ffff7ea2545 in __GI___clock_nanosleep (clock_id=clock_id@entry=0, flags=flags@entry=0, req=req@entry=0x7ffff65cbe80, rem=rem@entry=0x7ffff65cbe80) at ../sysdeps/unix/sysv/linux/clock_nanosleep.c:48
#1  0x00007ffff7ea6e53 in __GI___nanosleep (req=req@entry=0x7ffff65cbe80, rem=rem@entry=0x7ffff65cbe80) at ../sysdeps/unix/sysv/linux/nanosleep.c:25
#2  0x00007ffff7ea6d8a in __sleep (seconds=0) at ../sysdeps/posix/sleep.c:55
#3  0x0000555555555327 in auditor (argument=0x0) at /srv/example/deadlock.c:74
#4  0x00007ffff7e5c1f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#5  0x00007ffff7edc8ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 4 (Thread 0x7ffff6dcd6c0 (LWP 30363) "bank"):
#0  0x00007ffff7ea2545 in __GI___clock_nanosleep (clock_id=clock_id@entry=0, flags=flags@entry=0, req=req@entry=0x7ffff6dcce60, rem=rem@entry=0x7ffff6dcce60) at ../sysdeps/unix/sysv/linux/clock_nanosleep.c:48
#1  0x00007ffff7ea6e53 in __GI___nanosleep (req=req@entry=0x7ffff6dcce60, rem=rem@entry=0x7ffff6dcce60) at ../sysdeps/unix/sysv/linux/nanosleep.c:25
#2  0x00007ffff7ea6d8a in __sleep (seconds=0) at ../sysdeps/posix/sleep.c:55
#3  0x0000555555555231 in wait_for_customer () at /srv/example/deadlock.c:42
#4  0x000055555555524d in teller (argument=0x7fffffffe660) at /srv/example/deadlock.c:51
#5  0x00007ffff7e5c1f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#6  0x00007ffff7edc8ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 3 (Thread 0x7ffff75ce6c0 (LWP 30362) "bank"):
#0  0x00007ffff7ea2545 in __GI___clock_nanosleep (clock_id=clock_id@entry=0, flags=flags@entry=0, req=req@entry=0x7ffff75cde60, rem=rem@entry=0x7ffff75cde60) at ../sysdeps/unix/sysv/linux/clock_nanosleep.c:48
#1  0x00007ffff7ea6e53 in __GI___nanosleep (req=req@entry=0x7ffff75cde60, rem=rem@entry=0x7ffff75cde60) at ../sysdeps/unix/sysv/linux/nanosleep.c:25
#2  0x00007ffff7ea6d8a in __sleep (seconds=0) at ../sysdeps/posix/sleep.c:55
#3  0x0000555555555231 in wait_for_customer () at /srv/example/deadlock.c:42
#4  0x000055555555524d in teller (argument=0x7fffffffe670) at /srv/example/deadlock.c:51
#5  0x00007ffff7e5c1f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#6  0x00007ffff7edc8ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 2 (Thread 0x7ffff7dcf6c0 (LWP 30361) "bank"):
#0  0x00007ffff7ea2545 in __GI___clock_nanosleep (clock_id=clock_id@entry=0, flags=flags@entry=0, req=req@entry=0x7ffff7dcee60, rem=rem@entry=0x7ffff7dcee60) at ../sysdeps/unix/sysv/linux/clock_nanosleep.c:48
#1  0x00007ffff7ea6e53 in __GI___nanosleep (req=req@entry=0x7ffff7dcee60, rem=rem@entry=0x7ffff7dcee60) at ../sysdeps/unix/sysv/linux/nanosleep.c:25
#2  0x00007ffff7ea6d8a in __sleep (seconds=0) at ../sysdeps/posix/sleep.c:55
#3  0x0000555555555231 in wait_for_customer () at /srv/example/deadlock.c:42
#4  0x000055555555524d in teller (argument=0x7fffffffe660) at /srv/example/deadlock.c:51
#5  0x00007ffff7e5c1f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#6  0x00007ffff7edc8ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 1 (Thread 0x7ffff7dd0740 (LWP 30359) "bank"):
#0  __futex_abstimed_wait_common64 (private=128, cancel=true, abstime=0x0, op=265, expected=30361, futex_word=0x7ffff7dcf990) at ./nptl/futex-internal.c:57
#1  __futex_abstimed_wait_common (futex_word=futex_word@entry=0x7ffff7dcf990, expected=30361, clockid=clockid@entry=0, abstime=abstime@entry=0x0, private=private@entry=128, cancel=cancel@entry=true) at ./nptl/futex-internal.c:87
#2  0x00007ffff7e58f7b in __GI___futex_abstimed_wait_cancelable64 (futex_word=futex_word@entry=0x7ffff7dcf990, expected=<optimized out>, clockid=clockid@entry=0, abstime=abstime@entry=0x0, private=private@entry=128) at ./nptl/futex-internal.c:139
#3  0x00007ffff7e5dce3 in __pthread_clockjoin_ex (threadid=140737351841472, thread_return=0x0, clockid=0, abstime=0x0, block=<optimized out>) at ./nptl/pthread_join_common.c:102
#4  0x000055555555543e in main (argc=1, argv=0x7fffffffe7a8) at /srv/example/deadlock.c:90
[Inferior 1 (process 30359) detached]
