#include "pylog/traceback/trailer.h"

#include "base/ascii.h"
#include "base/words.h"
#include "pylog/traceback/grammar.h"

/* Sentences and signs that end a message: what begins so is not of it. In the order of their bytes. */
static const struct bytes trailers[] = {
	BYTES_ROW("# Command failed: "),                 /* Buildozer's */
	BYTES_ROW("##["),                                /* Azure's and GitHub's steps */
	BYTES_ROW("$ "),                                 /* a prompt */
	BYTES_ROW("%2: %3"),                             /* pywin32's services */
	BYTES_ROW("(gdb)"), BYTES_ROW("(null): (null)"), /* pywin32's services */
	BYTES_ROW("*** ["),                              /* PlatformIO's */
	BYTES_ROW("*** no app loaded"),                  /* uWSGI's */
	BYTES_ROW("--- End of logging error ---"),
	BYTES_ROW("--- Logging error "), /* and loguru's, of its own handlers */
	BYTES_ROW("-->End of Python script error report<--"),  /* Kodi's */
	BYTES_ROW("</code></pre>"),                            /* of HTML */
	BYTES_ROW("</pre>"),                                   /* of HTML */
	BYTES_ROW("==> "),                                     /* Render's */
	BYTES_ROW(">>> "), BYTES_ROW("Aborted (core dumped)"), /* the shell's */
	BYTES_ROW("Adafruit CircuitPython "), BYTES_ROW("Appuyez sur une touche pour continuer"),
	BYTES_ROW("Build step '"), /* Jenkins' */
	BYTES_ROW("CMake Error at "), BYTES_ROW("Call stack:"),
	BYTES_ROW("Code done running."),        /* CircuitPython's */
	BYTES_ROW("Command exited with code "), /* AppVeyor's */
	BYTES_ROW("Current thread 0x"), BYTES_ROW("END RequestId: "),
	BYTES_ROW("Error completing request"), /* of a user interface of Stable Diffusion */
	BYTES_ROW("Error in atexit._run_exitfuncs:"), BYTES_ROW("Error in sys.excepthook:"),
	BYTES_ROW("Error occurred in Python"), /* gdb's */
	BYTES_ROW("Exception ignored "), BYTES_ROW("Exception in thread "),
	BYTES_ROW("Exiting because a job execution failed"), /* Snakemake's */
	BYTES_ROW("FAILED ("),                               /* unittest's */
	BYTES_ROW("Fatal Python error: "), BYTES_ROW("Finished: FAILURE"),
	BYTES_ROW("Future exception was never retrieved"),
	BYTES_ROW("Ignoring exception in "), /* discord.py's */
	BYTES_ROW("Local Exception"),        /* Borg's */
	BYTES_ROW("Local variables in innermost frame:"),
	BYTES_ROW("Locals (most recent call last):"),                     /* Frappe's */
	BYTES_ROW("MicroPython v"), BYTES_ROW("Oh no! \xf0\x9f\x92\xa5"), /* Black's */
	BYTES_ROW("Original exception was:"),
	BYTES_ROW("Performing system checks..."), /* Django's server */
	BYTES_ROW("Please see the logfiles in "), /* Certbot's */
	BYTES_ROW("Presione una tecla para continuar"),
	BYTES_ROW("Press ENTER or type command to continue"),     /* Vim's */
	BYTES_ROW("Press Enter to "), BYTES_ROW("Press any key"), /* of Windows */
	BYTES_ROW("Press enter to "), BYTES_ROW("Pressione qualquer tecla para continuar"),
	BYTES_ROW("Process finished with exit code "), /* PyCharm's */
	BYTES_ROW("Prompt executed in "),              /* ComfyUI's */
	BYTES_ROW("QObject::"), BYTES_ROW("QThread: "), BYTES_ROW("REPORT RequestId: "),
	BYTES_ROW("Removing output files of failed job"), /* Snakemake's */
	BYTES_ROW("Request data not supplied"),
	BYTES_ROW("Request information:"), /* Django's report goes on with what is private */
	BYTES_ROW("START RequestId: "),    /* AWS Lambda's */
	BYTES_ROW("Segmentation fault (core dumped)"), BYTES_ROW("Sentry is attempting to send "),
	BYTES_ROW("Set the environment variable HYDRA_FULL_ERROR"),
	BYTES_ROW("Shutting down, this might take some time."), /* Snakemake's */
	BYTES_ROW("Stack (most recent call last):"),
	BYTES_ROW("Task exception was never retrieved"), /* asyncio's, where no logging is set up */
	BYTES_ROW("Task was destroyed but it is pending!"),
	BYTES_ROW("The above server error caused the following client error:"), /* Odoo's */
	BYTES_ROW("The command '/bin/sh"),                                      /* Docker's */
	BYTES_ROW("The full traceback has been saved in"),                      /* Sphinx's */
	BYTES_ROW("The terminal process "),                              /* Visual Studio Code's */
	BYTES_ROW("Uncaught exception. Entering post mortem debugging"), /* pdb's */
	BYTES_ROW("Unclosed client session"),                            /* aiohttp's */
	BYTES_ROW("Unclosed connection"),                                /* aiohttp's */
	BYTES_ROW("Unclosed connector"),                                 /* aiohttp's */
	BYTES_ROW("Unhandled exception in event loop"), BYTES_ROW("Unhandled exception in thread"),
	BYTES_ROW("Watching for file changes with "), /* Django's server */
	BYTES_ROW("Windows fatal exception: "),
	BYTES_ROW("[Done] exited with code="),            /* Visual Studio Code's */
	BYTES_ROW("[Finished in "),                       /* Sublime Text's */
	BYTES_ROW("[PYI-"),                               /* PyInstaller's */
	BYTES_ROW("[Pipeline] "),                         /* Jenkins' */
	BYTES_ROW("[Program finished]"),                  /* Pydroid's */
	BYTES_ROW("[Running] "),                          /* Visual Studio Code's */
	BYTES_ROW("[end of output]"), BYTES_ROW("]]></"), /* of XML */
	BYTES_ROW("^C"),                                  /* the key that interrupts */
	BYTES_ROW("bash: line "), BYTES_ROW("double free or corruption"), /* the C library's */
	BYTES_ROW("dpkg: error "), BYTES_ROW("error Command failed with exit code "), /* Yarn's */
	BYTES_ROW("free(): "),                             /* the C library's */
	BYTES_ROW("gyp ERR! "), BYTES_ROW("libc++abi"),    /* of macOS */
	BYTES_ROW("location: <unknown location>:"),        /* Blender's */
	BYTES_ROW("make: *** ["), BYTES_ROW("malloc(): "), /* the C library's */
	BYTES_ROW("munmap_chunk(): "),                     /* the C library's */
	BYTES_ROW("ninja: build stopped: "),
	BYTES_ROW("nohup: ignoring input"),                               /* another run begins */
	BYTES_ROW("nox > "), BYTES_ROW("npm ERR! "), BYTES_ROW("real\t"), /* of the shell's time */
	BYTES_ROW("runfile("),                                            /* Spyder's */
	BYTES_ROW("scons: "), BYTES_ROW("script returned exit code "),    /* Jenkins' pipelines */
	BYTES_ROW("section_end:"), BYTES_ROW("section_start:"),           /* GitLab's */
	BYTES_ROW("slurmstepd: "), BYTES_ROW("srun: error: "),            /* Slurm's */
	BYTES_ROW("terminate called "),                                   /* the runtime of C++ */
	BYTES_ROW("unable to load app "),                                 /* uWSGI's */
	BYTES_ROW("wandb: "), BYTES_ROW("Для продолжения"),               /* Windows, in Russian */
	BYTES_ROW("➜ "),                                                  /* a prompt */
	BYTES_ROW("请按任意键"),                                          /* and in Chinese */
	BYTES_ROW("进程已结束"),                                          /* PyCharm's in Chinese */
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

/* The same of lines that are set in. */
static const struct bytes ends[] = {
	BYTES_ROW("[end of output]"),
	BYTES_ROW("+--- This exception occured remotely"),
	BYTES_ROW("* Restarting with "), /* Flask's server */
	BYTES_ROW("* Detected change in "),
	BYTES_ROW("* Debugger "),
};

/* Trailers with something in between. */
static const struct {
	struct bytes begin, within;
} patterns[] = {
	{ BYTES_ROW("In ["), BYTES_ROW("]:") },
	{ BYTES_ROW("<"),
	    BYTES_ROW(" failed with ") }, /* gevent: `<Greenlet at 0x7f…: f> failed with …` */
	{ BYTES_ROW("2"), BYTES_ROW("> failed with ") },
	{ BYTES_ROW("Thread 0x"), BYTES_ROW("(most recent call first)") },
	{ BYTES_ROW("make["), BYTES_ROW("]: *** [") },
	{ BYTES_ROW("The command \""), BYTES_ROW("\" exited with ") }, /* Travis */
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

/* Those of them that a program prints which a message may quote. */
static const struct bytes outputs[] = {
	BYTES_ROW("# Command failed: "),
	BYTES_ROW("$ "),
	BYTES_ROW("*** ["),
	BYTES_ROW("Aborted"),
	BYTES_ROW("CMake Error at "),
	BYTES_ROW("FAILED ("),
	BYTES_ROW("Killed"),
	BYTES_ROW("Segmentation fault"),
	BYTES_ROW("dpkg: error "),
	BYTES_ROW("error Command failed with exit code "),
	BYTES_ROW("gyp ERR! "),
	BYTES_ROW("make: *** ["),
	BYTES_ROW("make["),
	BYTES_ROW("ninja: build stopped: "),
	BYTES_ROW("npm ERR! "),
	BYTES_ROW("scons: "),
	BYTES_ROW("slurmstepd: "),
	BYTES_ROW("srun: error: "),
	BYTES_ROW("terminate called "),
};

/* Whether the line begins with one of the trailers: those of its first byte are found by halves. */
static bool
begins_with_trailer(struct bytes line)
{
	unsigned char first = (unsigned char)line.at[0];
	size_t low = 0, high = COUNT_OF(trailers);

	while (low < high) {
		size_t middle = (low + high) / 2;

		if ((unsigned char)trailers[middle].at[0] < first)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < COUNT_OF(trailers) && (unsigned char)trailers[low].at[0] == first; low++)
		if (bytes_start(line, trailers[low]))
			return true;
	return false;
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

/* No byte that names of files cannot have in Windows, or hardly have elsewhere. */
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
	if (text.len < 4 || !ascii_is_letter(text.at[0]) ||
	    !bytes_start(bytes_from(text, 1), BYTES(":\\")))
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

/* `:~/x$ `, ` x]# `, ` x % `, ` ~ $ `: what follows the host; no sentence that counts money, or how much of something. */
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

/* What a shell writes before each command; the environment's name may stand before it: `(venv) C:\>`. */
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

bool
trailer_begins(struct bytes line)
{
	if (begins_with_trailer(line) || trailer_is_pool_process(line))
		return true;
	for (size_t i = 0; i < COUNT_OF(patterns); i++)
		if (line.at[0] == patterns[i].begin.at[0] && bytes_start(line, patterns[i].begin) &&
		    bytes_find(line, patterns[i].within) != NULL)
			return true;
	return words_find(LIST(lines), bytes_trim_end(line)) != WORDS_NONE || is_prompt(line) ||
	    trailer_is_progress(line);
}

bool
trailer_is_set_in(struct bytes text)
{
	return words_start(LIST(ends), text) != WORDS_NONE ||
	    (ascii_is_digit(text.at[0]) && trailer_is_progress(text));
}

/* Whether the line is a mark alone that has to close what the message quotes: it counts from where it is near. */
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

static bool
is_output(struct bytes line)
{
	return words_start(LIST(outputs), line) != WORDS_NONE || grammar_is_diagnosis(line);
}

bool
trailer_is_announced(struct bytes message, struct bytes line)
{
	return bytes_tail(bytes_trim_end(message)) == ':' && is_output(line);
}

bool
trailer_is_quoted(struct bytes message, struct bytes line)
{
	struct bytes last = bytes_behind_last(message, '\n');
	int output;

	/* CPython has an empty line before it */
	if (bytes_start(line, BYTES("Original exception was:")) || closes_quote(message, line) ||
	    (bytes_start(line, BYTES("ninja: ")) && quotes_ninja(message)))
		return true;
	if (bytes_head(last) == bytes_head(line) &&
	    (output = words_start(LIST(outputs), line)) != WORDS_NONE)
		return bytes_start(last, outputs[output]);
	return grammar_is_diagnosis(line) && grammar_is_diagnosis(last);
}
