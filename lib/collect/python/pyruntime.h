/* Whether a process is a CPython, of which version, and where its runtime is: by what its modules export. */
#ifndef ST_COLLECT_PYTHON_PYRUNTIME_H
#define ST_COLLECT_PYTHON_PYRUNTIME_H

#include "collect/python/pycold.h"
#include "collect/python/pywalk.h"
#include "record/module.h"

/* The function of C in which CPython runs functions of Python. */
#define PYRUNTIME_EVALUATOR "_PyEval_EvalFrameDefault"

enum pyruntime_kind {
	PYRUNTIME_NONE,
	PYRUNTIME_KNOWN,
	PYRUNTIME_UNKNOWN,       /* of a version that is not known: too old, or too new */
	PYRUNTIME_UNREAD,        /* its version, or what it says of itself, could not be read */
	PYRUNTIME_FREE_THREADED, /* built without a GIL */
};

struct pyruntime {
	enum pyruntime_kind kind;
	int version; /* 308 for 3.8; 0: it could not be read */
	struct pywalk_runtime runtime;
	struct pycold
	    evaluator; /* of the function that runs Python: a part without a symbol; all zero: none */
	bool greenlets; /* it has a module for them */
};

/* Looks for it in the memory of a live process. Only those of 64 bits, of x86-64, are known. */
void pyruntime_find(
    struct pyruntime *found, const struct elf_source *memory, const struct module_map *map);

/* The same of one module of a core file, which lacks the symbols: they are read from its file. False: it has no runtime. */
bool pyruntime_read_file(struct pyruntime *found, const struct elf_source *memory,
    const struct elf_source *file, const struct module *module);

/* Whether a module may be, or have in it, a Python: its name says so, or it is the program. */
bool pyruntime_may_have(const struct module_map *map, const struct module *module);

#endif
