/*
 * usage: twins SITE: threads go to the sites after SITE and stay there, then the main thread goes to SITE and crashes.
 * tests/twins generates the sites.
 */
#include "twins.h"

#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { STANDERS = 4 };

volatile int zero, sink, standing;

static void *
stander(void *site)
{
	sink += run((int)(long)site, -1);
	return site;
}

static int
is_asleep(const char *task)
{
	char path[64], state = '?';
	FILE *file;

	snprintf(path, sizeof(path), "/proc/self/task/%.20s/stat", task);
	file = fopen(path, "r");
	if (file == NULL)
		return 0;
	if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
		state = '?';
	fclose(file);
	return state == 'S';
}

static int
count_asleep(void)
{
	DIR *tasks = opendir("/proc/self/task");
	struct dirent *task;
	int count = 0;

	while (tasks != NULL && (task = readdir(tasks)) != NULL)
		count += is_asleep(task->d_name);
	if (tasks != NULL)
		closedir(tasks);
	return count;
}

int
main(int argc, char *argv[])
{
	int site = argc > 1 ? atoi(argv[1]) : 0;
	pthread_t thread;

	for (int i = 1; i <= STANDERS; i++)
		if (pthread_create(
			&thread, NULL, stander, (void *)(long)((site + i) % count_sites())) != 0)
			return 2;
	while (standing < STANDERS || count_asleep() < STANDERS)
		usleep(1000);
	sink += run(site, 1);
	return 2;
}
