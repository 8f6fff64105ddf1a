PID 13630 - core
TID 13630:
#0  0x00007fcc7d4addf2 foo_wait - libfoo (1).so
#1  0x000055b87068718e main - mill
