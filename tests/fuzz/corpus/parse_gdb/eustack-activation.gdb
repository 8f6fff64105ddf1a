PID 13630 - process
TID 13630:
#0  0x00007fcc7d4addf2     pause
#1  0x000055b87068718e - 1 main
