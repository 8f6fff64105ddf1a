#include "check.h"
#include "record/names.h"
#include "same/ownframe.h"

/* The frames of a thread, innermost first, and the level of the program's own innermost one; -1: none. */
static void
stands(const char *frames, long long level)
{
	struct arena *memory = arena_new(1 << 20);
	char record[2000];
	const char *reason;
	size_t place;
	const struct value *value;

	snprintf(record, sizeof(record), "{\"type\":\"thread\",\"frames\":[%s]}", frames);
	value = json_read(bytes_of(record), memory, &reason, &place);
	if (CHECK(value != NULL))
		CHECK(json_number(ownframe_of(value, memory), NAME_LEVEL) == level);
	arena_free(memory);
}

int
main(void)
{
	stands("", -1);
	stands("{\"level\":0,\"function\":\"futex_wait\",\"file\":\"../sysdeps/nptl/"
	       "futex-internal.h\"},"
	       "{\"level\":1,\"function\":\"___pthread_mutex_lock\",\"file\":\"./nptl/"
	       "pthread_mutex_lock.c\"},"
	       "{\"level\":2,\"function\":\"total\",\"file\":\"/srv/bank.c\",\"line\":63},"
	       "{\"level\":3,\"function\":\"auditor\"},{\"level\":4,\"function\":\"start_thread\"}",
	    2);
	/* functions from C++ headers between, inlined or not, with and without their files */
	stands("{\"level\":0,\"function\":\"___pthread_mutex_lock\"},"
	       "{\"level\":1,\"function\":\"__gthread_mutex_lock\",\"file\":\"/usr/include/"
	       "x86_64-linux-gnu/c++/12/bits/"
	       "gthr-default.h\"},"
	       "{\"level\":2,\"function\":\"std::mutex::lock\"},"
	       "{\"level\":3,\"function\":\"std::lock_guard<std::mutex>::lock_guard\"},"
	       "{\"level\":4,\"function\":\"Bank::total\"}",
	    4);
	/* main() alone */
	stands(
	    "{\"level\":0,\"function\":\"__pthread_clockjoin_ex\",\"module\":\"/lib/libc.so.6\"},"
	    "{\"level\":1,\"function\":\"main\",\"file\":\"/srv/bank.c\"}",
	    1);
	/* a stripped program */
	stands("{\"level\":0,\"function\":\"pthread_mutex_lock\",\"module\":\"/lib/"
	       "x86_64-linux-gnu/libc.so.6\"},"
	       "{\"level\":1,\"function\":\"??\",\"module\":\"/srv/bank\",\"module_offset\":4660},"
	       "{\"level\":2,\"function\":\"start_thread\",\"module\":\"/lib/x86_64-linux-gnu/"
	       "libc.so.6\"}",
	    1);
	/* only functions at the root of a stack, and a signal's frame */
	stands("{\"level\":0,\"function\":\"pause\"},"
	       "{\"level\":1,\"function\":\"<signal handler called>\",\"signal_handler\":true},"
	       "{\"level\":2,\"function\":\"start_thread\"},{\"level\":3,\"function\":\"clone3\"}",
	    -1);
	return check_end();
}
