Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00005555555551c5 in std::thread::lifecycle::spawn_unchecked::{closure#1}::{closure#0}<mill::main::{closure_env#1}, f32> () at /rustc/0123/library/std/src/thread/lifecycle.rs:91
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
