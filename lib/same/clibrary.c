#include "same/clibrary.h"

#include "base/words.h"

/* How the names of these libraries' files begin. */
static const struct bytes modules[] = { BYTES_ROW("libc.so"), BYTES_ROW("libc-2"),
	BYTES_ROW("libc.musl"), BYTES_ROW("libpthread"), BYTES_ROW("ld-"), BYTES_ROW("ld.so"),
	BYTES_ROW("libthr.so"), BYTES_ROW("librt.so"), BYTES_ROW("librt-"), BYTES_ROW("libm.so"),
	BYTES_ROW("libm-"), BYTES_ROW("libsystem_"), BYTES_ROW("libdyld"), BYTES_ROW("dyld"),
	BYTES_ROW("[vdso"), BYTES_ROW("linux-vdso"), BYTES_ROW("linux-gate"),
	BYTES_ROW("system-supplied DSO"), BYTES_ROW("libstdc++.so"), BYTES_ROW("libc++.so"),
	BYTES_ROW("libc++abi"), BYTES_ROW("libgcc_s") };

/* The sources of glibc, as distributions build it. */
static const struct bytes files[] = { BYTES_ROW("./nptl/"), BYTES_ROW("./libio/"),
	BYTES_ROW("./stdlib/"), BYTES_ROW("./csu/"), BYTES_ROW("./io/"), BYTES_ROW("./socket/"),
	BYTES_ROW("./posix/"), BYTES_ROW("./time/"), BYTES_ROW("./misc/"), BYTES_ROW("./signal/"),
	BYTES_ROW("./malloc/"), BYTES_ROW("./debug/"), BYTES_ROW("./assert/"),
	BYTES_ROW("./string/"), BYTES_ROW("./sysdeps/") };

/* Where threads and programs begin. */
static const struct bytes roots[] = { BYTES_ROW("main"), BYTES_ROW("start"),
	BYTES_ROW("start_thread"), BYTES_ROW("clone"), BYTES_ROW("clone3"),
	BYTES_ROW("thread_start"), BYTES_ROW("pthread_start"), BYTES_ROW("pthread_body"),
	BYTES_ROW("lwp_start"), BYTES_ROW("thr_setup"), BYTES_ROW("rt_sigreturn"),
	BYTES_ROW("restore_rt"), BYTES_ROW("execute_native_thread_routine"),
	BYTES_ROW("ret_from_fork"), BYTES_ROW("RtlUserThreadStart"),
	BYTES_ROW("BaseThreadInitThunk"), BYTES_ROW("<signal handler called>") };

/* Functions in which threads of any program wait, end or fail; then how the names of whole families of them begin. */
static const struct bytes functions[] = { BYTES_ROW("poll"), BYTES_ROW("ppoll"),
	BYTES_ROW("select"), BYTES_ROW("pselect"), BYTES_ROW("epoll_wait"),
	BYTES_ROW("epoll_pwait"), BYTES_ROW("kevent"), BYTES_ROW("read"), BYTES_ROW("write"),
	BYTES_ROW("readv"), BYTES_ROW("writev"), BYTES_ROW("pread"), BYTES_ROW("pwrite"),
	BYTES_ROW("recv"), BYTES_ROW("recvfrom"), BYTES_ROW("recvmsg"), BYTES_ROW("send"),
	BYTES_ROW("sendto"), BYTES_ROW("sendmsg"), BYTES_ROW("accept"), BYTES_ROW("accept4"),
	BYTES_ROW("connect"), BYTES_ROW("open"), BYTES_ROW("openat"), BYTES_ROW("close"),
	BYTES_ROW("ioctl"), BYTES_ROW("fcntl"), BYTES_ROW("fsync"), BYTES_ROW("fdatasync"),
	BYTES_ROW("futex"), BYTES_ROW("syscall"), BYTES_ROW("syscall_cancel"),
	BYTES_ROW("internal_syscall_cancel"), BYTES_ROW("syscall_cancel_arch"),
	BYTES_ROW("nanosleep"), BYTES_ROW("clock_nanosleep"), BYTES_ROW("usleep"),
	BYTES_ROW("sleep"), BYTES_ROW("pause"), BYTES_ROW("sched_yield"), BYTES_ROW("wait4"),
	BYTES_ROW("waitpid"), BYTES_ROW("waitid"), BYTES_ROW("fork"), BYTES_ROW("execve"),
	BYTES_ROW("sigwait"), BYTES_ROW("sigwaitinfo"), BYTES_ROW("sigtimedwait"),
	BYTES_ROW("sigsuspend"), BYTES_ROW("do_sigwait"), BYTES_ROW("msgrcv"), BYTES_ROW("semop"),
	BYTES_ROW("sem_wait"), BYTES_ROW("sem_timedwait"), BYTES_ROW("new_sem_wait_slow"),
	BYTES_ROW("do_futex_wait"), BYTES_ROW("raise"), BYTES_ROW("gsignal"), BYTES_ROW("abort"),
	BYTES_ROW("kill"), BYTES_ROW("tgkill"), BYTES_ROW("exit"), BYTES_ROW("run_exit_handlers"),
	BYTES_ROW("cxa_finalize"), BYTES_ROW("assert_fail"), BYTES_ROW("assert_fail_base"),
	BYTES_ROW("fortify_fail"), BYTES_ROW("chk_fail"), BYTES_ROW("stack_chk_fail"),
	BYTES_ROW("malloc"), BYTES_ROW("calloc"), BYTES_ROW("realloc"), BYTES_ROW("free"),
	BYTES_ROW("cfree"), BYTES_ROW("memalign"), BYTES_ROW("posix_memalign"),
	BYTES_ROW("int_malloc"), BYTES_ROW("int_free"), BYTES_ROW("int_realloc"),
	BYTES_ROW("malloc_consolidate"), BYTES_ROW("malloc_printerr"), BYTES_ROW("munmap_chunk"),
	BYTES_ROW("unlink_chunk"), BYTES_ROW("sysmalloc"), BYTES_ROW("memcpy"),
	BYTES_ROW("memmove"), BYTES_ROW("memset"), BYTES_ROW("memcmp"), BYTES_ROW("memchr"),
	BYTES_ROW("mempcpy"), BYTES_ROW("strlen"), BYTES_ROW("strnlen"), BYTES_ROW("strcmp"),
	BYTES_ROW("strncmp"), BYTES_ROW("strcpy"), BYTES_ROW("strncpy"), BYTES_ROW("strcat"),
	BYTES_ROW("strchr"), BYTES_ROW("strrchr"), BYTES_ROW("strstr"), BYTES_ROW("strdup"),
	BYTES_ROW("strtol"), BYTES_ROW("printf"), BYTES_ROW("fprintf"), BYTES_ROW("sprintf"),
	BYTES_ROW("snprintf"), BYTES_ROW("vfprintf"), BYTES_ROW("vsnprintf"),
	BYTES_ROW("vfprintf_internal"), BYTES_ROW("puts"), BYTES_ROW("fputs"), BYTES_ROW("fwrite"),
	BYTES_ROW("fread"), BYTES_ROW("fgets"), BYTES_ROW("getline"), BYTES_ROW("fclose"),
	BYTES_ROW("fflush"), BYTES_ROW("qsort"), BYTES_ROW("qsort_r"), BYTES_ROW("bsearch"),
	BYTES_ROW("longjmp"), BYTES_ROW("dlopen"), BYTES_ROW("dlclose"), BYTES_ROW("getaddrinfo"),
	BYTES_ROW("kernel_vsyscall"), BYTES_ROW("select_nocancel"), BYTES_ROW("poll_nocancel"),
	BYTES_ROW("read_nocancel"), BYTES_ROW("write_nocancel"), BYTES_ROW("pollsys"),
	BYTES_ROW("lwp_park"), BYTES_ROW("lwp_wait"), BYTES_ROW("cond_wait"),
	BYTES_ROW("cond_wait_queue"), BYTES_ROW("so_accept"), BYTES_ROW("waitsys"),
	BYTES_ROW("operator new"), BYTES_ROW("operator new[]"), BYTES_ROW("operator delete"),
	BYTES_ROW("operator delete[]") };
static const struct bytes beginnings[] = { BYTES_ROW("pthread_"), BYTES_ROW("futex_"),
	BYTES_ROW("lll_"), BYTES_ROW("libc_"), BYTES_ROW("IO_"), BYTES_ROW("dl_"),
	BYTES_ROW("std::"), BYTES_ROW("gnu_cxx::"), BYTES_ROW("cxxabiv1::"), BYTES_ROW("cxa_"),
	BYTES_ROW("gthread_"), BYTES_ROW("gxx_personality_"), BYTES_ROW("Unwind_") };

bool
clibrary_is_module(struct bytes module)
{
	return words_start(LIST(modules), bytes_behind_last(module, '/')) != WORDS_NONE;
}

bool
clibrary_is_file(struct bytes file)
{
	const char *place = bytes_find(file, BYTES("./"));

	return place != NULL && words_within(LIST(files), bytes_at(file, place)) != WORDS_NONE;
}

bool
clibrary_is_function(struct bytes name)
{
	return words_find(LIST(functions), name) != WORDS_NONE ||
	    words_start(LIST(beginnings), name) != WORDS_NONE;
}

bool
clibrary_is_root(struct bytes name)
{
	return words_find(LIST(roots), name) != WORDS_NONE ||
	    bytes_start(name, BYTES("libc_start"));
}
