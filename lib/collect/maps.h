/* Which modules a live process has, by /proc/PID/maps; the process is not stopped. */
#ifndef ST_COLLECT_MAPS_H
#define ST_COLLECT_MAPS_H

#include "collect/reader.h"
#include "record/module.h"

/*
 * Fills the empty map, whose arena the caller has set. Gives 0, or errno: then the map may be empty, or its modules lack
 * build ids.
 */
int maps_read(struct reader *reader, struct module_map *map);

/* Adds a line of /proc/PID/maps: `START-END r-xp OFFSET DEVICE INODE PATH`. False: it is none. */
bool maps_add_line(struct module_map *map, struct bytes line);

#endif
