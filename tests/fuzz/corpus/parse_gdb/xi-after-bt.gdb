Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in grind (n=1) at /srv/fixture/mill.c:12

Thread 2 (LWP 4102):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40

Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
=> 0x5555555551c5 <_ZN5Crate4turnEi+107>:	mov    %r8d,%edi

Thread 2 (LWP 4102):
   0x555555555290 <main+32>:	(bad)
cmds:4: Error in sourced command file:
Cannot access memory at address 0x0
