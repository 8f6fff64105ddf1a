/*
 * The program of healthy.gdb and deadlock.gdb: tellers of a bank move money between two accounts. They
 * lock both in the order in which they are named, which works until two customers come at the same time.
 *
 *   cc -g -pthread -o bank deadlock.c; ./bank & (for deadlock.gdb: ./bank busy & sleep 3)
 *   gdb -nx -batch -ex "echo REM --pid=$! --exe=$PWD/bank\n" -ex "attach $!" \
 *       -ex 'info threads' -ex 'thread apply all bt' bank >healthy.gdb 2>&1
 */
#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

struct account {
	int number;
	long balance;
	pthread_mutex_t lock;
};

struct transfer {
	struct account *from, *to;
};

static struct account accounts[] = { { 1, 100, PTHREAD_MUTEX_INITIALIZER },
	{ 2, 100, PTHREAD_MUTEX_INITIALIZER } };
static bool busy;

static void
move_money(struct account *from, struct account *to, long amount)
{
	pthread_mutex_lock(&from->lock);
	sleep(busy ? 1 : 0); /* checks the balance */
	pthread_mutex_lock(&to->lock);
	from->balance -= amount;
	to->balance += amount;
	pthread_mutex_unlock(&to->lock);
	pthread_mutex_unlock(&from->lock);
}

static void
wait_for_customer(void)
{
	sleep(busy ? 0 : 60);
}

static void *
teller(void *argument)
{
	struct transfer *transfer = argument;

	for (;;) {
		wait_for_customer();
		move_money(transfer->from, transfer->to, 10);
	}
	return NULL;
}

static long
total(void)
{
	long sum = 0;

	for (size_t i = 0; i < sizeof(accounts) / sizeof(accounts[0]); i++) {
		pthread_mutex_lock(&accounts[i].lock);
		sum += accounts[i].balance;
		pthread_mutex_unlock(&accounts[i].lock);
	}
	return sum;
}

static void *
auditor(void *argument)
{
	while (total() == 200)
		sleep(1);
	return argument;
}

int
main(int argc, char *argv[])
{
	struct transfer transfers[] = { { &accounts[0], &accounts[1] },
		{ &accounts[1], &accounts[0] } };
	pthread_t threads[4];

	busy = argc > 1 && argv[1][0] == 'b';
	for (int i = 0; i < 3; i++)
		pthread_create(&threads[i], NULL, teller, &transfers[i % 2]);
	pthread_create(&threads[3], NULL, auditor, NULL);
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
