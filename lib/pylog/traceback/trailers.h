/* The tables of trailer.c: what programs write behind a traceback. Each row is the whole of a line, or has words that are sure. */
#ifndef ST_PYLOG_TRACEBACK_TRAILERS_H
#define ST_PYLOG_TRACEBACK_TRAILERS_H

#include "base/bytes.h"

/* What a row says of the rest of the line. Without one of the first three, anything may follow. */
enum {
	WHOLE = 1,   /* nothing follows */
	WORD = 2,    /* one word follows, and nothing else */
	NUMBER = 4,  /* a number follows, and anything behind it */
	PRINTED = 8, /* a command prints it, whose output a message may quote */
};

/* Sentences and signs with which lines begin that end a message. Sorted by their bytes. */
static const struct trailer {
	struct bytes begin;
	unsigned rest;
} trailers[] = {
	{ BYTES_ROW("\""), WHOLE },                   /* telebot's, around a whole traceback */
	{ BYTES_ROW("# Command failed: "), PRINTED }, /* Buildozer's */
	{ BYTES_ROW("##["), 0 },                      /* Azure's and GitHub's steps */
	{ BYTES_ROW("$ "), PRINTED },                 /* a prompt */
	{ BYTES_ROW("%2: %3"), 0 },                   /* pywin32's services */
	{ BYTES_ROW("(gdb)"), 0 }, { BYTES_ROW("(null): (null)"), 0 }, /* pywin32's services */
	{ BYTES_ROW("*** ["), PRINTED },                               /* PlatformIO's */
	{ BYTES_ROW("*** no app loaded"), 0 },                         /* uWSGI's */
	{ BYTES_ROW("--- End of logging error ---"), WHOLE },
	{ BYTES_ROW("--- Logging error "), 0 }, /* and loguru's, of its own handlers */
	{ BYTES_ROW("-->"), WHOLE },            /* the end of a comment in HTML (Werkzeug) */
	{ BYTES_ROW("-->End of Python script error report<--"), 0 }, /* Kodi's */
	{ BYTES_ROW("</code></pre>"), 0 },                           /* of HTML */
	{ BYTES_ROW("</pre>"), 0 },                                  /* of HTML */
	{ BYTES_ROW("==> "), 0 },                                    /* Render's */
	{ BYTES_ROW(">>>"), WHOLE }, { BYTES_ROW(">>> "), 0 },
	{ BYTES_ROW("Aborted"), WHOLE | PRINTED },
	{ BYTES_ROW("Aborted (core dumped)"), PRINTED }, /* the shell's */
	{ BYTES_ROW("Aborted!"), WHOLE | PRINTED }, { BYTES_ROW("Adafruit CircuitPython "), 0 },
	{ BYTES_ROW("Appuyez sur une touche pour continuer"), 0 },
	{ BYTES_ROW("Ask for help or search for solutions at "), 0 }, /* Certbot's */
	{ BYTES_ROW("Automatic reconnection failed "), NUMBER },      /* Telethon's */
	{ BYTES_ROW("CMake Error at "), PRINTED }, { BYTES_ROW("Call stack:"), WHOLE },
	{ BYTES_ROW("Code done running."), WHOLE },         /* CircuitPython's */
	{ BYTES_ROW("Command exited with code "), NUMBER }, /* AppVeyor's */
	{ BYTES_ROW("Current thread 0x"), 0 }, { BYTES_ROW("END RequestId: "), 0 },
	{ BYTES_ROW("Error completing request"),
	    WHOLE }, /* of a user interface of Stable Diffusion */
	{ BYTES_ROW("Error in atexit._run_exitfuncs:"), 0 },
	{ BYTES_ROW("Error in sys.excepthook:"), 0 },
	{ BYTES_ROW("Error occurred in Python"), 0 },               /* gdb's */
	{ BYTES_ROW("Error while executing Python code."), WHOLE }, /* gdb's */
	{ BYTES_ROW("Exception ignored "), 0 },
	{ BYTES_ROW("Exception in callback "), 0 }, /* asyncio's, where no logging is set up */
	{ BYTES_ROW("Exception in thread "), 0 },
	{ BYTES_ROW("Exited with code "), NUMBER }, /* CircleCI's */
	{ BYTES_ROW("Exited with code exit status "), NUMBER },
	{ BYTES_ROW("Exiting because a job execution failed"), 0 }, /* Snakemake's */
	{ BYTES_ROW("FETCH ComfyRegistry Data"), 0 },               /* ComfyUI's */
	{ BYTES_ROW("FETCH DATA from: "), 0 }, { BYTES_ROW("Fatal Python error: "), 0 },
	{ BYTES_ROW("Finished: FAILURE"), WHOLE },
	{ BYTES_ROW("Future exception was never retrieved"), WHOLE },
	{ BYTES_ROW("Got an OOM, unloading all loaded models."), WHOLE }, /* ComfyUI's */
	{ BYTES_ROW("Ignoring exception in "), 0 },                       /* discord.py's */
	{ BYTES_ROW("Killed"), WHOLE | PRINTED },
	{ BYTES_ROW("Local Exception"), WHOLE }, /* Borg's */
	{ BYTES_ROW("Local variables in innermost frame:"), WHOLE },
	{ BYTES_ROW("Locals (most recent call last):"), WHOLE }, /* Frappe's */
	{ BYTES_ROW("MicroPython v"), NUMBER },
	{ BYTES_ROW("Oh no! \xf0\x9f\x92\xa5"), 0 }, /* Black's */
	{ BYTES_ROW("Original exception was:"), WHOLE },
	{ BYTES_ROW("Performing system checks..."), WHOLE }, /* Django's server */
	{ BYTES_ROW("Please see the logfiles in "), 0 },     /* Certbot's */
	{ BYTES_ROW("Presione una tecla para continuar"), 0 },
	{ BYTES_ROW("Press CTRL+C to quit"), WHOLE },                           /* Flask's server */
	{ BYTES_ROW("Press ENTER or type command to continue"), 0 },            /* Vim's */
	{ BYTES_ROW("Press Enter to "), 0 }, { BYTES_ROW("Press any key"), 0 }, /* of Windows */
	{ BYTES_ROW("Press enter to "), 0 },
	{ BYTES_ROW("Pressione qualquer tecla para continuar"), 0 },
	{ BYTES_ROW("Process exited with code "), WORD },          /* TeamCity's */
	{ BYTES_ROW("Process finished with exit code "), NUMBER }, /* PyCharm's */
	{ BYTES_ROW("Prompt executed in "), NUMBER },              /* ComfyUI's */
	{ BYTES_ROW("Python for android ended."), 0 },             /* Kivy's */
	{ BYTES_ROW("QObject::"), 0 }, { BYTES_ROW("QThread: "), 0 },
	{ BYTES_ROW("REPORT RequestId: "), 0 },
	{ BYTES_ROW("Removing output files of failed job"), 0 }, /* Snakemake's */
	{ BYTES_ROW("Request data not supplied"), WHOLE },
	{ BYTES_ROW("Request information:"),
	    WHOLE }, /* Django's report goes on with what is private */
	{ BYTES_ROW("Requested to load "), WORD },      /* ComfyUI's */
	{ BYTES_ROW("SHUNTING: "), 0 },                 /* Mailman's */
	{ BYTES_ROW("START RequestId: "), 0 },          /* AWS Lambda's */
	{ BYTES_ROW("Script Executor Traceback:"), 0 }, /* pyRevit's */
	{ BYTES_ROW("Segmentation fault"), WHOLE | PRINTED },
	{ BYTES_ROW("Segmentation fault (core dumped)"), PRINTED },
	{ BYTES_ROW("Sentry is attempting to send "), 0 },
	{ BYTES_ROW("Set the environment variable HYDRA_FULL_ERROR"), 0 },
	{ BYTES_ROW("Shutting down, this might take some time."), 0 }, /* Snakemake's */
	{ BYTES_ROW("Stack (most recent call last):"), WHOLE },
	{ BYTES_ROW("Task exception was never retrieved"),
	    WHOLE }, /* asyncio's, where no logging is set up */
	{ BYTES_ROW("Task was destroyed but it is pending!"), WHOLE },
	{ BYTES_ROW("Telegram is having internal issues "), 0 }, /* Telethon's */
	{ BYTES_ROW("The above server error caused the following client error:"), 0 }, /* Odoo's */
	{ BYTES_ROW("The full traceback has been saved in"), 0 }, /* Sphinx's */
	{ BYTES_ROW("The terminal process \""), 0 },              /* Visual Studio Code's */
	{ BYTES_ROW("Uncaught exception. Entering post mortem debugging"), 0 }, /* pdb's */
	{ BYTES_ROW("Unclosed client session"), WHOLE },                        /* aiohttp's */
	{ BYTES_ROW("Unclosed connection"), WHOLE },                            /* aiohttp's */
	{ BYTES_ROW("Unclosed connector"), WHOLE },                             /* aiohttp's */
	{ BYTES_ROW("Unhandled exception in event loop:"), WHOLE },
	{ BYTES_ROW("Unhandled exception in thread started by "), 0 },
	{ BYTES_ROW("Unhandled exception on "), WORD },         /* Telethon's */
	{ BYTES_ROW("Watching for file changes with "), WORD }, /* Django's server */
	{ BYTES_ROW("Windows fatal exception: "), 0 },
	{ BYTES_ROW("You can reproduce this example by temporarily adding "), 0 }, /* Hypothesis' */
	{ BYTES_ROW("[Done] exited with code="), NUMBER },              /* Visual Studio Code's */
	{ BYTES_ROW("[Finished in "), NUMBER },                         /* Sublime Text's */
	{ BYTES_ROW("[PYI-"), 0 },                                      /* PyInstaller's */
	{ BYTES_ROW("[Pipeline] "), 0 },                                /* Jenkins' */
	{ BYTES_ROW("[Program finished]"), WHOLE },                     /* Pydroid's */
	{ BYTES_ROW("[Running] "), 0 },                                 /* Visual Studio Code's */
	{ BYTES_ROW("[end of output]"), 0 }, { BYTES_ROW("]]></"), 0 }, /* of XML */
	{ BYTES_ROW("^C"), 0 },    /* the key that interrupts */
	{ BYTES_ROW("`"), WHOLE }, /* of code in Markdown */
	{ BYTES_ROW("bash: line "), 0 },
	{ BYTES_ROW("double free or corruption ("), 0 }, /* the C library's */
	{ BYTES_ROW("dpkg: error "), PRINTED },
	{ BYTES_ROW("error Command failed with exit code "), NUMBER | PRINTED }, /* Yarn's */
	{ BYTES_ROW("free(): "), 0 },                                          /* the C library's */
	{ BYTES_ROW("got prompt"), WHOLE },                                    /* ComfyUI's */
	{ BYTES_ROW("gyp ERR! "), PRINTED }, { BYTES_ROW("hint: This "), 0 },  /* uv's */
	{ BYTES_ROW("hint: `"), PRINTED },                                     /* uv's */
	{ BYTES_ROW("libc++abi"), 0 },                                         /* of macOS */
	{ BYTES_ROW("loaded completely "), NUMBER },                           /* ComfyUI's */
	{ BYTES_ROW("location: <unknown location>:"), 0 },                     /* Blender's */
	{ BYTES_ROW("make: *** ["), PRINTED }, { BYTES_ROW("malloc(): "), 0 }, /* the C library's */
	{ BYTES_ROW("munmap_chunk(): "), 0 },                                  /* the C library's */
	{ BYTES_ROW("ninja: build stopped: "), PRINTED },
	{ BYTES_ROW("nohup: ignoring input"), 0 }, /* another run begins */
	{ BYTES_ROW("nox > "), 0 }, { BYTES_ROW("npm ERR! "), PRINTED },
	{ BYTES_ROW("real\t"), NUMBER }, /* of the shell's time */
	{ BYTES_ROW("runfile('"), 0 },   /* Spyder's */
	{ BYTES_ROW("scons: "), PRINTED },
	{ BYTES_ROW("script returned exit code "), NUMBER }, /* Jenkins' pipelines */
	{ BYTES_ROW("section_end:"), NUMBER },
	{ BYTES_ROW("section_start:"), NUMBER }, /* GitLab's */
	{ BYTES_ROW("slurmstepd: "), PRINTED },
	{ BYTES_ROW("srun: error: "), PRINTED },     /* Slurm's */
	{ BYTES_ROW("supervisor: "), 0 },            /* Supervisor's, before it starts a program */
	{ BYTES_ROW("terminate called "), PRINTED }, /* the runtime of C++ */
	{ BYTES_ROW("unable to load app "), 0 },     /* uWSGI's */
	{ BYTES_ROW("wandb: "), 0 }, { BYTES_ROW("Для продолжения"), 0 }, /* Windows, in Russian */
	/* gdb-dashboard's */
	{ BYTES_ROW("─── Assembly "), 0 }, { BYTES_ROW("─── Breakpoints "), 0 },
	{ BYTES_ROW("─── Expressions "), 0 }, { BYTES_ROW("─── History "), 0 },
	{ BYTES_ROW("─── Memory "), 0 }, { BYTES_ROW("─── Output/messages "), 0 },
	{ BYTES_ROW("─── Registers "), 0 }, { BYTES_ROW("─── Source "), 0 },
	{ BYTES_ROW("─── Stack "), 0 }, { BYTES_ROW("─── Threads "), 0 },
	{ BYTES_ROW("─── Variables "), 0 }, { BYTES_ROW("➜ "), 0 }, /* a prompt */
	{ BYTES_ROW("请按任意键"), 0 },                             /* and in Chinese */
	{ BYTES_ROW("进程已结束"), 0 },                             /* PyCharm's in Chinese */
	{ BYTES_ROW("🚨 Error: "), 0 },                              /* Buildkite's */
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
	{ BYTES_ROW("Aborted with "), BYTES_ROW("!") },                    /* MkDocs' */
	{ BYTES_ROW("Process exited with code "), BYTES_ROW(" (Step: ") }, /* TeamCity's */
	{ BYTES_ROW("Attempt "), BYTES_ROW(" at connecting failed: ") },   /* Telethon's */
	{ BYTES_ROW("In ["), BYTES_ROW("]:") },
	{ BYTES_ROW("<"),
	    BYTES_ROW(" failed with ") }, /* gevent: `<Greenlet at 0x7f…: f> failed with …` */
	{ BYTES_ROW("2"), BYTES_ROW("> failed with ") },
	{ BYTES_ROW("Thread 0x"), BYTES_ROW("(most recent call first)") },
	{ BYTES_ROW("make["), BYTES_ROW("]: *** [") },
	{ BYTES_ROW("The command \""), BYTES_ROW("\" exited with ") }, /* Travis */
	{ BYTES_ROW("The command '/bin/sh "),
	    BYTES_ROW("' returned a non-zero code: ") },              /* Docker's */
	{ BYTES_ROW("Build step '"), BYTES_ROW("' ") },               /* Jenkins' */
	{ BYTES_ROW("Failed to execute ("), BYTES_ROW(").") },        /* ArcGIS' */
	{ BYTES_ROW("FAILED ("), BYTES_ROW("=") },                    /* unittest's */
	{ BYTES_ROW("Target //"), BYTES_ROW(" failed to build") },    /* Bazel */
	{ BYTES_ROW("FAILED "), BYTES_ROW("::") },                    /* pytest's summary */
	{ BYTES_ROW("/"), BYTES_ROW(" changed, reloading.") },        /* Django's server */
	{ BYTES_ROW("["), BYTES_ROW("] Failed to execute script ") }, /* PyInstaller */
	{ BYTES_ROW("["), BYTES_ROW("] process has ") },              /* roslaunch */
	{ BYTES_ROW("[rank: "), BYTES_ROW("] Child process ") },      /* Lightning */
	/* Ansible */
	{ BYTES_ROW("fatal: ["), BYTES_ROW("! => ") },
	{ BYTES_ROW("failed: ["), BYTES_ROW(") => ") },
	{ BYTES_ROW("TASK ["), BYTES_ROW("] ***") },
	{ BYTES_ROW("PLAY "), BYTES_ROW(" ***") },
};

/* The patterns above that commands print. */
static const struct bytes printed[] = {
	BYTES_ROW("ELIFECYCLE "),
	BYTES_ROW("FAILED ("),
	BYTES_ROW("Target //"),
	BYTES_ROW("make["),
};

#endif
