#include "pylog/traceback/trailer.h"

#include "base/ascii.h"
#include "base/words.h"
#include "pylog/traceback/grammar.h"

/*
 * Sentences and signs with which lines begin that end a message. `printed`: by a command, whose output a message may
 * quote. Sorted by their bytes.
 */
static const struct trailer {
	struct bytes begin;
	bool printed;
} trailers[] = {
	{ BYTES_ROW("# Command failed: "), true }, /* Buildozer's */
	{ BYTES_ROW("##["), false },               /* Azure's and GitHub's steps */
	{ BYTES_ROW("$ "), true },                 /* a prompt */
	{ BYTES_ROW("%2: %3"), false },            /* pywin32's services */
	{ BYTES_ROW("(gdb)"), false },
	{ BYTES_ROW("(null): (null)"), false },    /* pywin32's services */
	{ BYTES_ROW("*** ["), true },              /* PlatformIO's */
	{ BYTES_ROW("*** no app loaded"), false }, /* uWSGI's */
	{ BYTES_ROW("--- End of logging error ---"), false },
	{ BYTES_ROW("--- Logging error "), false }, /* and loguru's, of its own handlers */
	{ BYTES_ROW("-->End of Python script error report<--"), false }, /* Kodi's */
	{ BYTES_ROW("</code></pre>"), false },                           /* of HTML */
	{ BYTES_ROW("</pre>"), false },                                  /* of HTML */
	{ BYTES_ROW("==> "), false },                                    /* Render's */
	{ BYTES_ROW(">>> "), false },
	{ BYTES_ROW("Aborted (core dumped)"), false }, /* the shell's */
	{ BYTES_ROW("Adafruit CircuitPython "), false },
	{ BYTES_ROW("Appuyez sur une touche pour continuer"), false },
	{ BYTES_ROW("Ask for help or search for solutions at "), false }, /* Certbot's */
	{ BYTES_ROW("Automatic reconnection failed "), false },           /* Telethon's */
	{ BYTES_ROW("Build step '"), false },                             /* Jenkins' */
	{ BYTES_ROW("CMake Error at "), true }, { BYTES_ROW("Call stack:"), false },
	{ BYTES_ROW("Code done running."), false },        /* CircuitPython's */
	{ BYTES_ROW("Command exited with code "), false }, /* AppVeyor's */
	{ BYTES_ROW("Current thread 0x"), false }, { BYTES_ROW("END RequestId: "), false },
	{ BYTES_ROW("Error completing request"),
	    false }, /* of a user interface of Stable Diffusion */
	{ BYTES_ROW("Error in atexit._run_exitfuncs:"), false },
	{ BYTES_ROW("Error in sys.excepthook:"), false },
	{ BYTES_ROW("Error occurred in Python"), false },           /* gdb's */
	{ BYTES_ROW("Error while executing Python code."), false }, /* gdb's */
	{ BYTES_ROW("Exception ignored "), false }, { BYTES_ROW("Exception in thread "), false },
	{ BYTES_ROW("Exception in callback "), false }, /* asyncio's, where no logging is set up */
	{ BYTES_ROW("Exited with code "), false },      /* CircleCI's */
	{ BYTES_ROW("Exiting because a job execution failed"), false }, /* Snakemake's */
	{ BYTES_ROW("FAILED ("), true },                                /* unittest's */
	{ BYTES_ROW("FETCH ComfyRegistry Data"), false },               /* ComfyUI's */
	{ BYTES_ROW("FETCH DATA from: "), false },
	{ BYTES_ROW("Failed to execute ("), false }, /* ArcGIS' */
	{ BYTES_ROW("Fatal Python error: "), false }, { BYTES_ROW("Finished: FAILURE"), false },
	{ BYTES_ROW("Future exception was never retrieved"), false },
	{ BYTES_ROW("Got an OOM, unloading all loaded models."), false }, /* ComfyUI's */
	{ BYTES_ROW("Ignoring exception in "), false },                   /* discord.py's */
	{ BYTES_ROW("Local Exception"), false },                          /* Borg's */
	{ BYTES_ROW("Local variables in innermost frame:"), false },
	{ BYTES_ROW("Locals (most recent call last):"), false }, /* Frappe's */
	{ BYTES_ROW("MicroPython v"), false },
	{ BYTES_ROW("Oh no! \xf0\x9f\x92\xa5"), false }, /* Black's */
	{ BYTES_ROW("Original exception was:"), false },
	{ BYTES_ROW("Performing system checks..."), false }, /* Django's server */
	{ BYTES_ROW("Please see the logfiles in "), false }, /* Certbot's */
	{ BYTES_ROW("Presione una tecla para continuar"), false },
	{ BYTES_ROW("Press CTRL+C to quit"), false },                    /* Flask's server */
	{ BYTES_ROW("Press ENTER or type command to continue"), false }, /* Vim's */
	{ BYTES_ROW("Press Enter to "), false },
	{ BYTES_ROW("Press any key"), false }, /* of Windows */
	{ BYTES_ROW("Press enter to "), false },
	{ BYTES_ROW("Pressione qualquer tecla para continuar"), false },
	{ BYTES_ROW("Process exited with code "), false },        /* TeamCity's */
	{ BYTES_ROW("Process finished with exit code "), false }, /* PyCharm's */
	{ BYTES_ROW("Prompt executed in "), false },              /* ComfyUI's */
	{ BYTES_ROW("Python for android ended."), false },        /* Kivy's */
	{ BYTES_ROW("QObject::"), false }, { BYTES_ROW("QThread: "), false },
	{ BYTES_ROW("REPORT RequestId: "), false },
	{ BYTES_ROW("Removing output files of failed job"), false }, /* Snakemake's */
	{ BYTES_ROW("Request data not supplied"), false },
	{ BYTES_ROW("Request information:"),
	    false }, /* Django's report goes on with what is private */
	{ BYTES_ROW("Requested to load "), false },         /* ComfyUI's */
	{ BYTES_ROW("SHUNTING: "), false },                 /* Mailman's */
	{ BYTES_ROW("START RequestId: "), false },          /* AWS Lambda's */
	{ BYTES_ROW("Script Executor Traceback:"), false }, /* pyRevit's */
	{ BYTES_ROW("Segmentation fault (core dumped)"), false },
	{ BYTES_ROW("Sentry is attempting to send "), false },
	{ BYTES_ROW("Set the environment variable HYDRA_FULL_ERROR"), false },
	{ BYTES_ROW("Shutting down, this might take some time."), false }, /* Snakemake's */
	{ BYTES_ROW("Stack (most recent call last):"), false },
	{ BYTES_ROW("Task exception was never retrieved"),
	    false }, /* asyncio's, where no logging is set up */
	{ BYTES_ROW("Task was destroyed but it is pending!"), false },
	{ BYTES_ROW("Telegram is having internal issues "), false }, /* Telethon's */
	{ BYTES_ROW("The above server error caused the following client error:"),
	    false },                                                  /* Odoo's */
	{ BYTES_ROW("The command '/bin/sh"), false },                 /* Docker's */
	{ BYTES_ROW("The full traceback has been saved in"), false }, /* Sphinx's */
	{ BYTES_ROW("The terminal process "), false },                /* Visual Studio Code's */
	{ BYTES_ROW("Uncaught exception. Entering post mortem debugging"), false }, /* pdb's */
	{ BYTES_ROW("Unclosed client session"), false },                            /* aiohttp's */
	{ BYTES_ROW("Unclosed connection"), false },                                /* aiohttp's */
	{ BYTES_ROW("Unclosed connector"), false },                                 /* aiohttp's */
	{ BYTES_ROW("Unhandled exception in event loop"), false },
	{ BYTES_ROW("Unhandled exception in thread"), false },
	{ BYTES_ROW("Unhandled exception on "), false },         /* Telethon's */
	{ BYTES_ROW("Watching for file changes with "), false }, /* Django's server */
	{ BYTES_ROW("Windows fatal exception: "), false },
	{ BYTES_ROW("You can reproduce this example by temporarily adding "),
	    false },                                      /* Hypothesis' */
	{ BYTES_ROW("[Done] exited with code="), false }, /* Visual Studio Code's */
	{ BYTES_ROW("[Finished in "), false },            /* Sublime Text's */
	{ BYTES_ROW("[PYI-"), false },                    /* PyInstaller's */
	{ BYTES_ROW("[Pipeline] "), false },              /* Jenkins' */
	{ BYTES_ROW("[Program finished]"), false },       /* Pydroid's */
	{ BYTES_ROW("[Running] "), false },               /* Visual Studio Code's */
	{ BYTES_ROW("[end of output]"), false }, { BYTES_ROW("]]></"), false }, /* of XML */
	{ BYTES_ROW("^C"), false }, /* the key that interrupts */
	{ BYTES_ROW("bash: line "), false },
	{ BYTES_ROW("double free or corruption"), false }, /* the C library's */
	{ BYTES_ROW("dpkg: error "), true },
	{ BYTES_ROW("error Command failed with exit code "), true },           /* Yarn's */
	{ BYTES_ROW("free(): "), false },                                      /* the C library's */
	{ BYTES_ROW("got prompt"), false },                                    /* ComfyUI's */
	{ BYTES_ROW("gyp ERR! "), true }, { BYTES_ROW("hint: This "), false }, /* uv's */
	{ BYTES_ROW("hint: `"), false },                                       /* uv's */
	{ BYTES_ROW("libc++abi"), false },                                     /* of macOS */
	{ BYTES_ROW("loaded completely "), false },                            /* ComfyUI's */
	{ BYTES_ROW("location: <unknown location>:"), false },                 /* Blender's */
	{ BYTES_ROW("make: *** ["), true },
	{ BYTES_ROW("malloc(): "), false },       /* the C library's */
	{ BYTES_ROW("munmap_chunk(): "), false }, /* the C library's */
	{ BYTES_ROW("ninja: build stopped: "), true },
	{ BYTES_ROW("nohup: ignoring input"), false }, /* another run begins */
	{ BYTES_ROW("nox > "), false }, { BYTES_ROW("npm ERR! "), true },
	{ BYTES_ROW("real\t"), false },   /* of the shell's time */
	{ BYTES_ROW("runfile("), false }, /* Spyder's */
	{ BYTES_ROW("scons: "), true },
	{ BYTES_ROW("script returned exit code "), false }, /* Jenkins' pipelines */
	{ BYTES_ROW("section_end:"), false }, { BYTES_ROW("section_start:"), false }, /* GitLab's */
	{ BYTES_ROW("slurmstepd: "), true }, { BYTES_ROW("srun: error: "), true },    /* Slurm's */
	{ BYTES_ROW("supervisor: "), false },        /* Supervisor's, before it starts a program */
	{ BYTES_ROW("terminate called "), true },    /* the runtime of C++ */
	{ BYTES_ROW("unable to load app "), false }, /* uWSGI's */
	{ BYTES_ROW("wandb: "), false },
	{ BYTES_ROW("Для продолжения"), false }, /* Windows, in Russian */
	{ BYTES_ROW("─── "), false },            /* rules of gdb-dashboard */
	{ BYTES_ROW("➜ "), false },              /* a prompt */
	{ BYTES_ROW("请按任意键"), false },      /* and in Chinese */
	{ BYTES_ROW("进程已结束"), false },      /* PyCharm's in Chinese */
	{ BYTES_ROW("🚨 Error: "), false },       /* Buildkite's */
};

/* The same of whole lines. */
static const struct bytes lines[] = {
	BYTES_ROW(">>>"),
	BYTES_ROW("\""),  /* telebot's, around a whole traceback */
	BYTES_ROW("-->"), /* the end of a comment in HTML (Werkzeug) */
	BYTES_ROW("`"),   /* of code in Markdown */
	BYTES_ROW("Aborted"),
	BYTES_ROW("Aborted!"),
	BYTES_ROW("Killed"),
	BYTES_ROW("Segmentation fault"),
};

/* A line that begins so, and has that behind it. */
struct ending {
	struct bytes begin, within;
};

/* The same of lines that are set in. */
static const struct ending ends[] = {
	{ BYTES_ROW("[end of output]"), BYTES_ROW("") },
	{ BYTES_ROW("+--- This exception occured remotely"), BYTES_ROW("") },
	{ BYTES_ROW("* Restarting with "), BYTES_ROW("") }, /* Flask's server */
	{ BYTES_ROW("* Detected change in "), BYTES_ROW("") },
	{ BYTES_ROW("* Debugger "), BYTES_ROW("") },
	{ BYTES_ROW("* Serving Flask app "), BYTES_ROW("") },
	{ BYTES_ROW("* Debug mode: "), BYTES_ROW("") },
	{ BYTES_ROW("* Running on "), BYTES_ROW("") },
	{ BYTES_ROW("ELIFECYCLE "), BYTES_ROW("") },                /* pnpm's */
	{ BYTES_ROW("INFO Main child exited "), BYTES_ROW("") },    /* Fly's */
	{ BYTES_ROW("in function "), BYTES_ROW(" with handler ") }, /* Snowflake's */
};

/* Trailers with something in between. */
static const struct ending patterns[] = {
	{ BYTES_ROW("Aborted with "), BYTES_ROW("!") },                  /* MkDocs' */
	{ BYTES_ROW("Attempt "), BYTES_ROW(" at connecting failed: ") }, /* Telethon's */
	{ BYTES_ROW("In ["), BYTES_ROW("]:") },
	{ BYTES_ROW("<"),
	    BYTES_ROW(" failed with ") }, /* gevent: `<Greenlet at 0x7f…: f> failed with …` */
	{ BYTES_ROW("2"), BYTES_ROW("> failed with ") },
	{ BYTES_ROW("Thread 0x"), BYTES_ROW("(most recent call first)") },
	{ BYTES_ROW("make["), BYTES_ROW("]: *** [") },
	{ BYTES_ROW("The command \""), BYTES_ROW("\" exited with ") }, /* Travis */
	{ BYTES_ROW("Target //"), BYTES_ROW(" failed to build") },     /* Bazel */
	{ BYTES_ROW("FAILED "), BYTES_ROW("::") },                     /* pytest's summary */
	{ BYTES_ROW("/"), BYTES_ROW(" changed, reloading.") },         /* Django's server */
	{ BYTES_ROW("["), BYTES_ROW("] Failed to execute script ") },  /* PyInstaller */
	{ BYTES_ROW("["), BYTES_ROW("] process has ") },               /* roslaunch */
	{ BYTES_ROW("[rank: "), BYTES_ROW("] Child process ") },       /* Lightning */
	/* Ansible */
	{ BYTES_ROW("fatal: ["), BYTES_ROW("! => ") },
	{ BYTES_ROW("failed: ["), BYTES_ROW(") => ") },
	{ BYTES_ROW("TASK ["), BYTES_ROW("] ***") },
	{ BYTES_ROW("PLAY "), BYTES_ROW(" ***") },
};

/* The lines and patterns above that commands print. */
static const struct bytes printed[] = {
	BYTES_ROW("Aborted"),
	BYTES_ROW("Killed"),
	BYTES_ROW("Segmentation fault"),
	BYTES_ROW("make["),
};

/* The trailer that the line begins with, or NULL: a binary search for the first byte, then one after the other. */
static const struct trailer *
find_trailer(struct bytes line)
{
	unsigned char first = (unsigned char)bytes_head(line);
	size_t low = 0, high = COUNT_OF(trailers);

	while (low < high) {
		size_t middle = (low + high) / 2;

		if ((unsigned char)trailers[middle].begin.at[0] < first)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < COUNT_OF(trailers) && (unsigned char)trailers[low].begin.at[0] == first; low++)
		if (bytes_start(line, trailers[low].begin))
			return &trailers[low];
	return NULL;
}

/* `Process ForkPoolWorker-1:` */
bool
trailer_is_pool_process(struct bytes line)
{
	return bytes_start(line, BYTES("Process ")) && bytes_tail(line) == ':' &&
	    bytes_has(line, '-');
}

static bool
is_of_user(char c)
{
	return ascii_is_name(c) || c == '.' || c == '-';
}

/* A byte that may stand in a path: not one that Windows forbids, or that is rare elsewhere. */
static bool
is_of_path(char c)
{
	return memchr("<>:\"|?*$#%", c, 10) == NULL;
}

/* `C:\Users\u>`, of Windows; `PS C:\Users\u> `, of PowerShell; not `C:\a -> C:\b`. */
static bool
is_windows_prompt(struct bytes text)
{
	size_t n;

	bytes_take(&text, BYTES("PS "));
	if (!grammar_begins_drive(text))
		return false;
	text = bytes_from(text, 2);
	n = ascii_run(text, is_of_path);
	return bytes_head(bytes_from(text, n)) == '>' && memchr(" -=", text.at[n - 1], 3) == NULL;
}

static bool
begins_path(struct bytes text)
{
	return bytes_head(text) == '/' || bytes_head(text) == '~';
}

/* What follows the host in a prompt: `:~/x$ `, ` x]# `, ` x % `, ` ~ $ `. Sentences with amounts (`5 % `, `$5`) are none. */
static bool
ends_prompt(struct bytes text, bool bracket)
{
	bool colon = bytes_take(&text, BYTES(":"));
	size_t n;
	char sign;

	if (!colon && !bytes_take(&text, BYTES(" ")))
		return false;
	n = ascii_run(text, is_of_path);
	sign = bytes_head(bytes_from(text, n));
	if (n == 0 || (sign != '$' && sign != '#' && sign != '%') ||
	    (text.len > n + 1 && text.at[n + 1] != ' '))
		return false;
	if (bracket)
		return text.at[n - 1] == ']';
	if (colon)
		return begins_path(text);
	return bytes_index(text, ' ') + 1 == n &&
	    (sign == '%' ? !ascii_is_digit(text.at[0]) : begins_path(text));
}

/* `u@host:~/x$ `, `[u@host x]# `, `u@host x % `, `u@host ~ $ ` */
static bool
is_shell_prompt(struct bytes text)
{
	bool bracket = bytes_take(&text, BYTES("["));
	size_t user = ascii_run(text, is_of_user), host;

	text = bytes_from(text, user);
	if (user == 0 || !bytes_take(&text, BYTES("@")))
		return false;
	host = ascii_run(text, is_of_user);
	return host > 0 && ends_prompt(bytes_from(text, host), bracket);
}

/* A shell's prompt, perhaps behind the name of an environment: `(venv) C:\>`. */
static bool
is_prompt(struct bytes line)
{
	struct bytes rest = line;

	if (line.at[0] == '(' && bytes_split(line, BYTES(") "), NULL, &rest))
		rest = bytes_from(rest, bytes_indent(rest));
	return is_windows_prompt(rest) || is_shell_prompt(rest);
}

bool
trailer_is_progress(struct bytes line)
{
	const char *at;
	struct bytes times;

	if (bytes_tail(bytes_trim_end(line)) != ']' || (at = bytes_find(line, BYTES("%|"))) == NULL)
		return false;
	return at > line.at && ascii_is_digit(at[-1]) &&
	    bytes_split_last(line, BYTES("["), NULL, &times) && bytes_has(times, '<');
}

static bool
ends_so(const struct ending *endings, size_t count, struct bytes line)
{
	for (size_t i = 0; i < count; i++)
		if (line.at[0] == endings[i].begin.at[0] && bytes_start(line, endings[i].begin) &&
		    bytes_find(line, endings[i].within) != NULL)
			return true;
	return false;
}

bool
trailer_begins(struct bytes line)
{
	if (find_trailer(line) != NULL || trailer_is_pool_process(line))
		return true;
	if (ends_so(LIST(patterns), line))
		return true;
	return words_find(LIST(lines), bytes_trim_end(line)) != WORDS_NONE || is_prompt(line) ||
	    trailer_is_progress(line);
}

bool
trailer_is_set_in(struct bytes text)
{
	return ends_so(LIST(ends), text) ||
	    (ascii_is_digit(text.at[0]) && trailer_is_progress(text));
}

/* Whether the line is a single mark that closes a quotation of the message: their number so far, in the end of it, is odd. */
static bool
closes_quote(struct bytes message, struct bytes line)
{
	enum { NEAR = 4096 };
	char mark = bytes_head(line);

	if ((mark != '"' && mark != '`') || bytes_trim_end(line).len != 1)
		return false;
	if (message.len > NEAR)
		message = bytes_from(message, message.len - NEAR);
	return bytes_count(message, mark) % 2 == 1;
}

/* PyTorch: `Error building extension 'loom': [1/2] c++ …` */
static bool
quotes_ninja(struct bytes message)
{
	enum { HEAD = 400 };

	return bytes_find(bytes_first(message, HEAD), BYTES("': [1/")) != NULL;
}

/* The words of the tables that the line begins with, if commands print them; else no bytes. */
static struct bytes
output_of(struct bytes line)
{
	const struct trailer *found = find_trailer(line);
	int other;

	if (found != NULL && found->printed)
		return found->begin;
	other = words_start(LIST(printed), line);
	return other == WORDS_NONE ? BYTES_NONE : printed[other];
}

static bool
is_no_colon(char c)
{
	return c != ':' && c != ' ';
}

bool
trailer_is_diagnosis(struct bytes line)
{
	static const struct bytes sources[] = { BYTES_ROW(".py"), BYTES_ROW(".pyx"),
		BYTES_ROW(".pyi") };
	static const struct bytes levels[] = { BYTES_ROW(" error: "), BYTES_ROW(" note: "),
		BYTES_ROW(" : note: "), BYTES_ROW(" warning: ") };
	struct bytes file = bytes_first(line, ascii_run(line, is_no_colon));
	struct bytes rest = bytes_from(line, file.len);
	long long number;

	if (words_end(LIST(sources), file) == WORDS_NONE || !bytes_take(&rest, BYTES(":")))
		return false;
	bytes_take(&rest, BYTES("-"));
	return bytes_take_number(&rest, &number) && bytes_take(&rest, BYTES(":")) &&
	    (words_start(LIST(levels), rest) != WORDS_NONE ||
		(bytes_take_number(&rest, &number) && bytes_start(rest, BYTES(": "))));
}

bool
trailer_is_announced(struct bytes message, struct bytes line)
{
	return bytes_tail(bytes_trim_end(message)) == ':' &&
	    (output_of(line).len > 0 || trailer_is_diagnosis(line));
}

bool
trailer_is_quoted(struct bytes message, struct bytes line)
{
	struct bytes last = bytes_behind_last(message, '\n'), output;

	/* CPython has an empty line before it */
	if (bytes_start(line, BYTES("Original exception was:")) || closes_quote(message, line) ||
	    (bytes_start(line, BYTES("ninja: ")) && quotes_ninja(message)))
		return true;
	if (bytes_head(last) == bytes_head(line) && (output = output_of(line)).len > 0)
		return bytes_start(last, output);
	return trailer_is_diagnosis(line) && trailer_is_diagnosis(last);
}
