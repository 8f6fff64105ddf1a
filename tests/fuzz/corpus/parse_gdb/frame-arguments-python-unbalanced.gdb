Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in _EvalFrame (f=Frame 0x1ee5f40, for file bake.py, line 84, in run (self=<Oven(lock=<lock at remote 0x7f10>) at remote 0x7f20>, args=('rye', '<vm...(truncated), throwflag=0) at ../Python/ceval.c:2240
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
