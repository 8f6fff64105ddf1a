/* Which modules a live process has, by the kernel's list of its mappings; nothing is stopped for that. */
#ifndef ST_COLLECT_MAPS_H
#define ST_COLLECT_MAPS_H

#include "collect/reader.h"
#include "record/module.h"

/*
 * Fills the empty map, whose memory the caller gives. Returns 0, or errno: then it may be empty, or its modules lack
 * their build ids.
 */
int maps_read(struct reader *reader, struct module_map *map);

/* Adds a line of /proc/PID/maps: `START-END r-xp OFFSET DEVICE INODE PATH`. False: it is none. */
bool maps_add_line(struct module_map *map, struct bytes line);

#endif
