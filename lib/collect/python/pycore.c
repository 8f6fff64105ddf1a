#include "collect/python/pycore.h"

#include "collect/corefile.h"
#include "collect/corelocks.h"
#include "collect/corememory.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether it is still the file that was mapped: another one has its symbols elsewhere. */
static bool
is_same(const char *path, const struct module *module)
{
	char build_id[ELF_ID_TEXT];
	const char *unread;

	return corefile_build_id(path, build_id, &unread) &&
	    (module->build_id.len == 0 || bytes_equal(bytes_of(build_id), module->build_id));
}

static void
read_module(struct pyruntime *found, const struct elf_source *memory, const char *path,
    const struct module *module)
{
	struct stat stat;
	struct elf_source source;
	const char *reason;
	int file =
	    path[0] == '/' && is_same(path, module) ? corefile_open(path, &stat, &reason) : -1;

	if (file == -1)
		return;
	source = corefile_source(&file, (uint64_t)stat.st_size);
	(void)pyruntime_read_file(found, memory, &source, module);
	close(file);
}

static void
find_runtime(struct pyruntime *found, const struct elf_source *memory, const struct module_map *map,
    const char *exe)
{
	char path[COREFILE_PATH];

	*found = (struct pyruntime){ .kind = PYRUNTIME_NONE };
	for (size_t i = 0; i < map->count && found->kind == PYRUNTIME_NONE; i++) {
		const struct module *module = &map->list[i];
		int length =
		    snprintf(path, sizeof(path), "%.*s", (int)module->path.len, module->path.at);

		if (!pyruntime_may_have(map, module) || length >= COREFILE_PATH)
			continue;
		read_module(found, memory, i == 0 && exe != NULL ? exe : path, module);
	}
}

static struct futex_call
call_of(const void *calls, long long lwp)
{
	const struct locks_thread *found = locks_find(calls, lwp);

	return found == NULL ? locks_no_call : found->call;
}

void
pycore_read(const struct elf_source *core, const struct module_map *map, const char *exe,
    const struct locks *calls, struct pyruntime *found, struct pystacks *stacks)
{
	struct elf_file file;
	struct elf elf;
	struct corememory memory;
	struct futex_process threads = { .memory = &memory.source };
	const struct pystacks_look look = {
		.memory = &memory.source, .threads = &threads, .call = call_of, .from = calls
	};
	struct pywalk walk = { .count = 0 };

	*found = (struct pyruntime){ .kind = PYRUNTIME_NONE };
	if (!elf_open(&elf, elf_whole(&file, core)))
		return;
	if (corememory_open(&memory, &elf) && corelocks_list_threads(&threads, &elf)) {
		find_runtime(found, &memory.source, map, exe);
		stacks->unread =
		    found->kind == PYRUNTIME_KNOWN && !pystacks_walk(&walk, &found->runtime, &look);
		if (found->kind == PYRUNTIME_KNOWN && !stacks->unread)
			pystacks_add(stacks, &walk, NULL);
	}
	pywalk_free(&walk);
	free(threads.threads);
	corememory_close(&memory);
}
