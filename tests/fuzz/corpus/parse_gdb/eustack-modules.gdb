PID 13630 - process module memory map
0x000055b870686000-0x000055b87068b000 t2
  [1092faf9e928152b36d9abea2c6e76fe6442b8f2]
  /srv/fixture/t2
  -
PID 13630 - process
TID 13630:
#0  0x00007fcc7d4addf2 pause
