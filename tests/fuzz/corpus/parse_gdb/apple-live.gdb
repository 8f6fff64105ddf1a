Reading symbols for shared libraries . done
Attaching to program: `/opt/mill/bin/oven', process 7860.
0x96028382 in read ()
   2                         0x9602faa2 in __semwait_signal ()
*  1 "com.apple.main-thread" 0x96028382 in read ()
                                           Requested State Current State
Num Basename                 Type Address         Reason | | Source     
  1 oven                        - 0x1000             exec Y Y /opt/mill/bin/oven (offset 0x0)
  2 dyld                        - 0x8fe00000         dyld Y Y /usr/lib/dyld at 0x8fe00000 (offset 0x0) with prefix "__dyld_"

Thread 2 (process 7860):
#0  0x9602faa2 in __semwait_signal ()
No symbol table info available.
#1  0x0013e4e7 in mill_cond_wait (cond=0x865888, mutex=0x865848) at locks/unix/thread_cond.c:68
	rv = 0
warning: .o file "/opt/mill/src/.libs/fdqueue.o" more recent than executable timestamp in "/opt/mill/modules/mod_mill.so"
#2  0x9602f0de in thread_start ()
No symbol table info available.

Thread 1 (process 7860):
#0  0x96028382 in read ()
No symbol table info available.
