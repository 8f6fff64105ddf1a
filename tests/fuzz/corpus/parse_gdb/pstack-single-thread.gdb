812:	/opt/mill/bin/oven -d
 fed44f95 _read    (7, 804700f, 1) + 15
 08071575 main     (3, 8047204) + a79
