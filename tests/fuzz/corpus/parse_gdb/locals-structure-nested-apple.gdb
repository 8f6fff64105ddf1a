Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in grind (n=1) at /srv/fixture/mill.c:12
	fd = {
  p = 0xb0db5000, 
  desc = {
    f = 0x13e846, 
    s = 0x13e846
  }, 
  data = 0x86584c
}
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
No locals.
