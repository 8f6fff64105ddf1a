/*
 * The program of crash.gdb: workers take orders from a queue, one saves to a slow disk, a listener
 * waits for clients, and one worker crashes on an order with an item that is not in the list.
 *
 *   cc -g -pthread -o orders crash.c && (ulimit -c unlimited; ./orders)
 *   gdb -nx -batch -ex 'info threads' -ex 'thread apply all bt full' orders core >crash.gdb 2>&1
 */
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct item {
	const char *name;
	int price;
};

struct order {
	int number;
	const char *item;
	int count;
};

static const struct item items[] = { { "tea", 3 }, { "milk", 1 }, { "sugar", 2 } };
static struct order queue[64];
static int taken, added;
static pthread_mutex_t queue_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t queue_grew = PTHREAD_COND_INITIALIZER;

static struct order
queue_take(void)
{
	struct order order;

	pthread_mutex_lock(&queue_lock);
	while (taken == added)
		pthread_cond_wait(&queue_grew, &queue_lock);
	order = queue[taken++];
	pthread_mutex_unlock(&queue_lock);
	return order;
}

static void
queue_add(struct order order)
{
	pthread_mutex_lock(&queue_lock);
	queue[added++] = order;
	pthread_cond_signal(&queue_grew);
	pthread_mutex_unlock(&queue_lock);
}

static const struct item *
find_item(const char *name)
{
	for (size_t i = 0; i < sizeof(items) / sizeof(items[0]); i++)
		if (strcmp(items[i].name, name) == 0)
			return &items[i];
	return NULL;
}

static int
total_price(const struct order *order)
{
	const struct item *item = find_item(order->item);

	return item->price * order->count;
}

static void
save_order(const struct order *order, int total)
{
	sleep(60); /* a slow disk */
	printf("order %d: %d\n", order->number, total);
}

static void *
worker(void *name)
{
	for (;;) {
		struct order order = queue_take();
		int total;

		usleep(100000); /* is there enough of it? */
		total = total_price(&order);
		save_order(&order, total);
	}
	return name;
}

static void *
listener(void *name)
{
	int fds[2];
	struct pollfd client = { .events = POLLIN };

	if (pipe(fds) == -1)
		return name;
	client.fd = fds[0];
	while (poll(&client, 1, -1) == 1)
		;
	return name;
}

int
main(void)
{
	pthread_t threads[6];

	pthread_create(&threads[0], NULL, listener, "listener");
	for (int i = 1; i < 6; i++)
		pthread_create(&threads[i], NULL, worker, "worker");
	sleep(1);
	queue_add((struct order){ .number = 1, .item = "tea", .count = 2 });
	sleep(1);
	queue_add((struct order){ .number = 2, .item = "coffee", .count = 1 });
	for (int i = 0; i < 6; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
