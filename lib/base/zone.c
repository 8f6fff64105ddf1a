#include "base/zone.h"

#include "base/bytes.h"
#include "base/calendar.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { PATH_SIZE = 1024, FILE_SIZE = 64 * 1024 };

/* There is only one at a time, and the C library keeps it in TZ. */
static const struct zone {
	char nothing;
} the_zone;

/* Appends to the path the entry of the folder that has this name, in whatever case. */
static bool
append_entry(char *path, const char *name, size_t length)
{
	DIR *folder = opendir(path);
	const struct dirent *entry;
	size_t end = strlen(path);
	bool found = false;

	if (folder == NULL)
		return false;
	while (!found && (entry = readdir(folder)) != NULL) {
		if (strlen(entry->d_name) != length || length + end + 2 > PATH_SIZE ||
		    strncasecmp(entry->d_name, name, length) != 0)
			continue;
		path[end] = '/';
		memcpy(path + end + 1, entry->d_name, length + 1);
		found = true;
	}
	closedir(folder);
	return found;
}

/* The bytes of a file of time zones (tzfile(5)), at most `size`; none where it is no such file. */
static struct bytes
read_zone_file(const char *path, char *text, size_t size)
{
	FILE *file = fopen(path, "rb");
	struct bytes read = { text, 0 };

	if (file == NULL)
		return read;
	read.len = fread(text, 1, size, file);
	fclose(file);
	return bytes_start(read, BYTES("TZif")) ? read : (struct bytes){ NULL, 0 };
}

/*
 * Makes the zone the process's own. tzset(3) does not say that it failed: it takes UTC then, and calls it by a piece of
 * the name. What it calls a zone that it could read stands in the zone's file.
 */
static bool
take_zone(const char *name, const char *path)
{
	char text[FILE_SIZE];
	struct bytes file = read_zone_file(path, text, sizeof(text));

	if (file.len == 0 || setenv("TZ", name, 1) == -1)
		return false;
	tzset();
	return bytes_find(file, bytes_of(tzname[0])) != NULL;
}

/* The path of the zone's file; false where there is none. */
static bool
find_file(const char *name, char *path, size_t *root)
{
	const char *folder = getenv("TZDIR");

	if (folder == NULL)
		folder = "/usr/share/zoneinfo";
	*root = strlen(folder);
	if (*root + 2 > PATH_SIZE)
		return false;
	memcpy(path, folder, *root + 1);
	for (const char *part = name; *part != '\0';) {
		size_t length = strcspn(part, "/");

		if (length == 0 || part[0] == '.' || !append_entry(path, part, length))
			return false;
		part += length + (part[length] == '/');
	}
	return true;
}

const struct zone *
zone_open(const char *name)
{
	char path[PATH_SIZE];
	size_t root;

	if (!find_file(name, path, &root) || !take_zone(path + root + 1, path))
		return NULL;
	return &the_zone;
}

long
zone_offset(const struct zone *zone, int year, int month, int day, int hour, int minute, int second)
{
	struct tm wanted = { .tm_year = year - 1900,
		.tm_mon = month - 1,
		.tm_mday = day,
		.tm_hour = hour,
		.tm_min = minute,
		.tm_sec = second };
	long local =
	    (long)calendar_days(year, month, day) * 86400 + hour * 3600L + minute * 60L + second;
	long standard;

	(void)zone;
	for (int summer = 0; summer <= 1; summer++) {
		struct tm found = wanted;
		time_t when;

		found.tm_isdst = summer;
		when = mktime(&found);
		if (summer == 0)
			standard = local - (long)when;
		if (found.tm_isdst == summer && found.tm_hour == hour && found.tm_min == minute)
			return local - (long)when;
	}
	return standard;
}
