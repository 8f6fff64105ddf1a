#include "native/gdb/header.h"

#include "check.h"

struct row {
	const char *line;
	long long tid, inferior, lwp, pid;
	const char *pthread, *comm;
};

static struct bytes
text_of(const char *text)
{
	return text == NULL ? BYTES_NONE : bytes_of(text);
}

static void
headers(void)
{
	static const struct row rows[] = {
		{ "Thread 3 (Thread 0x7fe5 (LWP 21547) \"w 2) [x]\"):", 3, -1, 21547, -1, "0x7fe5",
		    "w 2) [x]" },
		{ "Thread 1 (Thread 0x7fd0 (LWP 13222)):", 1, -1, 13222, -1, "0x7fd0", NULL },
		{ "Thread 6 (LWP 13224):", 6, -1, 13224, -1, NULL, NULL },
		{ "Thread 3 (LWP 14764 \"w 1) [x]\"):", 3, -1, 14764, -1, NULL, "w 1) [x]" },
		{ "Thread 3.2 (Thread 0x7f (LWP 12261) \"t6\"):", 2, 3, 12261, -1, "0x7f", "t6" },
		{ "Thread 27 (Thread 801c0a400 (LWP 100284/httpd)):", 27, -1, 100284, -1,
		    "801c0a400", "httpd" },
		{ "Thread 1 (LWP 100284 of process 812):", 1, -1, 100284, 812, NULL, NULL },
		{ "Thread 1 (Thread 1234.1235):", 1, -1, 1235, 1234, NULL, NULL },
		{ "Thread 2 (Thread 0x7f1 (LWP 9) \"w\" (Exiting)):", 2, -1, 9, -1, "0x7f1", "w" },
		{ "Thread 2 (Thread 0x7f1 (LWP 9) (Exiting)):", 2, -1, 9, -1, "0x7f1", NULL },
		{ "Thread 2 (Thread 0x7f1 (LWP 9) \"a\"):b (LWP 7)\"):", 2, -1, 9, -1, "0x7f1",
		    "a\"):b (LWP 7)" },
		{ "Thread 2 (Thread 0x7f1 (LWP 9) \"\"): ", 2, -1, 9, -1, "0x7f1", NULL },
		{ "Thread 1 (Remote target):", 1, -1, -1, -1, NULL, NULL },
		{ "Thread 1 (process 12):", 1, -1, -1, 12, NULL, NULL },
		{ "Thread 1 (process 12 \"w\"):", 1, -1, -1, 12, NULL, "w" },
		{ "Thread 1 (process 12x):", 1, -1, -1, -1, NULL, NULL },
		{ "Thread 27 (core thread 26):", 27, -1, -1, -1, NULL, NULL },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct row *row = &rows[i];
		struct thread_target target = { .id = { -7, -7 }, .lwp = -7 };

		if (!CHECK(header_parse(bytes_of(row->line), &target) == HEADER_WHOLE)) {
			printf("   %s\n", row->line);
			continue;
		}
		CHECK(target.id.tid == row->tid && target.id.inferior == row->inferior);
		CHECK(target.lwp == row->lwp && target.pid == row->pid);
		CHECK_TEXT(target.pthread, text_of(row->pthread));
		CHECK_TEXT(target.comm, text_of(row->comm));
	}
}

static void
no_headers(void)
{
	static const char *const none[] = { "", "Thread", "Thread ",
		"Thread x (LWP 1):", "Thread 3", "Thread 3 ",
		"Thread 3:", "Thread 3 hit Breakpoint 1", "thread 3 (LWP 1):", " Thread 3 (LWP 1):",
		"Thread -3 (LWP 1):", "Thread 3. (LWP 1):", "Thread 99999999999999999999 (LWP 1):",
		"Thread pool started (x):" };
	struct thread_target target;

	for (size_t i = 0; i < COUNT_OF(none); i++)
		if (!CHECK(header_parse(bytes_of(none[i]), &target) == HEADER_NONE))
			printf("   %s\n", none[i]);
	CHECK(header_parse(BYTES("Thread 3 (Thread 0x7f (LWP 1) \"a"), &target) == HEADER_CUT);
	CHECK(header_parse(BYTES("Thread 3 (LWP 1 \"a"), &target) == HEADER_CUT);
}

static void
table_rows(void)
{
	struct thread_target target;
	bool current;

	CHECK(header_parse_row(
	    BYTES("* 1    Thread 0x7f (LWP 9) \"na\"me\" 0x00 in f ()"), &target, &current));
	CHECK(current && target.id.tid == 1 && target.lwp == 9);
	CHECK_TEXT(target.comm, BYTES("na\"me"));
	CHECK(header_parse_row(BYTES("  2.13 LWP 10 f (s=\"x\") at a.c:1"), &target, &current));
	CHECK(!current && target.id.tid == 13 && target.id.inferior == 2 && target.lwp == 10 &&
	    target.comm.len == 0);
	/* a name has at most 15 bytes: a quote mark further off belongs to the frame */
	CHECK(header_parse_row(
	    BYTES("  2 LWP 10 \"abc\" f (s=\"0123456789012345678\" )"), &target, &current));
	CHECK_TEXT(target.comm, BYTES("abc"));
	/* Apple's, and frames of Swift, which are like it */
	CHECK(header_parse_row(BYTES("  2 0x00007fff in poll ()"), &target, &current));
	CHECK_TEXT(target.place, BYTES("0x00007fff in poll ()"));
	CHECK(!header_parse_row(BYTES("2  0x00007fff weave() + 33 in loomd at /opt/loom.swift:3:5"),
	    &target, &current));
	CHECK(!header_parse_row(BYTES("12      return x;"), &target, &current));
	CHECK(!header_parse_row(BYTES(""), &target, &current));
	/* lists of bugs */
	CHECK(!header_parse_row(BYTES(" 736683 Thread safety of the loom"), &target, &current));
	CHECK(!header_parse_row(BYTES(" 545798 \"Reel\" is missing in it"), &target, &current));
	CHECK(!header_parse_row(BYTES("* "), &target, &current));
	CHECK(!header_parse_row(BYTES("  Id   Target Id         Frame "), &target, &current));
}

int
main(void)
{
	headers();
	no_headers();
	table_rows();
	return check_end();
}
