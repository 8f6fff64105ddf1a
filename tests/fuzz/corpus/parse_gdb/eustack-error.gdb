PID 13630 - process
TID 13630:
#0  0x00007fcc7d4addf2 pause
eu-stack: dwfl_thread_getframes tid 13630 at 0x7fcc7d4addf1 in /usr/lib/x86_64-linux-gnu/libc.so.6: No DWARF information found
TID 13632:
#0  0x000055b87068718e main
