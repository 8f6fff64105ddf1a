---Type <return> to continue, or q <return> to quit---Thread 5 (Thread 0x7ffff6d8c6c0 (LWP 4105)):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
