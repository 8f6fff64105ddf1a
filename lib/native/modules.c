#include "native/modules.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "base/words.h"

#include <stdlib.h>

struct modules *
modules_new(size_t ceiling)
{
	struct modules *modules = memory_zero(1, sizeof(*modules));

	if (modules == NULL)
		return NULL;
	for (const char *c = "MPS=p\t0123456789abcdef"; *c != '\0'; c++)
		modules->may_begin[(unsigned char)*c] = true;
	modules->pid = modules->named = -1;
	modules->map.memory = arena_new(ceiling);
	if (modules->map.memory == NULL) {
		free(modules);
		return NULL;
	}
	return modules;
}

void
modules_free(struct modules *modules)
{
	if (modules == NULL)
		return;
	arena_free(modules->map.memory);
	free(modules->map.list);
	free(modules);
}

static void
empty_map(struct module_map *map)
{
	arena_reset(map->memory);
	*map = (struct module_map){
		.memory = map->memory, .list = map->list, .size = map->size, .lost = map->lost
	};
}

void
modules_forget(struct modules *modules)
{
	empty_map(&modules->map);
	modules->pid = modules->named = -1;
	modules->table = modules->row = modules->replaced = modules->parts = false;
}

void
modules_add(struct modules *modules, const struct module *module)
{
	struct module copy = *module;

	copy.path = arena_copy(modules->map.memory, module->path);
	copy.build_id = arena_copy(modules->map.memory, module->build_id);
	copy.part = arena_copy(modules->map.memory, module->part);
	if (copy.path.len > 0)
		module_map_put(&modules->map, &copy);
	modules->map.lost = modules->map.lost || copy.path.len < module->path.len;
	modules->replaced = modules->replaced || module->replaced;
	modules->parts = modules->parts || module->part.len > 0;
}

void
modules_end(struct modules *modules)
{
	module_map_end(&modules->map);
	modules->table = modules->row = false;
}

/* A table begins: an earlier one counts no more. */
static void
begin_table(struct modules *modules)
{
	long long pid = modules->named;

	modules_forget(modules);
	modules->pid = pid;
	modules->table = true;
}

/*
 * What stands above a table: gdb's `process 811`, after which it may say more, and `Mapped address spaces:`; the heads of
 * the columns, if nothing above them was pasted; a heading of Apport's report; glibc's, when it ends a program.
 */
static bool
take_heading(struct modules *modules, struct bytes text)
{
	static const struct bytes headings[] = { BYTES_ROW("Mapped address spaces:"),
		BYTES_ROW("ProcMaps:"), BYTES_ROW("======= Memory map: ====") };
	int heading = words_start(LIST(headings), text);
	bool open = modules->table;
	struct bytes number = text;
	long long pid;

	if (bytes_take(&number, BYTES("process ")) && bytes_number(number, &pid)) {
		modules->named = pid;
		return false;
	}
	if (heading != WORDS_NONE) {
		begin_table(modules);
		return heading == 0 || open; /* the other headings are read elsewhere, too */
	}
	if (!bytes_start(text, BYTES("Start Addr ")) ||
	    bytes_find(text, BYTES("End Addr ")) == NULL)
		return false;
	if (!modules->table)
		begin_table(modules);
	return true;
}

/* Takes a number and the blanks behind it off the front. */
static bool
take_column(struct bytes *text, uint64_t *number)
{
	if (!module_take_address(text, number) || (text->len > 0 && bytes_indent(*text) == 0))
		return false;
	*text = bytes_from(*text, bytes_indent(*text));
	return true;
}

static bool
is_of_rights(char c)
{
	return c == 'r' || c == 'w' || c == 'x' || c == 'p' || c == 's' || c == '-';
}

/* Whether a mapped file may be a module, where the table does not say what is executable. */
static bool
may_be_module(struct bytes path)
{
	static const struct bytes others[] = { BYTES_ROW("/dev/"), BYTES_ROW("/memfd:"),
		BYTES_ROW("/SYSV") };

	return words_start(LIST(others), path) == WORDS_NONE;
}

/*
 * Takes `r-xp` off the front, which gdb prints since 12; on FreeBSD it is `r-x CN--`. What is mapped to be shared is no
 * module: a compiler at run time may keep its code so.
 */
static void
take_rights(struct bytes *text, struct mapping *mapping)
{
	struct bytes rights = bytes_first(*text, ascii_run(*text, is_of_rights));
	bool known = rights.len == 3 || rights.len == 4;

	if (known && (rights.len == text->len || text->at[rights.len] == ' ')) {
		mapping->executable = bytes_has(rights, 'x') && bytes_tail(rights) != 's';
		*text = bytes_from(*text, rights.len);
		if (rights.len == 3 && bytes_find(*text, BYTES(" /")) != NULL)
			*text = bytes_at(*text, bytes_find(*text, BYTES(" /")) + 1);
	} else {
		mapping->executable = may_be_module(*text);
	}
	*text = bytes_from(*text, bytes_indent(*text));
}

static void
add(struct modules *modules, struct mapping *mapping, struct bytes path)
{
	path = bytes_trim_end(path);
	(void)bytes_take_end(&path, BYTES(" (deleted)"));
	mapping->path = path;
	module_map_add(&modules->map, mapping);
	modules->row = true;
}

/* gdb: `0x400000 0x401000 0x1000 0x0 [r-xp] /usr/bin/loomd`; before 7.5 the offset may be `0`. */
static bool
take_row(struct modules *modules, struct bytes text)
{
	struct mapping mapping = { .executable = false };
	uint64_t size; /* old ones cut it to 32 bits */

	if (!bytes_start(text, BYTES("0x")) || !take_column(&text, &mapping.start) ||
	    !bytes_start(text, BYTES("0x")) || !take_column(&text, &mapping.end) ||
	    !take_column(&text, &size) || !take_column(&text, &mapping.offset))
		return false;
	take_rights(&text, &mapping);
	add(modules, &mapping, text);
	return true;
}

/* /proc/PID/maps: `55d4c8c0e000-55d4c8c10000 r-xp 00001000 08:02 1234    /usr/bin/loomd` */
static bool
take_kernels(struct modules *modules, struct bytes text)
{
	struct mapping mapping = { .executable = false };
	struct bytes device;
	uint64_t inode;

	if (!module_take_address(&text, &mapping.start) || !bytes_take(&text, BYTES("-")) ||
	    !take_column(&text, &mapping.end) || ascii_run(text, is_of_rights) != 4)
		return false;
	take_rights(&text, &mapping);
	if (!take_column(&text, &mapping.offset) ||
	    !bytes_split(text, BYTES(" "), &device, &text) || !bytes_has(device, ':') ||
	    !take_column(&text, &inode))
		return false;
	if (!modules->table)
		begin_table(modules);
	add(modules, &mapping, text);
	return true;
}

enum modules_line
modules_read_line(struct modules *modules, struct bytes line)
{
	struct bytes text = bytes_from(line, bytes_indent(line));
	bool open = modules->table;

	if (open && text.len == 0)
		return modules->row ? MODULES_OTHER : MODULES_ROW;
	if ((open && take_row(modules, text)) || take_kernels(modules, text) ||
	    take_heading(modules, text))
		return MODULES_ROW;
	if (!open)
		return MODULES_OTHER;
	modules_end(modules);
	return MODULES_WHOLE;
}

static bool
is_wanted(const struct frame *frame)
{
	return (frame->function.len == 0 || bytes_equal(frame->function, BYTES("??"))) &&
	    frame->address.len > 0 && frame->module_offset < 0 && frame->raw.len == 0;
}

bool
modules_are_wanted(const struct thread *thread)
{
	for (const struct frame *frame = thread->frames; frame != NULL; frame = frame->next)
		if (is_wanted(frame))
			return true;
	return false;
}

/* The module that the frame is in; NULL: it is not known. */
static const struct module *
find_module(const struct modules *modules, const struct frame *frame, uint64_t *address)
{
	struct bytes text = frame->address;

	return module_take_address(&text, address) ? module_map_find(&modules->map, *address)
						   : NULL;
}

static void
place(const struct modules *modules, struct arena *memory, struct frame *frame)
{
	uint64_t address;
	const struct module *module = find_module(modules, frame, &address);

	if (module == NULL)
		return;
	frame->module_offset = (long long)(address - module->base);
	if (frame->module.len == 0)
		frame->module = arena_copy(memory, module->path);
	if (frame->build_id.len == 0)
		frame->build_id = arena_copy(memory, module->build_id);
}

/* Whether the map is of the process that the thread is of. */
static bool
is_of_process(const struct modules *modules, const struct thread *thread)
{
	long long pid = thread->process.pid;

	return modules->map.count > 0 && (pid < 0 || modules->pid < 0 || pid == modules->pid);
}

/* A frame without an address is in the same code as the frame before it, which is inlined there. */
void
modules_doubt(const struct modules *modules, struct draft *draft)
{
	bool doubted = false;
	uint64_t address;

	if (!modules->replaced)
		return;
	for (struct frame *frame = draft->thread.frames; frame != NULL; frame = frame->next) {
		if (frame->address.len > 0) {
			const struct module *module = find_module(modules, frame, &address);

			doubted = module != NULL && module->replaced;
		}
		if (!doubted || frame->signal_handler)
			continue;
		frame->function = BYTES("??");
		frame->args = frame->file = frame->text = BYTES_NONE;
		frame->offset = frame->line = frame->column = -1;
		frame->locals = frame->last_local = NULL;
	}
}

void
modules_name(const struct modules *modules, struct draft *draft)
{
	uint64_t address;

	if (!modules->parts)
		return;
	for (struct frame *frame = draft->thread.frames; frame != NULL; frame = frame->next) {
		const struct module *module =
		    is_wanted(frame) ? find_module(modules, frame, &address) : NULL;

		if (module == NULL || address < module->part_base || address >= module->part_end)
			continue;
		frame->function = arena_copy(draft->memory, module->part);
		if (frame->module.len == 0)
			frame->module = arena_copy(draft->memory, module->path);
	}
}

void
modules_place(const struct modules *modules, struct draft *draft)
{
	if (!is_of_process(modules, &draft->thread))
		return;
	for (struct frame *frame = draft->thread.frames; frame != NULL; frame = frame->next)
		if (is_wanted(frame))
			place(modules, draft->memory, frame);
}

void
modules_tell(const struct modules *modules, struct draft *draft)
{
	uint64_t address;

	if (!is_of_process(modules, &draft->thread))
		return;
	for (struct frame *frame = draft->thread.frames; frame != NULL; frame = frame->next) {
		const struct module *module = find_module(modules, frame, &address);

		if (module != NULL && frame->module.len == 0)
			frame->module = arena_copy(draft->memory, module->path);
	}
}
