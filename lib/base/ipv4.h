/* Addresses of hosts, as logs and folders have them: `127.0.0.1`. */
#ifndef ST_BASE_IPV4_H
#define ST_BASE_IPV4_H

#include "base/bytes.h"

/* Takes four numbers of one to three digits off the text, with points between them; false: it does not begin so. */
bool ipv4_take(struct bytes *text);

#endif
