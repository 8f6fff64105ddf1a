#include "pylog/traceback/trailer.h"

#include "check.h"

/* Lines that end a message, and lines like them that do not. */
static const struct {
	const char *line;
	bool is;
} lines[] = {
	{ "x", false },
	{ "# Command failed: make", true },
	{ "# Command", false },
	{ "$ ls", true },
	{ "$5 is what it costs", false },
	{ ">>> f()", true },
	{ ">>>", true },
	{ ">>> ", true },
	{ ">>>x", false },
	{ "Aborted!", true },
	/* whole lines, which sentences of a message may begin with */
	{ "got prompt", true },
	{ "got prompt of 3 lines", false },
	{ "Local Exception ", true },
	{ "Local Exceptions are bad", false },
	{ "Request information:", true },
	{ "Request information: none", false },
	{ "Finished: FAILURE", true },
	{ "Finished: FAILURES follow", false },
	{ "Unclosed connection", true },
	{ "Unclosed connections: 3", false },
	/* one word, or a number, has to follow */
	{ "Requested to load SDXLClipModel", true },
	{ "Requested to load the module loom", false },
	{ "Requested to load ", false },
	{ "Watching for file changes with StatReloader", true },
	{ "Watching for file changes with inotify failed", false },
	{ "loaded completely 9.5 1639.4 True", true },
	{ "loaded completely wrong", false },
	{ "Prompt executed in 0.02 seconds", true },
	{ "Prompt executed in vain", false },
	{ "Exited with code exit status 1", true },
	{ "Exited with code 1", true },
	{ "Exited with code review pending", false },
	{ "real\t0m0.010s", true },
	{ "real\tvalue", false },
	/* with more of the sentence */
	{ "Build step 'Execute shell' marked build as failure", true },
	{ "Build step 'Execute shell", false },
	{ "The command '/bin/sh -c x' returned a non-zero code: 1", true },
	{ "The command '/bin/sh -c x' was refused", false },
	{ "Failed to execute (Weave).", true },
	{ "Failed to execute (3 times)", false },
	{ "FAILED (errors=1)", true },
	{ "FAILED (twice)", false },
	{ "Aborted by user", false },
	{ "Killed ", true },
	{ "`", true },
	{ "`x", false },
	{ "\xe8\xaf\xb7\xe6\x8c\x89\xe4\xbb\xbb\xe6\x84\x8f\xe9\x94\xae\xe7\xbb\xa7", true },
	{ "\xe8\xaf\xb7", false },
	{ "\xff", false }, /* behind all of the table */
	{ "\x01", false }, /* before it */
	/* with something in between */
	{ "In [3]: f()", true },
	{ "In [3] f()", false },
	{ "<Greenlet at 0x7f: f> failed with ValueError", true },
	{ "<Greenlet at 0x7f: f> failed", false },
	{ "2026-11-24T10:00:00Z <Greenlet at 0x7f: f()> failed with ValueError", true },
	{ "make[2]: *** [all] Error 1", true },
	{ "make[2]: Entering directory", false },
	{ "FAILED test_a.py::test_b", true },
	{ "FAILED test_a.py", false },
	{ "/srv/app/a.py changed, reloading.", true },
	{ "PLAY RECAP ***", true },
	{ "PLAY it again", false },
	/* a worker of multiprocessing */
	{ "Process ForkPoolWorker-1:", true },
	{ "Process ForkPoolWorker:", false },
	{ "Process ForkPoolWorker-1", false },
	{ "Worker-1:", false },
	/* prompts of shells */
	{ "u@host:~/x$ ", true },
	{ "u@host:/srv# make", true },
	{ "u@host:~$", true },
	{ "u@host:~$x", false },
	{ "u@h:~$ ", true },
	{ "u@host:x$ ", false },
	{ "u@host:~ costs", false },
	{ "@host:~$ ", false },
	{ "u@:~$ ", false },
	{ "u@host~$ ", false },
	{ "u.v-w@host:~$ ", true },
	{ "[u@host x]# ", true },
	{ "[u@host x]$ ls", true },
	{ "[u@host x# ", false },
	{ "[u@host ~]$x", false },
	{ "u@host x % ", true },
	{ "u@host 5 % ", false },
	{ "u@host 5x % ", false },
	{ "u@host x5 % ", true },
	{ "u@host ~ % ", true },
	{ "u@host ~ $ ", true },
	{ "u@host /srv # ", true },
	{ "u@host x $ ", false },
	{ "u@host x y % ", false },
	{ "u@host % ", false },
	{ "u@host: ", false },
	{ "(venv) u@host:~$ ", true },
	{ "(venv)   u@host:~$ ", true },
	{ "(venv u@host:~$ ", false },
	{ "x) u@host:~$ ", false },
	/* and of Windows */
	{ "C:\\Users\\u>", true },
	{ "C:\\Users\\u>dir", true },
	{ "C:\\>", true },
	{ "PS C:\\Users\\u> ", true },
	{ "(venv) C:\\Users\\u>", true },
	{ "C:\\Users\\u", false },
	{ "C:\\a -> C:\\b", false },
	{ "C:\\a => C:\\b", false },
	{ "C:\\a >", false },
	{ "C:\\a:1>", false },
	{ "C:/a>", false },
	/* tqdm's bar */
	{ "Epoch 1:  10%|#         | 12/120 [00:03<00:30,  3.50it/s]", true },
	{ " 10%|#         | 12/120 [00:03<00:30,  3.50it/s] ", true },
	{ "10%|#         | 12/120 [00:03<00:30,  3.50it/s]", true },
	{ "x%|#         | 12/120 [00:03<00:30,  3.50it/s]", false },
	{ "%|#         | 12/120 [00:03<00:30,  3.50it/s]", false },
	{ "10%|#         | 12/120 [00:03]", false },
	{ "10%|#         | 12/120 <00:03]", false },
	{ "10%|#         | 12/120 [00:03<00:30,  3.50it/s", false },
	{ "10% | 12/120 [00:03<00:30,  3.50it/s]", false },
};

static void
test_lines(void)
{
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		if (!CHECK(trailer_begins(bytes_of(lines[i].line)) == lines[i].is))
			printf("   %s\n", lines[i].line);
}

static void
test_lines_that_are_set_in(void)
{
	CHECK(trailer_is_set_in(BYTES("[end of output]")));
	CHECK(trailer_is_set_in(BYTES("* Restarting with stat")));
	CHECK(trailer_is_set_in(BYTES("10%|#         | 12/120 [00:03<00:30,  3.50it/s]")));
	CHECK(
	    !trailer_is_set_in(BYTES("Epoch 1: 10%|#         | 12/120 [00:03<00:30,  3.50it/s]")));
	CHECK(!trailer_is_set_in(BYTES("10 lines")));
	CHECK(!trailer_is_set_in(BYTES("* text")));
}

/* A message, and a line behind it that ends messages elsewhere: is it of this one all the same? */
static const struct {
	const char *message, *line;
	bool announced, quoted;
} quotations[] = {
	{ "npm failed:", "npm ERR! code 1", true, false },
	{ "npm failed: ", "npm ERR! code 1", true, false },
	{ "npm failed", "npm ERR! code 1", false, false },
	{ "failed:", "Aborted (core dumped)", true, false },
	{ "failed:", "Killed", true, false },
	{ "failed:", "make[1]: *** [all] Error 1", true, false },
	{ "failed:", "a.py:3: error: x", true, false },
	{ "failed:", "$ ls", true, false },
	{ "failed:", "2026-11-24 10:00:00 INFO x", false, false },
	/* what no command prints */
	{ "failed:", "Error completing request", false, false },
	{ "failed:", "Request information:", false, false },
	{ "failed:", "Task exception was never retrieved", false, false },
	{ "failed:", "The above server error caused the following client error:", false, false },
	{ "failed:", ">>> f()", false, false },
	{ "failed:", "nox > x", false, false },
	/* one line of the same output follows another */
	{ "npm ERR! code 1", "npm ERR! errno 1", false, true },
	{ "x\nnpm ERR! code 1", "npm ERR! errno 1", false, true },
	{ "npm ERR! code 1\nx", "npm ERR! errno 1", false, false },
	{ "npm ERR! code 1", "ninja: build stopped: x", false, false },
	{ "$ ls", "$ cd", false, true },
	{ "Aborted\nAborted", "Aborted", false, true },
	{ "nox > x", "nox > y", false, false },
	{ "a.py:3: error: x", "b.py:4: note: y", false, true },
	{ "text", "b.py:4: note: y", false, false },
	{ "a.py:3: error: x", "text", false, false },
	{ "", "text", false, false },
	{ "x", "Original exception was:", false, true },
	{ "Error building extension 'loom': [1/2] c++", "ninja: build stopped: x", false, true },
	{ "Error building extension 'loom': [1/2] c++", "ninja", false, false },
	{ "Error building", "ninja: build stopped: x", false, false },
	/* a mark that closes what the message quotes */
	{ "it said \"this", "\"", false, true },
	{ "it said \"this\"", "\"", false, false },
	{ "it said `this", "`", false, true },
	{ "it said `this", "` ", false, true },
	{ "it said `this", "`x", false, false },
	{ "it said `this", "\"", false, false },
	{ "it said 'this", "'", false, false },
	{ "it said (this", ")", false, false },
};

static void
test_quotations(void)
{
	for (size_t i = 0; i < COUNT_OF(quotations); i++) {
		struct bytes message = bytes_of(quotations[i].message);
		struct bytes line = bytes_of(quotations[i].line);

		if (!CHECK(trailer_is_announced(message, line) == quotations[i].announced) ||
		    !CHECK(trailer_is_quoted(message, line) == quotations[i].quoted))
			printf("   %s\n   %s\n", quotations[i].message, quotations[i].line);
	}
}

/* A mark counts from where it is near. */
static void
test_how_near(void)
{
	enum { NEAR = 4096 };
	char message[NEAR + 2];

	memset(message, 'x', sizeof(message));
	message[1] = '"';
	CHECK(trailer_is_quoted((struct bytes){ message, NEAR + 1 }, BYTES("\"")));
	CHECK(!trailer_is_quoted((struct bytes){ message, NEAR + 2 }, BYTES("\"")));
	/* a bar of ninja stands in the first line */
	memset(message, 'x', sizeof(message));
	memcpy(message + 394, "': [1/", 6);
	CHECK(trailer_is_quoted((struct bytes){ message, NEAR }, BYTES("ninja: x")));
	message[394] = 'x';
	memcpy(message + 395, "': [1/", 6);
	CHECK(!trailer_is_quoted((struct bytes){ message, NEAR }, BYTES("ninja: x")));
}

/* Lines of programs that look at source. */
static void
test_diagnoses(void)
{
	static const struct {
		const char *line;
		bool is;
	} diagnoses[] = {
		{ "a.py:3: error: x", true },
		{ "a.py:3:0: F0002: x", true },
		{ "a.py:-3:0: x", true },
		{ "a.py:3:0 x", false },
		{ "a.py:3:x: y", false },
		{ "a.py:3: text", false },
		{ "a.txt:3: error: x", false },
	};

	for (size_t i = 0; i < COUNT_OF(diagnoses); i++)
		if (!CHECK(trailer_is_diagnosis(bytes_of(diagnoses[i].line)) == diagnoses[i].is))
			printf("   %s\n", diagnoses[i].line);
}

int
main(void)
{
	test_lines();
	test_lines_that_are_set_in();
	test_quotations();
	test_how_near();
	test_diagnoses();
	return check_end();
}
