1425:	/opt/mill/bin/millwheel -k start
-----------------  lwp# 1 / thread# 1  --------------------
 fed44f95 _read    (7) + 15
