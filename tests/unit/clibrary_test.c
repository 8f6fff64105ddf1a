#include "same/clibrary.h"

#include "check.h"

/* Names, ended by NULL, and what a question about each of them has to be answered. */
static void
all(bool (*is)(struct bytes), bool wanted, const char *const names[])
{
	for (size_t i = 0; names[i] != NULL; i++)
		if (!CHECK(is(bytes_of(names[i])) == wanted))
			printf("   `%s`\n", names[i]);
}

/* Where Debian, Alpine, FreeBSD and macOS have them: ldd, otool -L; and what only looks so. */
static void
test_modules(void)
{
	static const char *const modules[] = { "/lib/x86_64-linux-gnu/libc.so.6", "libc.so.7",
		"/lib/libc-2.31.so", "/lib/ld-musl-x86_64.so.1", "libc.musl-x86_64.so.1",
		"/lib64/ld-linux-x86-64.so.2", "/lib/libpthread.so.0", "/lib/libthr.so.3",
		"librt.so.1", "libm.so.6", "/usr/lib/system/libsystem_kernel.dylib",
		"/usr/lib/dyld", "[vdso]", "linux-vdso.so.1",
		"/usr/lib/x86_64-linux-gnu/libstdc++.so.6", "libc++.so.1", "libc++abi.so.1",
		"/lib/libgcc_s.so.1", NULL };
	static const char *const others[] = { "", "/srv/libcodec.so", "/srv/libcurl.so.4",
		"/lib/libcrypto.so.3", "/srv/libc.so.6/relay", "libmagic.so.1", "[stack]", NULL };

	all(clibrary_is_module, true, modules);
	all(clibrary_is_module, false, others);
}

static void
test_files(void)
{
	static const char *const files[] = { "./nptl/pthread_mutex_lock.c",
		"../sysdeps/unix/sysv/linux/poll.c", "/build/glibc-2.36/nptl/./nptl/x.c",
		"./string/../sysdeps/x86_64/memcpy.S", NULL };
	static const char *const others[] = { "", "nptl/x.c", "./work/x.c", "/srv/nptl/x.c",
		"./stdlibs/x.c", NULL };

	all(clibrary_is_file, true, files);
	all(clibrary_is_file, false, others);
}

/* By normalised names: without leading underscores. */
static void
test_functions(void)
{
	static const char *const functions[] = { "poll", "malloc", "pthread_cond_wait",
		"std::terminate", "libc_message", "operator new[]", "syscall_cancel_arch",
		"cxa_throw", "IO_file_write", NULL };
	static const char *const roots[] = { "main", "start", "start_thread", "clone3",
		"libc_start_call_main", "libc_start_main", "thr_setup",
		"execute_native_thread_routine", NULL };
	static const char *const others[] = { "", "work", "polling", "my_malloc", "mystd::f",
		"pthread", "operator+", "start_work", "mainloop", NULL };

	all(clibrary_is_function, true, functions);
	all(clibrary_is_function, false, others);
	all(clibrary_is_root, true, roots);
	all(clibrary_is_root, false, others);
	all(clibrary_is_root, false, functions);
}

int
main(void)
{
	test_modules();
	test_files();
	test_functions();
	return check_end();
}
