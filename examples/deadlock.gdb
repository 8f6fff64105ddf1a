REM --pid=30964 --exe=/srv/example/bank
[New LWP 30966]
[New LWP 30967]
[New LWP 30968]
[New LWP 30969]
[Thread debugging using libthread_db enabled]
Using host libthread_db library "/lib/x86_64-linux-gnu/libthread_db.so.1".
__futex_abstimed_wait_common64 (private=128, cancel=true, abstime=0x0, op=265, expected=30966, futex_word=0x7ffff7dcf990) at ./nptl/futex-internal.c:57
57	./nptl/futex-internal.c: No such file or directory.
  Id   Target Id                                Frame 
* 1    Thread 0x7ffff7dd0740 (LWP 30964) "bank" __futex_abstimed_wait_common64 (private=128, cancel=true, abstime=0x0, op=265, expected=30966, futex_word=0x7ffff7dcf990) at ./nptl/futex-internal.c:57
  2    Thread 0x7ffff7dcf6c0 (LWP 30966) "bank" futex_wait (private=0, expected=2, futex_word=0x555555558070 <accounts+16>) at ../sysdeps/nptl/futex-internal.h:146
  3    Thread 0x7ffff75ce6c0 (LWP 30967) "bank" futex_wait (private=0, expected=2, futex_word=0x555555558070 <accounts+16>) at ../sysdeps/nptl/futex-internal.h:146
  4    Thread 0x7ffff6dcd6c0 (LWP 30968) "bank" futex_wait (private=0, expected=2, futex_word=0x5555555580a8 <accounts+72>) at ../sysdeps/nptl/futex-internal.h:146
  5    Thread 0x7ffff65cc6c0 (LWP 30969) "bank" futex_wait (private=0, expected=2, futex_word=0x555555558070 <accounts+16>) at ../sysdeps/nptl/futex-internal.h:146

Thread 5 (Thread 0x7ffff65cc6c0 (LWP 30969) "bank"):
#0  futex_wait (private=0, expected=2, futex_word=0x555555558070 <accounts+16>) at ../sysdeps/nptl/futex-internal.h:146
#1  __GI___lll_lock_wait (futex=futex@entry=0x555555558070 <accounts+16>, private=0) at ./nptl/lowlevellock.c:49
#2  0x00007ffff7e5f482 in lll_mutex_lock_optimized (mutex=0x555555558070 <accounts+16>) at ./nptl/pthread_mutex_lock.c:48
#3  ___pthread_mutex_lock (mutex=0x555555558070 <accounts+16>) at ./nptl/pthread_mutex_lock.c:93
#4  0x00005555555552b1 in total () at /srv/example/deadlock.c:63
#5  0x000055555555532c in auditor (argument=0x0) at /srv/example/deadlock.c:73
#6  0x00007ffff7e5c1f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#7  0x00007ffff7edc8ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 4 (Thread 0x7ffff6dcd6c0 (LWP 30968) "bank"):
#0  futex_wait (private=0, expected=2, futex_word=0x5555555580a8 <accounts+72>) at ../sysdeps/nptl/futex-internal.h:146
#1  __GI___lll_lock_wait (futex=futex@entry=0x5555555580a8 <accounts+72>, private=0) at ./nptl/lowlevellock.c:49
#2  0x00007ffff7e5f482 in lll_mutex_lock_optimized (mutex=0x5555555580a8 <accounts+72>) at ./nptl/pthread_mutex_lock.c:48
#3  ___pthread_mutex_lock (mutex=0x5555555580a8 <accounts+72>) at ./nptl/pthread_mutex_lock.c:93
#4  0x00005555555551be in move_money (from=0x555555558060 <accounts>, to=0x555555558098 <accounts+56>, amount=10) at /srv/example/deadlock.c:32
#5  0x000055555555526c in teller (argument=0x7fffffffe640) at /srv/example/deadlock.c:52
#6  0x00007ffff7e5c1f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#7  0x00007ffff7edc8ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 3 (Thread 0x7ffff75ce6c0 (LWP 30967) "bank"):
#0  futex_wait (private=0, expected=2, futex_word=0x555555558070 <accounts+16>) at ../sysdeps/nptl/futex-internal.h:146
#1  __GI___lll_lock_wait (futex=futex@entry=0x555555558070 <accounts+16>, private=0) at ./nptl/lowlevellock.c:49
#2  0x00007ffff7e5f482 in lll_mutex_lock_optimized (mutex=0x555555558070 <accounts+16>) at ./nptl/pthread_mutex_lock.c:48
#3  ___pthread_mutex_lock (mutex=0x555555558070 <accounts+16>) at ./nptl/pthread_mutex_lock.c:93
#4  0x00005555555551be in move_money (from=0x555555558098 <accounts+56>, to=0x555555558060 <accounts>, amount=10) at /srv/example/deadlock.c:32
#5  0x000055555555526c in teller (argument=0x7fffffffe650) at /srv/example/deadlock.c:52
#6  0x00007ffff7e5c1f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#7  0x00007ffff7edc8ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 2 (Thread 0x7ffff7dcf6c0 (LWP 30966) "bank"):
#0  futex_wait (private=0, expected=2, futex_word=0x555555558070 <accounts+16>) at ../sysdeps/nptl/futex-internal.h:146
#1  __GI___lll_lock_wait (futex=futex@entry=0x555555558070 <accounts+16>, private=0) at ./nptl/lowlevellock.c:49
#2  0x00007ffff7e5f482 in lll_mutex_lock_optimized (mutex=0x555555558070 <accounts+16>) at ./nptl/pthread_mutex_lock.c:48
#3  ___pthread_mutex_lock (mutex=0x555555558070 <accounts+16>) at ./nptl/pthread_mutex_lock.c:93
#4  0x000055555555519d in move_money (from=0x555555558060 <accounts>, to=0x555555558098 <accounts+56>, amount=10) at /srv/example/deadlock.c:30
#5  0x000055555555526c in teller (argument=0x7fffffffe640) at /srv/example/deadlock.c:52
#6  0x00007ffff7e5c1f5 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442
#7  0x00007ffff7edc8ec in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81

Thread 1 (Thread 0x7ffff7dd0740 (LWP 30964) "bank"):
#0  __futex_abstimed_wait_common64 (private=128, cancel=true, abstime=0x0, op=265, expected=30966, futex_word=0x7ffff7dcf990) at ./nptl/futex-internal.c:57
#1  __futex_abstimed_wait_common (futex_word=futex_word@entry=0x7ffff7dcf990, expected=30966, clockid=clockid@entry=0, abstime=abstime@entry=0x0, private=private@entry=128, cancel=cancel@entry=true) at ./nptl/futex-internal.c:87
#2  0x00007ffff7e58f7b in __GI___futex_abstimed_wait_cancelable64 (futex_word=futex_word@entry=0x7ffff7dcf990, expected=<optimized out>, clockid=clockid@entry=0, abstime=abstime@entry=0x0, private=private@entry=128) at ./nptl/futex-internal.c:139
#3  0x00007ffff7e5dce3 in __pthread_clockjoin_ex (threadid=140737351841472, thread_return=0x0, clockid=0, abstime=0x0, block=<optimized out>) at ./nptl/pthread_join_common.c:102
#4  0x000055555555543e in main (argc=2, argv=0x7fffffffe788) at /srv/example/deadlock.c:90
[Inferior 1 (process 30964) detached]
