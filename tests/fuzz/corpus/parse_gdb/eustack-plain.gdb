PID 13630 - process
TID 13630:
#0  0x00007fcc7d4addf2 pause
#1  0x000055b87068718e main
#2  0x00007fcc7d43b24a __libc_start_call_main
#3  0x00007fcc7d43b305 __libc_start_main@@GLIBC_2.34
TID 13632:
#0  0x00007fcc7d4a1e96
#1  0x00007fcc7d4c2a93 clock_nanosleep@GLIBC_2.2.5
