process 25823
Mapped address spaces:

          Start Addr           End Addr       Size     Offset  Perms  objfile
            0x400000           0x401000     0x1000        0x0  r--p   /srv/fixture/mill (old)
            0x401000           0x402000     0x1000     0x1000  r-xp   /srv/fixture/mill (old)
            0x402000           0x403000     0x1000     0x2000  r--p   /srv/fixture/mill (old)
            0x403000           0x404000     0x1000     0x2000  r--p   /srv/fixture/mill (old)
            0x404000           0x405000     0x1000     0x3000  rw-p   /srv/fixture/mill (old)
          0x3f696000         0x3f6b7000    0x21000        0x0  rw-p   [heap]
      0x7f3afd13f000     0x7f3afd140000     0x1000        0x0  r--p   /srv/fixture/lib dir/libfoo (1).so
      0x7f3afd140000     0x7f3afd141000     0x1000     0x1000  r-xp   /srv/fixture/lib dir/libfoo (1).so
      0x7f3afd141000     0x7f3afd142000     0x1000     0x2000  r--p   /srv/fixture/lib dir/libfoo (1).so
      0x7f3afd142000     0x7f3afd143000     0x1000     0x2000  r--p   /srv/fixture/lib dir/libfoo (1).so
      0x7f3afd143000     0x7f3afd144000     0x1000     0x3000  rw-p   /srv/fixture/lib dir/libfoo (1).so
      0x7f3afd146000     0x7f3afd14a000     0x4000        0x0  r--p   [vvar]
      0x7f3afd14a000     0x7f3afd14c000     0x2000        0x0  r--p   [vvar_vclock]
      0x7f3afd14c000     0x7f3afd14e000     0x2000        0x0  r-xp   [vdso]
      0x7ffc84cfd000     0x7ffc84d1e000    0x21000        0x0  rw-p   [stack]
  0xffffffffff600000 0xffffffffff601000     0x1000        0x0  --xp   [vsyscall]
Thread 1 (Thread 0x7f3afd148740 (LWP 25823) "mill"):
#0  0x00007f3afd024df2 in __libc_pause () at ../sysdeps/unix/sysv/linux/pause.c:29
#1  0x00007f3afd140111 in ?? () from lib dir/libfoo (1).so
#2  0x00007f3afd14012c in lib_entry () from lib dir/libfoo (1).so
#3  0x0000000000401179 in ?? ()
#4  0x000000000040116a in ?? ()
#5  0x000000000040116a in ?? ()
#6  0x0000000000401189 in ?? ()
#7  0x00000000004011b0 in ?? ()
