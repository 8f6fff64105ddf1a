Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x100004c8 in ?? ()
#1  ??
