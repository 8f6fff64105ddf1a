#include "check.h"
#include "collect/locks.h"

static void
calls(void)
{
	static const char *const none[] = { "", "running\n", "-1 0x7ffd 0x7f01\n", "202 0x1 0x2\n",
		"x\n" };
	struct futex_call call = locks_parse_call(
	    "202 0x560cef8923c8 0x80 0x2 0x0 0x1 0xffffffffffffffff 0x7ffd10 0x7f01\n");

	CHECK(
	    call.number == 202 && call.arguments[0] == 0x560cef8923c8 && call.arguments[1] == 0x80);
	CHECK(call.arguments[2] == 2 && call.arguments[3] == 0 && call.arguments[4] == 1);
	CHECK(call.arguments[5] == UINT64_MAX && call.stack == 0x7ffd10 && call.place == 0x7f01);
	for (size_t i = 0; i < COUNT_OF(none); i++)
		CHECK(locks_parse_call(none[i]).number == -1);
}

/* A contended mutex of thread 7, and the call of the thread that waits. */
static size_t
read_mutex(void *from, uint64_t at, char *to, size_t size)
{
	static const uint32_t mutex[10] = { 2, 0, 7, 1, 0, 0, 0, 0, 0, 0 };

	(void)from;
	if (at < 0x1000 || at - 0x1000 > sizeof(mutex) || size > sizeof(mutex) - (at - 0x1000))
		return 0;
	memcpy(to, (const char *)mutex + (at - 0x1000), size);
	return size;
}

static bool
is_said(const char *path, uint64_t place)
{
	const struct elf_source memory = { read_mutex, NULL, UINT64_MAX };
	struct module module = { .path = bytes_of(path), .base = 0x4000, .end = 0x5000 };
	struct module_map map = { .list = &module, .count = 1 };
	struct futex_thread threads[] = { { 7, 7, false } };
	struct locks locks;
	struct locks_reading reading = locks_begin(&locks, &memory, &map);
	struct locks_thread thread = { .lwp = 8, .call = { 202, { 0x1000, 0x80, 2 }, 0, place } };
	const struct locks_thread *found;
	bool said;

	reading.process.threads = threads;
	reading.process.thread_count = 1;
	locks_add(&reading, thread);
	reading.process.threads = NULL;
	locks_end(&reading);
	found = locks_find(&locks, 8);
	said = found != NULL && found->lock.kind != NULL;
	CHECK(found != NULL && locks_find(&locks, 9) == NULL);
	locks_free(&locks);
	return said;
}

/* The call has to be one of glibc's. */
static void
libraries(void)
{
	static const char *const good[] = { "/lib/x86_64-linux-gnu/libc.so.6",
		"/lib64/libc-2.17.so", "libpthread-2.17.so", "/lib64/libpthread.so.0" };
	static const char *const bad[] = { "/lib/ld-musl-x86_64.so.1", "/usr/lib/libc.so",
		"/srv/worker", "/srv/libc.so.6.d/plugin.so", "[vdso]" };

	for (size_t i = 0; i < COUNT_OF(good); i++) {
		CHECK(is_said(good[i], 0x4567));
		CHECK(!is_said(good[i], 0x5567)); /* in no module */
	}
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		CHECK(!is_said(bad[i], 0x4567));
}

int
main(void)
{
	calls();
	libraries();
	return check_end();
}
