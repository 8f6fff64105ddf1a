Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  [34m0x00005555555551c5[m in [33mCrate::turn[m ([36mthis[m=0x7ffe10, [36mn[m=1) at [32m/srv/fixture/mill.cpp[m:31
        [36mx[m = 5
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
