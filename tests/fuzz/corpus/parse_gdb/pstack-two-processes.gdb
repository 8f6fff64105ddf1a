812:	oven -d
 fed44f95 _read    (7) + 15
813:	mill -d
 fed44f95 _read    (8) + 15
