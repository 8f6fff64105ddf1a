#0  [34m0x00005555555551c5[m in [33mgrind[m ([36mstone[m=0x5555555592a0, 
    [36mturns[m=7)
    at [32m/srv/fixture/mill.c[m:12
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
