core '/export/home/miller/core' of 5361:	/export/home/miller/bin/millwheel -k start
-----------------  lwp# 1 / thread# 1  --------------------
 fed44f95 _read    (7, 804700f, 1, fe77b07c) + 15
 fe77b0a5 pod_check (81b1bf0, fe775314, 8047068, fe777a7c) + c
 08071575 main     (3, 8047204, 8047214, 806febf) + a79
 0806ff1d _start   (3, 8047340, 8047367, 804736a, 0, 8047370)
