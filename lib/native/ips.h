/* Crash reports of macOS and iOS as JSON (.ips), since macOS 12: the object that follows the line about the report. */
#ifndef ST_NATIVE_IPS_H
#define ST_NATIVE_IPS_H

#include "native/dialect.h"
#include "json/json.h"

/*
 * Gives the report's threads to the dialect; `memory` is for what is needed meanwhile. False, and nothing is given: the
 * object is no such report.
 */
bool ips_read(struct dialect *dialect, const struct value *report, struct arena *memory);

/* Whether it is the object in the line before a report, which says of what kind it is. */
bool ips_is_heading(const struct value *object);

#endif
