Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in alloc::boxed::{impl#31}::call_once<(), (dyn core::ops::function::FnOnce<(), Output=f32> + core::marker::Send), alloc::alloc::Global> (self=..., args=()) at library/alloc/src/boxed.rs:2240
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
