#include "same/owncode.h"

#include "check.h"

static void
own(const char *file)
{
	if (!CHECK(!owncode_of(bytes_of(file)).library))
		printf("   %s\n", file);
}

static void
library(const char *file)
{
	if (!CHECK(owncode_of(bytes_of(file)).library))
		printf("   %s\n", file);
}

static void
module(const char *file, const char *wanted)
{
	CHECK_TEXT(owncode_of(bytes_of(file)).module, bytes_of(wanted));
}

static void
whose(void)
{
	library("/usr/lib/python3.11/json/decoder.py");
	library("/usr/lib64/python3.9/asyncio/base_events.py");
	library("/usr/local/lib/python2.7/threading.py");
	library("/usr/lib/python3/dist-packages/flask/app.py");
	library("/usr/local/lib/python3.11/dist-packages/x.py");
	library("/srv/venv/lib/python3.11/site-packages/flask/app.py");
	library("/home/me/.local/lib/python3.12/site-packages/a/b.py");
	library("/root/.pyenv/versions/3.11.7/lib/python3.11/socket.py");
	library("/usr/lib/pypy3/lib-python/3/json/decoder.py");
	library(
	    "/Library/Frameworks/Python.framework/Versions/3.12/lib/python3.12/json/decoder.py");
	library("C:\\Python39\\lib\\json\\decoder.py");
	library(
	    "C:\\Users\\me\\AppData\\Local\\Programs\\Python\\Python312\\Lib\\json\\decoder.py");
	library("C:\\work\\venv\\Lib\\site-packages\\flask\\app.py");
	library("/usr/lib/python311.zip/json/decoder.py");
	library("<frozen importlib._bootstrap>");
	library("<frozen runpy>");
	own("<string>");
	own("<stdin>");
	own("<doctest m[0]>");
	own("/srv/app/views.py");
	own("app.py");
	own("./app.py");
	own("");
	own("/home/me/lib/tools.py");
	own("/home/me/lib/python_tools/a.py");
	own("/home/python/app/a.py");
	own("/home/me/my-site-packages/a.py");
	own("/srv/site-packages.py");
	own("C:\\work\\app\\views.py");
	own("C:\\Python39\\Scripts\\mine.py");
}

static void
modules(void)
{
	module("/srv/app/views.py", "app/views");
	module("/home/me/src/app/views.py", "app/views");
	module("/srv/venv/lib/python3.11/site-packages/app/views.py", "app/views");
	module("/opt/other/lib64/python3.9/site-packages/app/views.pyc", "app/views");
	/* a version of Python is none of it */
	module("/usr/lib/python3.11/threading.py", "threading");
	module("C:\\Python39\\lib\\threading.py", "threading");
	module("/usr/lib/python3.12/json/__init__.py", "json");
	module("/usr/lib/python3.12/json/decoder.py", "json/decoder");
	module("/usr/lib/python312.zip/json/decoder.py", "json/decoder");
	module("/usr/lib/python3/dist-packages/six.py", "six");
	module("/srv/venv/lib/python3.11/site-packages/six.py", "six");
	module("app/views.py", "app/views");
	module("C:\\work\\app\\views.py", "app\\views");
	module("/srv/app/__init__.py", "srv/app");
	module("/srv/shop/app/__init__.py", "shop/app");
	module("/x/lib/_speed.pyx", "lib/_speed");
	module("views.py", "views");
	module("/views.py", "views");
	module("<string>", "<string>");
	module("<frozen runpy>", "<frozen runpy>");
	module("/srv/bin/serve", "bin/serve");
	module(".py", ".py");
	module("__init__.py", "__init__");
	module("", "");
}

static void
any(void)
{
	static const struct {
		const char *frames;
		bool own;
	} rows[] = {
		{ "[]", false },
		{ "[{\"file\":\"/usr/lib/python3.11/a.py\"}]", false },
		{ "[{\"file\":\"/usr/lib/python3.11/a.py\"},{\"file\":\"/srv/a.py\"}]", true },
		{ "[{\"file\":\"<frozen runpy>\"},{\"file\":\"<string>\"}]", true },
	};
	struct arena *memory = arena_new(1 << 22);
	const char *reason;
	size_t place;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct value *frames =
		    json_read(bytes_of(rows[i].frames), memory, &reason, &place);

		CHECK(frames != NULL && owncode_any(frames) == rows[i].own);
	}
	CHECK(!owncode_any(NULL));
	arena_free(memory);
}

int
main(void)
{
	whose();
	modules();
	any();
	return check_end();
}
