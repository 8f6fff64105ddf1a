#include "collect/python/pyruntime.h"

#include "collect/symbols.h"

enum {
	PAGE = 4096,
};

/* The memory of a module, or what its file has of it, by the addresses that it was linked for. */
struct space {
	const struct elf_source *memory;
	uint64_t bias;         /* how much higher it is loaded */
	const struct elf *elf; /* of the file; NULL: it is read from memory */
};

static size_t
read_space(void *from, uint64_t at, char *to, size_t size)
{
	const struct space *space = from;

	if (space->elf != NULL)
		return elf_read(elf_memory(space->elf, at), 0, to, size);
	return space->memory->read(space->memory->from, space->bias + at, to, size);
}

/* Functions that came with a version, or that it alone has: so no file need have its original name. */
static const struct {
	const char *symbol;
	int version;
} newest_first[] = {
	{ "PyModule_AddObjectRef", 310 },
	{ "PyModule_AddType", 309 },
	{ "_Py_InitializeMain", 308 },
	{ "_PyMainInterpreterConfig_Read", 307 },
};

static int
read_version(const struct symbols *symbols)
{
	uint64_t at = symbols_find(symbols, "Py_Version");
	uint64_t version = at == 0 ? 0 : elf_number(symbols->space, at, 8);

	if (at != 0)
		return (int)(version >> 24 & 0xff) * 100 + (int)(version >> 16 & 0xff);
	for (size_t i = 0; i < COUNT_OF(newest_first); i++)
		if (symbols_find(symbols, newest_first[i].symbol) != 0)
			return newest_first[i].version;
	return 0;
}

static void
read_types(struct pyobject_types *types, const struct symbols *symbols, uint64_t bias)
{
	*types = (struct pyobject_types){
		.code = bias + symbols_find(symbols, "PyCode_Type"),
		.text = bias + symbols_find(symbols, "PyUnicode_Type"),
		.bytes = bias + symbols_find(symbols, "PyBytes_Type"),
		.frame = bias + symbols_find(symbols, "PyFrame_Type"),
	};
}

static enum pyruntime_kind
find_layout(struct pyruntime *found, const struct elf_source *source)
{
	struct pywalk_runtime *runtime = &found->runtime;
	enum pyruntime_kind kind = PYRUNTIME_KNOWN;
	struct pymemory memory;

	if (found->version == 0)
		return PYRUNTIME_UNREAD;
	if (found->version < PYLAYOUT_OLDEST || found->version > PYLAYOUT_NEWEST)
		return PYRUNTIME_UNKNOWN;
	if (!pymemory_open(&memory, source))
		kind = PYRUNTIME_UNREAD;
	else if (found->version >= PYLAYOUT_DESCRIBED &&
	    pylayout_is_free_threaded(&memory, runtime->address))
		kind = PYRUNTIME_FREE_THREADED;
	else if (!pylayout_read(&runtime->layout, found->version, &memory, runtime->address))
		kind = PYRUNTIME_UNREAD;
	pymemory_close(&memory);
	return kind;
}

static void
find_evaluator(
    struct pyruntime *found, const struct elf *elf, const struct symbols *symbols, uint64_t bias)
{
	uint64_t function = symbols_find(symbols, PYRUNTIME_EVALUATOR);

	found->evaluator = (struct pycold){ 0 };
	if (function != 0 && pycold_find(elf, symbols->space, function, &found->evaluator)) {
		found->evaluator.base += bias;
		found->evaluator.end += bias;
	}
}

/* By the symbols of one module, whose headers `elf` has. */
static bool
read_module(struct pyruntime *found, const struct elf *elf, struct space *space,
    const struct module *module)
{
	const struct elf_source source = { read_space, space, UINT64_MAX };
	struct elf_file file;
	struct symbols symbols;
	uint64_t at, first = UINT64_MAX;

	if (elf->width != 8 || elf->machine != ELF_X86_64)
		return false;
	for (uint64_t i = 0; i < elf->segment_count && first == UINT64_MAX; i++)
		if (elf_segment(elf, i).type == ELF_LOAD)
			first = elf_segment(elf, i).address;
	space->bias = module->base - first / PAGE * PAGE;
	if (!symbols_open(
		&symbols, elf, elf_whole(&file, &source), space->elf == NULL ? space->bias : 0))
		return false;
	at = symbols_find(&symbols, "_PyRuntime");
	if (at == 0)
		return false;
	found->version = read_version(&symbols);
	found->runtime.address = space->bias + at;
	read_types(&found->runtime.types, &symbols, space->bias);
	find_evaluator(found, elf, &symbols, space->bias);
	found->kind = find_layout(found, space->memory);
	return true;
}

/* The program is mapped first; a Python that is a part of another program is in a shared object, or in that program. */
bool
pyruntime_may_have(const struct module_map *map, const struct module *module)
{
	struct bytes name = bytes_behind_last(module->path, '/');

	return module == map->list || bytes_start(name, BYTES("python")) ||
	    bytes_start(name, BYTES("libpython"));
}

void
pyruntime_find(
    struct pyruntime *found, const struct elf_source *memory, const struct module_map *map)
{
	*found = (struct pyruntime){ .kind = PYRUNTIME_NONE };
	for (size_t i = 0; i < map->count; i++) {
		const struct module *module = &map->list[i];
		struct elf_within within = { memory, module->base };
		const struct elf_source source = elf_within(&within, module->end - module->base);
		struct space space = { .memory = memory };
		struct elf_file file;
		struct elf elf;

		if (found->kind == PYRUNTIME_NONE && pyruntime_may_have(map, module) &&
		    elf_open(&elf, elf_whole(&file, &source)))
			(void)read_module(found, &elf, &space, module);
		if (bytes_start(bytes_behind_last(module->path, '/'), BYTES("_greenlet.")))
			found->greenlets = true;
	}
}

bool
pyruntime_read_file(struct pyruntime *found, const struct elf_source *memory,
    const struct elf_source *file, const struct module *module)
{
	struct elf_file whole;
	struct elf elf;
	struct space space = { .memory = memory, .elf = &elf };

	*found = (struct pyruntime){ .kind = PYRUNTIME_NONE };
	return elf_open(&elf, elf_whole(&whole, file)) && read_module(found, &elf, &space, module);
}
