Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  on_segv (sig=11) at /srv/fixture/mill.c:30
#1  <signal handler called>
#2  0x00005555555551c5 in grind (n=1) at /srv/fixture/mill.c:12
