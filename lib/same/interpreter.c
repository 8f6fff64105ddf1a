#include "same/interpreter.h"

#include "base/ascii.h"
#include "record/names.h"

bool
interpreter_runs(const struct value *frames)
{
	return bytes_find(json_written(frames), BYTES(NAME_LANGUAGE "\":")) != NULL;
}

/* `/usr/bin/python3.11`, `libpython3.12.so.1.0`, and modules of C that come with it: `…/lib-dynload/_socket.so` */
static bool
is_module(struct bytes path)
{
	struct bytes name = bytes_behind_last(path, '/');

	if (bytes_find(path, BYTES("/lib-dynload/")) != NULL)
		return true;
	(void)bytes_take(&name, BYTES("lib"));
	if (!bytes_take(&name, BYTES("python")))
		return false;
	return name.len == 0 || ascii_is_digit(name.at[0]) || name.at[0] == '.' ||
	    name.at[0] == '-';
}

/* Paths of its sources begin at the top of its tree, or lead there from the folder where it was built. */
static bool
is_source(struct bytes file)
{
	static const struct bytes folders[] = { BYTES_ROW("Python/"), BYTES_ROW("Objects/"),
		BYTES_ROW("Modules/"), BYTES_ROW("Include/"), BYTES_ROW("Programs/"),
		BYTES_ROW("Parser/") };

	for (size_t i = 0; i < COUNT_OF(folders); i++) {
		const char *place = bytes_find(file, folders[i]);

		if (place != NULL && (place == file.at || place[-1] == '/'))
			return bytes_end(file, BYTES(".c")) || bytes_end(file, BYTES(".h"));
	}
	return false;
}

/* `PyObject_Call`, `_PyEval_Vector`; but `__Pyx_…` is Cython's: these are functions of a program. */
static bool
is_name(struct bytes function)
{
	struct bytes rest = function;

	(void)bytes_take(&rest, BYTES("_"));
	return bytes_take(&rest, BYTES("Py")) &&
	    (ascii_is_upper(bytes_head(rest)) || bytes_head(rest) == '_');
}

bool
interpreter_is(const struct value *frame)
{
	struct bytes module = json_text(frame, NAME_MODULE), file = json_text(frame, NAME_FILE);

	if (json_text(frame, NAME_LANGUAGE).len > 0)
		return false;
	if (file.len > 0)
		return is_source(file);
	if (module.len > 0)
		return is_module(module);
	return is_name(json_text(frame, NAME_FUNCTION));
}
