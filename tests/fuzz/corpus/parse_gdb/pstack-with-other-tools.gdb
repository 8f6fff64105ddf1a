REM collect.py 1.01 TOOL=pstack  PYPLATFORM=sunos5 ./collect.py --pid=812
REM /usr/bin/pstack
812:	oven -d
-----------------  lwp# 1 / thread# 1  --------------------
 fed44f95 _read    (7) + 15
REM /usr/bin/pldd
812:	oven -d
/lib/libc.so.1
/usr/lib/libgrain.so.1
REM /usr/bin/pflags
812:	oven -d
	data model = _ILP32  flags = ORPHAN|MSACCT|MSFORK
 /1:	flags = ASLEEP  read(0x7,0x804700f,0x1)
	sigmask = 0xffbee007,0x0000fff7
	why = PR_SUSPENDED
