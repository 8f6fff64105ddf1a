Attaching to program: /usr/sbin/httpd, process 5361
[New LWP 5364]
[New LWP 5363]
[New LWP 5362]
[Thread debugging using libthread_db enabled]
0x00007f2b1c0e2b33 in __select_nocancel () from /lib64/libc.so.6

Thread 4 (Thread 0x7f2b0d1fe700 (LWP 5364)):
#0  0x00007f2b1c3c5705 in pthread_cond_wait@@GLIBC_2.3.2 () from /lib64/libpthread.so.0
No symbol table info available.
#1  0x000055d0a3c2d6a1 in ap_queue_pop_something (queue=0x55d0a5a0f3c8, sd=0x7f2b0d1fdd60, ecs=0x7f2b0d1fdd68, p=0x7f2b0d1fdd70, te_out=0x7f2b0d1fdd78) at fdqueue.c:424
        elem = <optimized out>
        rv = 0
#2  0x000055d0a3c2a41b in worker_thread (thd=0x55d0a5a27b18, dummy=0x7f2b04000990) at event.c:2133
        csd = 0x0
        te = {
          when = 0,
            note = "two \"quotes\"",
        }
        rv = 0
        rv = 1
#3  0x00007f2b1c5e8a40 in dummy_worker (opaque=0x55d0a5a27b18) at threadproc/unix/thread.c:142
No locals.
#4  0x00007f2b1c3c1e25 in start_thread () from /lib64/libpthread.so.0
No symbol table info available.
#5  0x00007f2b1c0eb34d in clone () from /lib64/libc.so.6
No symbol table info available.

Thread 3 (Thread 0x7f2b0d9ff700 (LWP 5363)):
#0  0x00007f2b1c3c5705 in pthread_cond_wait@@GLIBC_2.3.2 () from /lib64/libpthread.so.0
No symbol table info available.
#1  0x000055d0a3c2d6a1 in ap_queue_pop_something (queue=0x55d0a5a0f3c8, sd=0x7f2b0d9fed60, ecs=0x7f2b0d9fed68, p=0x7f2b0d9fed70, te_out=0x7f2b0d9fed78) at fdqueue.c:424
        elem = <optimized out>
        rv = 0
#2  0x000055d0a3c2a41b in worker_thread (thd=0x55d0a5a27ae0, dummy=0x7f2b04000970) at event.c:2133
        csd = 0x0
        rv = 0
#3  0x00007f2b1c5e8a40 in dummy_worker (opaque=0x55d0a5a27ae0) at threadproc/unix/thread.c:142
No locals.
#4  0x00007f2b1c3c1e25 in start_thread () from /lib64/libpthread.so.0
No symbol table info available.
#5  0x00007f2b1c0eb34d in clone () from /lib64/libc.so.6
No symbol table info available.

Thread 2 (Thread 0x7f2b0e200700 (LWP 5362)):
#0  0x00007f2b1c0eb923 in epoll_wait () from /lib64/libc.so.6
No symbol table info available.
#1  0x00007f2b1c5e2c1d in impl_pollset_poll (pollset=0x55d0a5a0f5a0, timeout=100000, num=0x7f2b0e1ffcd4, descriptors=0x7f2b0e1ffcd8) at poll/unix/epoll.c:266
No locals.
#2  0x00007f2b1c5e3f10 in apr_pollset_poll (pollset=0x55d0a5a0f5a0, timeout=100000, num=0x7f2b0e1ffcd4, descriptors=0x7f2b0e1ffcd8) at poll/unix/pollset.c:343
No locals.
#3  0x000055d0a3c29a80 in listener_thread (thd=0x55d0a5a27aa8, dummy=0x55d0a5a27a38) at event.c:1756
        num = 0
#4  0x00007f2b1c5e8a40 in dummy_worker (opaque=0x55d0a5a27aa8) at threadproc/unix/thread.c:142
No locals.
#5  0x00007f2b1c3c1e25 in start_thread () from /lib64/libpthread.so.0
No symbol table info available.
#6  0x00007f2b1c0eb34d in clone () from /lib64/libc.so.6
No symbol table info available.

Thread 1 (Thread 0x7f2b1d0f6880 (LWP 5361)):
#0  0x00007f2b1c0e2b33 in __select_nocancel () from /lib64/libc.so.6
No symbol table info available.
#1  0x00007f2b1c5e9ab5 in apr_sleep (t=1000000) at time/unix/time.c:246
No locals.
#2  0x000055d0a3c0b8a9 in ap_wait_or_timeout (status=0x7ffd9d1b1b0c, exitcode=0x7ffd9d1b1b08, ret=0x7ffd9d1b1b10, p=0x55d0a59d7138, s=0x55d0a5a03008) at mpm_common.c:176
No locals.
#3  0x000055d0a3c2b2c4 in server_main_loop (num_buckets=1, remaining_children_to_start=0) at event.c:2964
No locals.
#4  event_run (_pconf=<optimized out>, plog=0x55d0a5a043a8, s=0x55d0a5a03008) at event.c:3085
No locals.
#5  0x000055d0a3bde19e in ap_run_mpm (pconf=0x55d0a59d7138, plog=0x55d0a5a043a8, s=0x55d0a5a03008) at mpm_common.c:94
No locals.
#6  0x000055d0a3bd6b3b in main (argc=3, argv=0x7ffd9d1b1df8) at main.c:819
No locals.
[Inferior 1 (process 5361) detached]
