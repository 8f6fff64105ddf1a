warning: Section `.reg-xstate/4100' in core file too small.
warning: Can't open file /srv/fixture/lib dir/libfoo (1).so during file-backed mapping note processing
warning: Could not load shared library symbols for /srv/fixture/lib dir/libfoo (1).so.
Do you need "set solib-search-path" or "set sysroot"?
BFD: /lib/x86_64-linux-gnu/libc.so.6: unknown type [0x13] section `.relr.dyn'
warning: File "/srv/fixture/libthread_db.so.1" auto-loading has been declined by your `auto-load safe-path' set to "$debugdir:$datadir/auto-load".
To enable execution of this file add
	add-auto-load-safe-path /srv/fixture/libthread_db.so.1
line to your configuration file "/home/miller/.config/gdb/gdbinit".
To completely disable this security protection add
	set auto-load safe-path /
line to your configuration file "/home/miller/.config/gdb/gdbinit".
For more information about this security protection see the
"Auto-loading safe path" section in the GDB manual.  E.g., run from the shell:
	info "(gdb)Auto-loading safe path"
Missing separate debuginfos, use: dnf debuginfo-install glibc-2.36-9.x86_64
Try: yum --enablerepo='*-debuginfo' install /usr/lib/debug/.build-id/12/34567890
Enable debuginfod for this session? (y or [n]) [answered N; input not from terminal]
Downloading separate debug info for /lib64/libgrain.so.1...

Thread 1 (LWP 4100):
#0  0x0000555555555290 in main () at /srv/fixture/plain.c:40
warning: 40	/srv/fixture/plain.c: No such file or directory
