#include "same/release.h"

#include "check.h"
#include "same/owncode.h"

static void
plain(const char *path, const char *wanted)
{
	struct arena *memory = arena_new(1 << 20);
	struct bytes file = bytes_of(path);

	CHECK_TEXT(release_plain(owncode_of(file).module, file, memory), bytes_of(wanted));
	arena_free(memory);
}

/* What owncode_of() gives is left as it is. */
static void
same(const char *path)
{
	struct arena *memory = arena_new(1 << 20);
	struct bytes file = bytes_of(path), module = owncode_of(file).module;
	struct bytes now = release_plain(module, file, memory);

	if (!CHECK(now.at == module.at && now.len == module.len))
		printf("   %s\n", path);
	arena_free(memory);
}

static void
test_releases(void)
{
	plain("/srv/releases/20261128/views.py", "srv/views");
	plain("/home/deploy/shop/releases/20240101120000/views.py", "shop/views");
	plain("/home/deploy/shop/releases/42/views.py", "shop/views");
	plain("/home/deploy/shop/releases/1a2b3c4/views.py", "shop/views");
	plain("/home/deploy/shop/releases/v2.1/views.py", "shop/views");
	plain("/opt/shop-1.2.3/main.py", "shop/main");
	plain("/opt/shop-1.2.10/main.py", "shop/main");
	plain("/opt/shop_v1.2.3/main.py", "shop/main");
	plain("/opt/my-shop-20261128/main.py", "my-shop/main");
	plain("/opt/shop-2026-11-28/main.py", "shop/main");
	plain("/opt/shop/1.2.3/main.py", "shop/main");
	plain("/opt/shop/v1.2.3-rc.1/main.py", "shop/main");
	plain("/opt/shop/1.2.3.dev4/main.py", "shop/main");
	plain("/opt/shop/1.2.3-beta/main.py", "shop/main");
	plain("/opt/shop/1.2.3.4+g1a2b3c/main.py", "shop/main");
	plain("/opt/shop-1.2.3/20261128/main.py", "shop/main");
	plain("/opt/shop/2026-11-28T10:00:00Z/main.py", "shop/main");
	plain("/opt/shop/20261128T100000Z/main.py", "shop/main");
	plain("/opt/shop/2026.11.28_10-00-00/main.py", "shop/main");
	plain("/opt/shop/0123456789abcdef0123456789abcdef01234567/main.py", "shop/main");
	plain("/tmp/spark-12345678-1234-abcd-1234-1234567890ab/"
	      "userFiles-12345678-1234-abcd-1234-1234567890ab/job.py",
	    "userFiles/job");
	plain("C:\\shop-1.2.3\\main.py", "shop\\main");
	plain("1.2.3/main.py", "main");
	plain("/1.2.3/main.py", "main");
}

/* Folders that may be several parts of one program. */
static void
test_others(void)
{
	static const char *const files[] = { "/srv/app/views.py", "app/views.py", "views.py", "",
		"<string>", "/srv/releases/20261128/app/views.py", "/srv/api/v1/views.py",
		"/srv/api/v2.0/views.py", "/srv/api/1.0/views.py", "/srv/2024/report.py",
		"/srv/py3/compat.py", "/srv/app2/views.py", "/srv/worker-1/main.py",
		"/srv/shop-1.2/main.py", "/srv/releases/notes/views.py",
		"/srv/releases/v1/views.py", "/srv/releases/facade/views.py",
		"/srv/releases/notes2/views.py", "/srv/releases.py", "/srv/report_20261128/job.py",
		"/srv/v2019_07_01/operations.py", "/srv/migrations/0001/up.py",
		"/srv/20261340/views.py", "/srv/12345678/views.py", "/srv/1234567890/views.py",
		"/srv/1.2.3-worker/main.py", "/srv/10.0.0.1/main.py", "/srv/web-10.0.0.1/main.py",
		"/srv/shop-1.2.3-worker/main.py", "/srv/1.2.3alphabet/main.py",
		"/srv/20261128-new/main.py", "/srv/2026-11-28-new/main.py",
		"/srv/2026-13-28/main.py", "/srv/2026-11_28/main.py",
		"/srv/0123456789abcdef/main.py", "/srv/1.2./main.py", "/srv/-1.2.3/main.py",
		"/srv/x-1.2.3.egg/main.py", "/usr/lib/python3.11/json/decoder.py",
		"/usr/lib/python3/dist-packages/six-1.16.0.py" };

	for (size_t i = 0; i < COUNT_OF(files); i++)
		same(files[i]);
}

int
main(void)
{
	test_releases();
	test_others();
	return check_end();
}
