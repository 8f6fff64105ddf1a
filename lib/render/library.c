#include "render/library.h"

#include "base/words.h"
#include "record/names.h"
#include "same/clibrary.h"
#include "same/interpreter.h"
#include "same/normalise.h"
#include "same/owncode.h"
#include "same/stacknames.h"

enum { HANDLER_FRAMES = 10 }; /* so many innermost frames may be those of a signal handler */

/* How paths of modules begin that come with the system. */
static const struct bytes system_folders[] = { BYTES_ROW("/lib"), BYTES_ROW("/usr/lib"),
	BYTES_ROW("/System/"), BYTES_ROW("/nix/store/") };
static const struct bytes cxx_names[] = { BYTES_ROW("std::"), BYTES_ROW("__gnu_cxx::"),
	BYTES_ROW("__cxxabiv1::"), BYTES_ROW("__cxa_"), BYTES_ROW("operator new"),
	BYTES_ROW("operator delete") };
static const struct bytes cxx_files[] = { BYTES_ROW("/usr/include/c++/"), BYTES_ROW("libstdc++"),
	BYTES_ROW("libsupc++") };
static const struct bytes sanitizer_files[] = { BYTES_ROW("/libsanitizer/"),
	BYTES_ROW("compiler-rt/lib/") };

static const struct bytes rust_files[] = { BYTES_ROW("/rustc/"), BYTES_ROW("library/std/src/"),
	BYTES_ROW("library/core/src/"), BYTES_ROW("library/alloc/src/") };

/* `libapr-1` for /usr/lib/x86_64-linux-gnu/libapr-1.so.0 */
static struct bytes
module_name(struct bytes module)
{
	module = bytes_behind_last(module, '/');
	(void)bytes_split(module, BYTES(".so"), &module, NULL);
	return module;
}

/* `django` for .../site-packages/django/db/models/base.py; no bytes: it is of no library */
static struct bytes
python_library(struct bytes file)
{
	struct owncode code = owncode_of(file);

	if (!code.library)
		return BYTES_NONE;
	code.module = bytes_first(code.module, bytes_index(code.module, '/'));
	return code.module.len > 0 ? code.module : BYTES("libraries");
}

/* Whether the frame is one of a sanitizer's, which stands in for the C library's function: `__interceptor_free`. */
static bool
is_sanitizer(struct bytes function, struct bytes file)
{
	struct bytes name = function;

	while (bytes_take(&name, BYTES("_")))
		;
	return (name.len < function.len && stacknames_is_sanitizer(name)) ||
	    words_within(LIST(sanitizer_files), file) != WORDS_NONE;
}

static struct bytes
native_library(const struct value *frame, struct arena *memory)
{
	struct bytes module = json_text(frame, NAME_MODULE), file = json_text(frame, NAME_FILE);
	struct bytes function = json_text(frame, NAME_FUNCTION), name;

	if (words_start(LIST(rust_files), file) != WORDS_NONE)
		return BYTES("Rust");
	if (words_start(LIST(cxx_names), function) != WORDS_NONE ||
	    words_within(LIST(cxx_files), file) != WORDS_NONE)
		return BYTES("libstdc++");
	if (is_sanitizer(function, file))
		return BYTES("sanitizer");
	if (clibrary_is_module(module) || clibrary_is_file(file))
		return BYTES("libc");
	if (words_start(LIST(system_folders), module) != WORDS_NONE)
		return module_name(module);
	if (file.len > 0 || module.len > 0 || function.len == 0)
		return BYTES_NONE;
	name = normalise_name(function, memory);
	if (bytes_equal(name, BYTES("main")))
		return BYTES_NONE;
	return clibrary_is_function(name) || clibrary_is_root(name) ? BYTES("libc") : BYTES_NONE;
}

struct bytes
library_of(const struct value *frame, bool python, struct arena *memory)
{
	struct bytes file = json_text(frame, NAME_FILE);

	if (python && interpreter_is(frame))
		return BYTES(NAME_PYTHON);
	if (json_member(frame, NAME_LANGUAGE) != NULL || bytes_end(file, BYTES(".py")))
		return python_library(file);
	return native_library(frame, memory);
}

/* Whether the kernel calls a signal handler by the frame: gdb says so, others have the C library's name for it. */
static bool
is_signal_handler(const struct value *frame)
{
	static const struct bytes names[] = { BYTES_ROW("__restore_rt"),
		BYTES_ROW("__kernel_rt_sigreturn"), BYTES_ROW("__kernel_sigreturn"),
		BYTES_ROW("_sigtramp") };

	return words_find(LIST(names), json_text(frame, NAME_FUNCTION)) != WORDS_NONE ||
	    json_flag(frame, NAME_SIGNAL_HANDLER);
}

/* The same in a C library without symbols: so the functions end whose names stand next to it there. */
static bool
is_beside_handler(const struct value *frame)
{
	struct bytes function = json_text(frame, NAME_FUNCTION);

	return bytes_end(function, BYTES("sigaction")) || bytes_end(function, BYTES("killpg"));
}

/*
 * The same where the C library has no name for it: it begins there, so its address is a multiple of 16. Some programs
 * (Ceph) name no modules.
 */
static bool
is_unnamed_handler(const struct value *frame)
{
	struct bytes module = json_text(frame, NAME_MODULE);

	return json_member(frame, NAME_FUNCTION) == NULL &&
	    (module.len == 0 || clibrary_is_module(module)) &&
	    bytes_tail(json_text(frame, NAME_ADDRESS)) == '0';
}

/* Whether it is known of no function and no module: gfortran's first frames are its handler's. */
static bool
is_nothing(const struct value *frame)
{
	return json_member(frame, NAME_FUNCTION) == NULL && json_member(frame, NAME_MODULE) == NULL;
}

/*
 * The innermost frame that the (first) signal interrupted; without a signal handler, the innermost of all. In a backtrace
 * that a crashed program printed itself, the handler that did it comes first.
 */
static const struct value *
first_interrupted(const struct value *record, const struct value *frames)
{
	static const struct bytes tools[] = { BYTES_ROW("glibc"), BYTES_ROW("mongodb") };
	const struct value *first = json_first(frames), *frame = first;
	bool printed = json_flag(record, NAME_CRASHED) &&
	    json_member(record, NAME_SIGNAL) != NULL &&
	    words_find(LIST(tools), json_text(record, NAME_TOOL)) != WORDS_NONE;

	for (int i = 0; frame != NULL && json_next(frame) != NULL; frame = json_next(frame), i++) {
		bool handler = is_signal_handler(frame) ||
		    (printed && i < HANDLER_FRAMES &&
			(is_unnamed_handler(frame) || is_beside_handler(frame)));

		if (handler || (printed && frame == first && is_nothing(frame)) ||
		    (printed && frame == first &&
			stacknames_reports(json_text(frame, NAME_FUNCTION))))
			first = json_next(frame);
		printed = printed && !handler;
	}
	return first;
}

/* Whether the library is one in which programs of any kind end: where they do says little. */
static bool
is_of_all(struct bytes library)
{
	static const struct bytes names[] = { BYTES_ROW("libc"), BYTES_ROW("libstdc++"),
		BYTES_ROW("Rust"), BYTES_ROW("sanitizer"), BYTES_ROW(NAME_PYTHON) };

	return words_find(LIST(names), library) != WORDS_NONE;
}

/* Of a crash whose frames are all of libraries but for main(): the innermost one of another library than the C library. */
static const struct value *
first_of_library(
    const struct value *first, const struct value *own, bool python, struct arena *memory)
{
	const struct value *frame = first;

	while (frame != own && is_of_all(library_of(frame, python, memory)))
		frame = json_next(frame);
	return frame;
}

const struct value *
library_frames(const struct value *record)
{
	const struct value *frames = json_member(record, NAME_FRAMES);

	return frames != NULL ? frames : json_member(record, NAME_PAST_FRAMES);
}

const struct value *
library_first_own(const struct value *record, struct arena *memory)
{
	const struct value *frames = library_frames(record);
	const struct value *first = first_interrupted(record, frames), *frame = first;
	bool python = interpreter_runs(frames);

	while (frame != NULL && library_of(frame, python, memory).len > 0)
		frame = json_next(frame);
	if (frame != NULL && json_flag(record, NAME_CRASHED) &&
	    bytes_equal(json_text(frame, NAME_FUNCTION), BYTES("main")))
		frame = first_of_library(first, frame, python, memory);
	return frame == NULL ? first : frame;
}
