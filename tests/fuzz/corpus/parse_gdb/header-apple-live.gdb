Thread 27 (process 3265 thread 0x2903):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
