#include "collect/syscalls.h"

#include "base/bytes.h"

#ifdef __linux__
#include <sys/syscall.h>
#endif

#define NAMED(call) \
	{ \
		SYS_##call, #call \
	}

/* Calls in which threads wait, with this machine's numbers. Calls under one condition are on the same machines. */
static const struct {
	long long number;
	const char *name;
} names[] = {
#ifdef __linux__
	NAMED(read), NAMED(write), NAMED(readv), NAMED(writev), NAMED(pread64), NAMED(pwrite64),
	NAMED(preadv), NAMED(pwritev), NAMED(epoll_pwait), NAMED(rt_sigsuspend), NAMED(waitid),
	NAMED(flock), NAMED(fsync), NAMED(fdatasync), NAMED(sync), NAMED(openat), NAMED(close),
	NAMED(io_submit), NAMED(splice), NAMED(tee), NAMED(vmsplice), NAMED(fallocate),
	NAMED(msync), NAMED(munmap), NAMED(mremap), NAMED(mprotect), NAMED(madvise), NAMED(brk),
	NAMED(ioctl), NAMED(restart_syscall), NAMED(sched_yield), NAMED(unlinkat), NAMED(mkdirat),
	NAMED(faccessat), NAMED(readlinkat), NAMED(getdents64), NAMED(clone), NAMED(execve),
	NAMED(exit), NAMED(exit_group), NAMED(kill), NAMED(tgkill), NAMED(ptrace), NAMED(mount),
	NAMED(umount2), NAMED(quotactl),
#endif
/* missing where times always have 64 bits */
#ifdef SYS_futex
	NAMED(futex), NAMED(ppoll), NAMED(pselect6), NAMED(clock_nanosleep), NAMED(rt_sigtimedwait),
	NAMED(recvmmsg), NAMED(mq_timedreceive), NAMED(mq_timedsend),
#endif
#ifdef SYS_nanosleep
	NAMED(nanosleep), NAMED(wait4), NAMED(io_getevents),
#endif
/* missing where calls without a folder's descriptor were left out */
#ifdef SYS_open
	NAMED(open), NAMED(poll), NAMED(epoll_wait), NAMED(unlink), NAMED(rename), NAMED(mkdir),
	NAMED(rmdir), NAMED(stat), NAMED(lstat), NAMED(access), NAMED(readlink), NAMED(fork),
#endif
/* missing where they were all one call for long, socketcall or ipc */
#ifdef SYS_connect
	NAMED(connect), NAMED(accept4), NAMED(recvfrom), NAMED(recvmsg), NAMED(sendto),
	NAMED(sendmsg), NAMED(sendmmsg), NAMED(shutdown), NAMED(socket),
#endif
#ifdef SYS_semctl
	NAMED(semctl), NAMED(msgrcv), NAMED(msgsnd),
#endif
#ifdef SYS_preadv2
	NAMED(preadv2), NAMED(pwritev2),
#endif
/* missing where calls for large files took their place */
#ifdef SYS_fcntl
	NAMED(fcntl), NAMED(ftruncate), NAMED(lseek), NAMED(sendfile),
#endif
/* newer ones, and those that one machine or another lacks */
#ifdef SYS_select
	NAMED(select),
#endif
#ifdef SYS_epoll_pwait2
	NAMED(epoll_pwait2),
#endif
#ifdef SYS_futex_waitv
	NAMED(futex_waitv),
#endif
#ifdef SYS_futex_wait
	NAMED(futex_wait),
#endif
#ifdef SYS_pause
	NAMED(pause),
#endif
#ifdef SYS_accept
	NAMED(accept),
#endif
#ifdef SYS_semop
	NAMED(semop),
#endif
#ifdef SYS_semtimedop
	NAMED(semtimedop),
#endif
#ifdef SYS_syncfs
	NAMED(syncfs),
#endif
#ifdef SYS_sync_file_range
	NAMED(sync_file_range),
#endif
#ifdef SYS_openat2
	NAMED(openat2),
#endif
#ifdef SYS_io_pgetevents
	NAMED(io_pgetevents),
#endif
#ifdef SYS_io_uring_enter
	NAMED(io_uring_enter),
#endif
#ifdef SYS_copy_file_range
	NAMED(copy_file_range),
#endif
#ifdef SYS_mmap
	NAMED(mmap),
#endif
#ifdef SYS_renameat
	NAMED(renameat),
#endif
#ifdef SYS_renameat2
	NAMED(renameat2),
#endif
#ifdef SYS_fstat
	NAMED(fstat),
#endif
#ifdef SYS_newfstatat
	NAMED(newfstatat),
#endif
#ifdef SYS_statx
	NAMED(statx),
#endif
#ifdef SYS_faccessat2
	NAMED(faccessat2),
#endif
#ifdef SYS_clone3
	NAMED(clone3),
#endif
#ifdef SYS_vfork
	NAMED(vfork),
#endif
#ifdef SYS_execveat
	NAMED(execveat),
#endif
#ifdef SYS_getrandom
	NAMED(getrandom),
#endif
#ifdef SYS_membarrier
	NAMED(membarrier),
#endif
	{ -1, NULL }
};

const char *
syscalls_name(long long number)
{
	for (size_t i = 0; names[i].name != NULL; i++)
		if (names[i].number == number)
			return names[i].name;
	return NULL;
}
