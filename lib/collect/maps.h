/* Which modules a live process has, by the kernel's list of its mappings; nothing is stopped for that. */
#ifndef ST_COLLECT_MAPS_H
#define ST_COLLECT_MAPS_H

#include "record/module.h"

/*
 * Fills the empty map, whose memory the caller gives; it stays empty where the kernel does not say. Returns errno
 * where this program could not open what there is, as for want of descriptors; else 0.
 */
int maps_read(long long pid, struct module_map *map);

/* Adds a line of /proc/PID/maps: `START-END r-xp OFFSET DEVICE INODE PATH`. False: it is none. */
bool maps_add_line(struct module_map *map, struct bytes line);

#endif
