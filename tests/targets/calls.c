/*
 * Threads that each stay in one system call. Prints `LWP WORDS` for each, where the words are the state that our packs
 * give to a thread in that call, and then `ready` when all of them are in their calls.
 *
 * usage: calls DIRECTORY [vfork]     (vfork: only one thread, in a call that nothing can interrupt)
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static int silent[2], full[2], listening;
static pthread_mutex_t held = PTHREAD_MUTEX_INITIALIZER;
static char byte, many[65536];

/* Starts a child, which ends with its parent. */
static void
stay(void)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (;;)
		pause();
}

static void
reads(void)
{
	read(silent[0], &byte, 1);
}
static void
receives(void)
{
	int pair[2];
	socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
	recv(pair[0], &byte, 1, 0);
}
static void
writes(void)
{
	for (;;)
		write(full[1], many, sizeof(many));
}
static void
polls(void)
{
	struct pollfd fd = { silent[0], POLLIN, 0 };
	poll(&fd, 1, -1);
}
static void
selects(void)
{
	fd_set set;
	FD_ZERO(&set);
	FD_SET(silent[0], &set);
	select(silent[0] + 1, &set, NULL, NULL, NULL);
}
static void
epolls(void)
{
	struct epoll_event event;
	epoll_wait(epoll_create1(0), &event, 1, -1);
}
static void
waits_for_child(void)
{
	pid_t child = fork();
	if (child == 0)
		stay();
	waitpid(child, NULL, 0);
}
static void
accepts(void)
{
	accept(listening, NULL, NULL);
}
static void
sleeps(void)
{
	for (;;)
		sleep(3000);
}
static void
pauses(void)
{
	pause();
}
static void
locks_file(void)
{
	flock(open("lock", O_RDWR | O_CREAT, 0600), LOCK_EX);
}
static void
locks_region(void)
{
	lockf(open("lock", O_RDWR | O_CREAT, 0600), F_LOCK, 0);
}
static void
takes_message(void)
{
	struct {
		long type;
		char text[8];
	} message;
	msgrcv(msgget(IPC_PRIVATE, 0600), &message, 8, 0, 0);
}
static void
takes_semaphore(void)
{
	struct sembuf down = { 0, -1, 0 };
	semop(semget(IPC_PRIVATE, 1, 0600), &down, 1);
}
static void
takes_mutex(void)
{
	pthread_mutex_lock(&held);
}
static void
opens(void)
{
	mkfifo("fifo", 0600);
	open("fifo", O_RDONLY);
}
static void
runs(void)
{
	for (;;)
		;
}
static void
has_vforked(void)
{
	if (vfork() == 0)
		stay();
}
static void
takes_from_queue(void)
{
	char name[64];
	struct mq_attr attributes = { .mq_maxmsg = 1, .mq_msgsize = 8 };
	mqd_t queue;

	snprintf(name, sizeof(name), "/st-calls.%d", (int)getpid());
	queue = mq_open(name, O_RDWR | O_CREAT, 0600, &attributes);
	mq_unlink(name);
	if (queue != (mqd_t)-1)
		mq_receive(queue, many, 8, NULL);
	for (;;)
		pause();
}
static void
connects(void)
{
	/* the queue is full, and nobody receives */
	struct sockaddr_un to = { .sun_family = AF_UNIX, .sun_path = "socket" };
	int server = socket(AF_UNIX, SOCK_STREAM, 0);

	unlink(to.sun_path);
	bind(server, (struct sockaddr *)&to, sizeof(to));
	listen(server, 0);
	for (;;)
		connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&to, sizeof(to));
}

struct call {
	void (*enter)(void);
	const char *word;
};

static const struct call calls[] = {
	{ reads, "reading" }, { receives, "reading" }, { writes, "writing" },
	{ polls, "waiting for events" }, { selects, "waiting for events" }, { epolls, "waiting for events" },
	{ waits_for_child, "waiting for a child process" }, { accepts, "waiting for a connection to accept" },
	{ sleeps, "sleeping" }, { pauses, "waiting for a signal" },
	{ locks_file, "waiting for a file lock" }, { locks_region, "waiting for a file lock" },
	{ takes_message, "waiting for System V IPC" }, { takes_semaphore, "waiting for System V IPC" },
	{ takes_mutex, "waiting on a futex" }, { opens, "opening a file" }, { runs, "running" },
	{ connects, "connecting" }, { takes_from_queue, "waiting for a message queue" },
}, vforks = { has_vforked, "in the kernel (D)" };

static void *
run(void *argument)
{
	const struct call *call = argument;

	printf("%ld %s\n", syscall(SYS_gettid), call->word);
	fflush(stdout);
	/* a debugger's attach ends some of these calls with EINTR */
	for (;;)
		call->enter();
	return NULL;
}

static void
start(const struct call *call)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, run, (void *)call) != 0)
		abort();
}

int
main(int argc, char *argv[])
{
	struct sockaddr_in here = { .sin_family = AF_INET };
	int lock;

	if (argc < 2 || chdir(argv[1]) != 0)
		return 2;
	printf("%d waiting for a signal\n", (int)getpid());
	pthread_mutex_lock(&held);
	pipe(silent);
	pipe(full);
	listening = socket(AF_INET, SOCK_STREAM, 0);
	here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	bind(listening, (struct sockaddr *)&here, sizeof(here));
	listen(listening, 5);
	lock = open("lock", O_RDWR | O_CREAT, 0600);
	flock(lock, LOCK_EX);
	/* another process locks a region of the file */
	if (fork() == 0) {
		lockf(open("lock", O_RDWR), F_LOCK, 0);
		write(silent[1], &byte, 1);
		stay();
	}
	read(silent[0], &byte, 1);
	for (size_t i = 0; argc == 2 && i < sizeof(calls) / sizeof(calls[0]); i++)
		start(&calls[i]);
	if (argc > 2)
		start(&vforks);
	printf("ready\n");
	fflush(stdout);
	for (;;)
		pause();
}
