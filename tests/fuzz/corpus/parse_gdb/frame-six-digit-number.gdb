Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#99999  0x00005555555551c5 in dig (depth=1) at /srv/fixture/mill.c:12
#100000 0x00005555555551c5 in dig (depth=0) at /srv/fixture/mill.c:12
