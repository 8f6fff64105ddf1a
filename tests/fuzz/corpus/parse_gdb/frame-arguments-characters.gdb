Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in chars (a=39 '\'', b=92 '\\', c=41 ')', d=34 '"', e=40 '(', f=-1 '\377') at /srv/fixture/mill.c:12
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
