#include "same/interpreter.h"

#include "check.h"

static const struct value *
read(struct arena *memory, const char *json)
{
	const char *reason;
	size_t place;

	return json_read(bytes_of(json), memory, &reason, &place);
}

int
main(void)
{
	static const struct {
		bool is;
		const char *frame;
	} frames[] = {
		/* pyenv's and Debian's -dbg; of the source of others the folder alone is like it */
		{ true, "{\"function\":\"run_mod\",\"file\":\"Python/pythonrun.c\"}" },
		{ true, "{\"function\":\"sock_recv\",\"file\":\"./Modules/socketmodule.c\"}" },
		{ true, "{\"function\":\"f\",\"file\":\"../Include/internal/pycore_call.h\"}" },
		{ false, "{\"function\":\"f\",\"file\":\"/srv/MyModules/a.c\"}" },
		{ false, "{\"function\":\"f\",\"file\":\"/srv/Modules/a.cpp\"}" },
		/* the file says more than the rest */
		{ false,
		    "{\"function\":\"PyInit_a\",\"file\":\"/srv/a.c\",\"module\":\"/usr/bin/"
		    "python3\"}" },
		{ true, "{\"function\":\"??\",\"module\":\"/usr/bin/python3.11\"}" },
		{ true, "{\"function\":\"f\",\"module\":\"/usr/lib/libpython3.11.so.1.0\"}" },
		{ true,
		    "{\"function\":\"f\",\"module\":\"/usr/lib/python3.11/lib-dynload/_ssl.so\"}" },
		{ false, "{\"function\":\"PyInit_a\",\"module\":\"/srv/a.cpython-311.so\"}" },
		{ false, "{\"function\":\"f\",\"module\":\"/srv/bin/pythonic\"}" },
		{ true, "{\"function\":\"_PyEval_EvalFrameDefault\"}" },
		{ true, "{\"function\":\"PyObject_Call\"}" },
		{ false, "{\"function\":\"Pyramid\"}" },
		{ false, "{\"function\":\"clone3\"}" },
		/* a function of Python that has such a name */
		{ false, "{\"function\":\"PyCharm\",\"language\":\"python\"}" },
	};
	struct arena *memory = arena_new(1 << 20);

	for (size_t i = 0; i < COUNT_OF(frames); i++)
		if (!CHECK(interpreter_is(read(memory, frames[i].frame)) == frames[i].is))
			printf("   %s\n", frames[i].frame);
	CHECK(interpreter_runs(read(memory, "[{\"function\":\"a\",\"language\": \"python\"}]")));
	CHECK(!interpreter_runs(read(memory, "[{\"function\":\"\\\"language\\\":\"}]")));
	CHECK(!interpreter_runs(NULL));
	arena_free(memory);
	return check_end();
}
