#include "native/rem.h"

#include "check.h"

int
main(void)
{
	static const struct {
		const char *line;
		long long pid, sample;
		const char *exe, *core;
	} rows[] = {
		{ "REM collect.py 1.01 TOOL=gdb  PYPLATFORM=linux2 ./collect.py "
		  "--exe=/usr/sbin/httpd -p 1234",
		    1234, -1, "/usr/sbin/httpd", "" },
		{ "REM st-collect --pid=7 --exe=/bin/a --sample=3", 7, 3, "/bin/a", "" },
		{ "REM collect.py -p1234 -e\t/bin/a -c core.7", 1234, -1, "/bin/a", "core.7" },
		{ "REM collect.py --core=core.7 --ex /bin/a", -1, -1, "/bin/a", "core.7" },
		{ "REM collect.py --pid 12x", -1, -1, "", "" },
		{ "REM collect.py --pidfile=9 -x 4 -p", -1, -1, "", "" },
		{ "REM /usr/bin/pstack", -1, -1, "", "" },
		{ "REM ", -1, -1, "", "" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct rem rem = rem_parse(bytes_from(bytes_of(rows[i].line), 4));

		if (!CHECK(rem.pid == rows[i].pid && rem.sample == rows[i].sample))
			printf("   %s\n", rows[i].line);
		CHECK_TEXT(rem.exe, bytes_of(rows[i].exe));
		CHECK_TEXT(rem.core, bytes_of(rows[i].core));
	}
	return check_end();
}
