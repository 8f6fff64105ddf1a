From                To                  Syms Read   Shared Object Library
0x00007ffff7e369d0  0x00007ffff7f995be  Yes (*)     /lib/x86_64-linux-gnu/libstdc++.so.6
0x00007ffff7fb0040  0x00007ffff7fb0140  Yes         /srv/fixture/lib dir/libfoo (1).so
                                        No          /srv/fixture/lib dir/libbar (2).so
(*): Shared library is missing debugging information.

Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00007ffff7fb0100 in foo_wait () from /srv/fixture/lib dir/libfoo (1).so
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
