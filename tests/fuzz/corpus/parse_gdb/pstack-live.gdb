19836:  /opt/mill/bin/millwheel -D SSL
-----------------  lwp# 1 / thread# 1  --------------------
 ffffffff7d8a9088 lwp_wait (6, ffffffff7ffff2ac)
 0000000100054560 child_main (7a000, 1003e60c0, 2, 10029a178) + 7b8
-----------------  lwp# 30 / thread# 31  --------------------
 ffffffff7d8a755c poll     (ffffffff757fbb60, 0, 3e8)
 ffffffff7c3851a8 __1cIcm_sleep6FLl_v_ (1, 0, 6, 0, 0, 0) + 30
