5361:	/opt/mill/bin/millwheel
-----------------  lwp# 4 / thread# 4  --------------------
 ffffffff7eb2bd88 mill_worker(), exit value = 0x0000000000000000
        ** zombie (exited, not detached, not yet joined) **
