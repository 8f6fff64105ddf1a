/* Two threads that wait for each other's mutex, and three that wait for work: lockup READY */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static pthread_mutex_t red = PTHREAD_MUTEX_INITIALIZER, blue = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t queue = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work = PTHREAD_COND_INITIALIZER;
static pthread_barrier_t both;

static void *
red_then_blue(void *nothing)
{
	pthread_mutex_lock(&red);
	pthread_barrier_wait(&both);
	pthread_mutex_lock(&blue);
	return nothing;
}

static void *
blue_then_red(void *nothing)
{
	pthread_mutex_lock(&blue);
	pthread_barrier_wait(&both);
	pthread_mutex_lock(&red);
	return nothing;
}

static void *
take_work(void *nothing)
{
	pthread_mutex_lock(&queue);
	for (;;)
		pthread_cond_wait(&work, &queue);
	return nothing;
}

int
main(int argc, char *argv[])
{
	pthread_t thread;
	FILE *ready;

	pthread_barrier_init(&both, NULL, 2);
	for (int i = 0; i < 3; i++)
		pthread_create(&thread, NULL, take_work, NULL);
	pthread_create(&thread, NULL, red_then_blue, NULL);
	pthread_create(&thread, NULL, blue_then_red, NULL);
	ready = argc == 2 ? fopen(argv[1], "w") : NULL;
	if (ready != NULL)
		fclose(ready);
	pthread_join(thread, NULL);
	return 0;
}
