/* Time zones by name, from the system's zone files. */
#ifndef ST_BASE_ZONE_H
#define ST_BASE_ZONE_H

struct zone;

/*
 * The zone of that name (case does not matter); NULL where the system has none. One zone at a time: the C library keeps
 * it in the variable TZ.
 */
const struct zone *zone_open(const char *name);

/*
 * How many seconds east of UTC the zone is at that local time. Ambiguous and skipped times, at the change
 * to and from summer time, count as standard time.
 */
long zone_offset(
    const struct zone *zone, int year, int month, int day, int hour, int minute, int second);

#endif
