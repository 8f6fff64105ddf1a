#include "native/journal.h"

#include "check.h"
#include "quotes.h"

static struct arena *memory;

/* Quotes are written as ' here. */
static enum journal_entry
entry(const char *object, struct journal *journal)
{
	return journal_read(quotes_json(object, memory), memory, journal);
}

/* An entry as `journalctl -o json` of systemd 252 writes it, numbers as texts. */
static void
test_journal(void)
{
	struct journal journal;

	CHECK(entry("{'__CURSOR':'s','COREDUMP_PID':'400','COREDUMP_EXE':'/usr/sbin/loomd',"
		    "'COREDUMP_CMDLINE':'loomd -f x','COREDUMP_HOSTNAME':'web3',"
		    "'COREDUMP_FILENAME':'/var/lib/core.zst','COREDUMP_SIGNAL_NAME':'SIGSEGV',"
		    "'COREDUMP_TID':'402','COREDUMP_THREAD_NAME':'spooler','MESSAGE':'a\\nb'}",
		  &journal) == JOURNAL_CRASH);
	CHECK(journal.process.pid == 400 && journal.lwp == 402);
	CHECK_TEXT(journal.process.exe, BYTES("/usr/sbin/loomd"));
	CHECK_TEXT(journal.process.command, BYTES("loomd -f x"));
	CHECK_TEXT(journal.process.host, BYTES("web3"));
	CHECK_TEXT(journal.process.core, BYTES("/var/lib/core.zst"));
	CHECK_TEXT(journal.signal, BYTES("SIGSEGV"));
	CHECK_TEXT(journal.comm, BYTES("spooler"));
	CHECK_TEXT(journal.text, BYTES("a\nb"));
	/* a message that is not UTF-8 is an array of its bytes */
	CHECK(entry("{'COREDUMP_PID':'7','COREDUMP_SIGNAL_NAME':'SIGABRT','MESSAGE':[104,255,10]}",
		  &journal) == JOURNAL_CRASH);
	CHECK_TEXT(journal.text, BYTES("h\xff\n"));
	CHECK(journal.lwp == -1 && journal.comm.len == 0);
}

/* `coredumpctl info --json=pretty`, whose members have other names. */
static void
test_coredumpctl(void)
{
	struct journal journal;

	CHECK(entry("{'PID':400,'TID':402,'ThreadName':'spooler','SignalName':'SIGSEGV',"
		    "'Executable':'/usr/sbin/loomd','CommandLine':'loomd','Hostname':'web3',"
		    "'Message':'text'}",
		  &journal) == JOURNAL_CRASH);
	CHECK(journal.process.pid == 400 && journal.lwp == 402);
	CHECK_TEXT(journal.process.exe, BYTES("/usr/sbin/loomd"));
	CHECK_TEXT(journal.text, BYTES("text"));
}

static void
test_others(void)
{
	struct journal journal;

	CHECK(entry("{'__CURSOR':'s','MESSAGE':'started'}", &journal) == JOURNAL_OTHER);
	CHECK(entry("{'__REALTIME_TIMESTAMP':'1','COREDUMP_PID':'7'}", &journal) == JOURNAL_OTHER);
	CHECK(entry("{'message':'x','pid':7}", &journal) == JOURNAL_NONE);
	CHECK(entry("{'COREDUMP_PID':'many','COREDUMP_SIGNAL_NAME':'SIGSEGV'}", &journal) ==
	    JOURNAL_NONE);
	CHECK(entry("[]", &journal) == JOURNAL_NONE);
}

int
main(void)
{
	memory = arena_new(1 << 20);
	test_journal();
	test_coredumpctl();
	test_others();
	arena_free(memory);
	return check_end();
}
