#include "native/procstat.h"

#include "debugger.h"

/* Rows as FreeBSD 13 prints them with -kk and -k; with a name of full width, and with single blanks between columns. */
static const char text[] =
    "  PID    TID COMM                TDNAME              KSTACK                       \n"
    "  811 100431 loomd               -                   mi_switch+0x116 pipe_read+0x3d4 \n"
    "  811 100432 loom helper (19 ch) net io              mi_switch sleepq_wait \n"
    "  811 100433 loomd               spin                <running>                    \n"
    "811 100434 loomd a mi_switch+0x1\n"
    "another line\n"
    "  811 100435 loomd               a                   mi_switch+0x116 \n";

int
main(void)
{
	struct dialect dialect;
	char shown[1000];

	if (!debugger_open(&dialect))
		return 1;
	debugger_feed(&dialect, &procstat_debugger, bytes_of(text));
	CHECK(debugger_take(&dialect, shown, sizeof(shown)));
	CHECK_TEXT(bytes_of(shown), BYTES("-1 100431\nmi_switch|||278|:-1\npipe_read|||980|:-1\n"));
	CHECK(debugger_take(&dialect, shown, sizeof(shown)));
	CHECK_TEXT(bytes_of(shown), BYTES("-1 100432\nmi_switch|||-1|:-1\nsleepq_wait|||-1|:-1\n"));
	CHECK(debugger_take(&dialect, shown, sizeof(shown)));
	CHECK_TEXT(bytes_of(shown), BYTES("-1 100433\n"));
	CHECK(debugger_take(&dialect, shown, sizeof(shown)));
	CHECK_TEXT(bytes_of(shown), BYTES("-1 100434\nmi_switch|||1|:-1\n"));
	/* after another line it is no row */
	CHECK(!debugger_take(&dialect, shown, sizeof(shown)));
	CHECK(debugger_begins(&dialect, &procstat_debugger, "PID TID COMM TDNAME KSTACK", false) ==
	    BEGINS_PROCESS);
	CHECK(debugger_begins(&dialect, &procstat_debugger, "PID TID COMM TDNAME CPU", false) ==
	    BEGINS_NOTHING);
	debugger_close(&dialect);
	return check_end();
}
