PID 13630 - process
TID 13630:
#0  0x00007fcc7d4addf2 pause
#1  0x000055b870687150 on_alarm
#2  0x00007fcc7d40f050 __restore_rt
#3  0x000055b87068718e main
