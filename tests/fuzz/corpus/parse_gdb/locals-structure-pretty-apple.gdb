Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in grind (n=1) at /srv/fixture/mill.c:12
	tv = {
  tv_sec = 8542456, 
  tv_nsec = -1777564698
}
	rv = 0
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
No locals.
