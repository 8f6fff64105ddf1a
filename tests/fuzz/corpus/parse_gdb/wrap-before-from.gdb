Thread 1 (Thread 0x7ffff7d8e740 (LWP 4100)):
#0  0x00007ffff7e5fdf2 in a_function_of_a_library_with_a_long_name ()
   from /srv/fixture/lib dir/libfoo (1).so
#1  0x0000555555555290 in main () at /srv/fixture/plain.c:40
