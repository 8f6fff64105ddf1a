Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in <alloc[fdfd2bd8633a6659]::boxed::Box<dyn core[c1f1a4ba060b9bfa]::ops::function::FnOnce<(), Output = f32> + core[c1f1a4ba060b9bfa]::marker::Send>>::call (self=...) at /rustc/0123/library/alloc/src/boxed.rs:9
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
