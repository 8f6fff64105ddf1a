Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in buf (b=..., s=0x7ffe10 'x' <repeats 200 times>..., t=0x7ffe20 "ab", '(' <repeats 19 times>) at /srv/fixture/mill.c:12
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
