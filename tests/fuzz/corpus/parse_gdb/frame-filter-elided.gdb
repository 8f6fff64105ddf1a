Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#2  0x00005555555551c5 in outer_mark (a=1) at /srv/fixture/mill.c:12
    #0  0x00005555555551e0 in leaf_mark (a=3) at /srv/fixture/mill.c:14
    #1  0x00005555555551f0 in inner_mark (a=2) at /srv/fixture/mill.c:13
#3  0x0000555555555290 in main () at /srv/fixture/plain.c:40
