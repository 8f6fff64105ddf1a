PID 13630 - process
TID 13630:
#0  0x00007fcc7d4addf2 pause
eu-stack: tid 13630: shown max number of frames (1, use -n 0 for unlimited)
TID 13632:
#0  0x000055b87068718e main
