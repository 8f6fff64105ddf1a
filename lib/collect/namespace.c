#include "collect/namespace.h"

#include "base/ascii.h"
#include "collect/proc.h"

#include <stdio.h>
#include <unistd.h>

enum { LINK_SIZE = 64 }; /* mnt:[4026531840] */

bool
namespace_is_own(long long pid)
{
	char path[LINK_SIZE], its[LINK_SIZE], own[LINK_SIZE];

	snprintf(path, sizeof(path), "/proc/%lld/ns/mnt", pid);
	return proc_link(path, its, sizeof(its)) &&
	    proc_link("/proc/self/ns/mnt", own, sizeof(own)) && strcmp(its, own) == 0;
}

bool
namespace_is_plain(struct bytes path)
{
	for (size_t i = 0; i < path.len; i++)
		if (!ascii_is_word(path.at[i]) && !bytes_has(BYTES("/.+-"), path.at[i]))
			return false;
	return bytes_head(path) == '/';
}

void
namespace_find_root(long long pid, struct bytes exe, char root[NAMESPACE_PATH])
{
	char link[LINK_SIZE];

	snprintf(link, sizeof(link), "/proc/%lld/root", pid);
	root[0] = '\0';
	if (!namespace_is_own(pid)) {
		if (geteuid() != 0 && access(link, X_OK) == 0)
			snprintf(root, NAMESPACE_PATH, "%s", link);
		return;
	}
	if (!proc_link(link, root, NAMESPACE_PATH) || !namespace_is_plain(bytes_of(root)) ||
	    !bytes_take(&exe, bytes_of(root)) || bytes_head(exe) != '/')
		root[0] = '\0';
}
