Thread 2 (Thread 0x7ffff6d8c6c0 (LWP 4102) "badÿ þ utf8"):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
