5361:	/opt/mill/bin/millwheel
-----------------  lwp# 2 / thread# 2  --------------------
 feec872c mill_worker(), exit value = 0x00000000
	** zombie (exited, not detached, not yet joined) **
-----------------  lwp# 3 / thread# 3  --------------------
 fed43df9 __lwp_park (813502c, 8134ffc, 0) + 19
 fed43a91 _thr_setup (fec40a00) + 4e
