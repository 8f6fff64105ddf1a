/* The heads of log messages, as rows of tables: logheader.c reads them. */
#ifndef ST_PYLOG_HEADS_ROWS_H
#define ST_PYLOG_HEADS_ROWS_H

/* What is known of a head so far, and how the text that is still to be read begins. */
enum {
	TIME = 1 << 0,
	LEVEL = 1 << 1,
	LOGGER = 1 << 2,
	PID = 1 << 3,
	THREAD = 1 << 4, /* the logger stood in brackets and has no dots: it may be a thread */
	DIGIT = 1 << 5,
	WORD = 1 << 6,
	A_LEVEL = 1 << 7,
	A_LETTER = 1 << 8, /* one that is short for a level */
	A_TIME = 1 << 9,
	A_YEAR = 1 << 10, /* and the time has one */
	SIGN = 1 << 11,   /* any other byte */
	SQUARE = 1 << 12, /* it stands in brackets of that kind */
	/* of the word behind the first one of the line: */
	CAPITALS = 1 << 13, /* it has some */
	A_DAY = 1 << 14,    /* it may be one: a digit */
	A_NAME = 1 << 15,   /* it may be one: a letter, and the first may be a thread's */
	PLACED = 1 << 16, /* a place in the source was in the head, or a process behind the level */
	PADDED = 1 << 17, /* blanks fill up the bracket of the level, as structlog does */
};

/*
 * Heads, or pieces of them, as patterns (pattern.h). The first row that fits what is known and then the text is taken,
 * marks behind it are skipped, and so on until no row fits: there the message begins. Letters:
 *
 *   t  a time; G as glog has it; O as syslog has it, in any language
 *   d  a level as .NET writes it
 *   L  a level: in capitals, unless a time is known or it stands in brackets; l its letter
 *   n  the logger: letters, digits, bytes of `_.-/@<>\$` (`>` only behind a `<`), and `:` inside; c without a colon in
 *      it; D with dots; N with dots, `_`, or no capitals; C called like no exception; J of a class, behind
 *      log4j's time; M `root`, `__main__`, `asyncio`, `TeleBot` or `werkzeug`; k all that is left, if it has no blank; u a
 *      word, the logger if it begins with a name
 *   i  digits, if any: of the process; p digits: of the process; y digits of no matter, at least so many
 *   j  fields that end with tabs; X an address without 0x; w a word; h a host; g a syslog tag; q a database; r a
 *      thread; U a UUID; e data of RFC 5424; ? a byte; _ blanks, `:` and `=`, if any
 *   [ ( {  a text in brackets, which is read by the rows below, and is the last of its row
 *   x  all that is left: the message; in brackets, of no matter
 *   and of what only has to be there: > \t the byte before; ^ no blank before; | a blank, a mark or the end; $ the end;
 *   + a level, or @ a time, within the next words; ! a bracket of the head, by what stands in it; = a name between bars
 *   or other marks of a kind; and f nothing: of a logger that follows, only one with dots is known
 */
struct row {
	int with, without; /* what has to be so, and what must not */
	const char *pattern;
};

/* Behind each row the fixture that shows it: its name in tests/fixtures/pylog. */
static const struct row beginnings[] = {
	{ DIGIT, A_TIME, "%>%? %t %w %w %i%w %w %e" }, /* RFC 5424: plain 3.11 */
	{ A_LETTER, 0, "%l%G %i%_%*]%x" },        /* time: E1124 10:00:00.123456 77 a.py:7] b */
	{ A_LETTER, 0, "%l%t %i%_%*]%x" },        /* glog with a year */
	{ A_LETTER, 0, "%l %t %*:%y]%x" },        /* SkyPilot */
	{ A_LETTER, 0, "%l %t PID=%p %*:%y]%x" }, /* SkyPilot's server */
	{ A_LETTER, 0, "%l %t" },                 /* a letter is the level, and a date follows */
	{ SIGN, 0, "(%w pid=%y) (%w pid=%y) (%w pid=%p)" }, /* vLLM in a worker of Ray */
	{ SIGN, 0, "(%w pid=%y) (%w pid=%p)" },             /* vLLM with Ray */
	{ SIGN, 0, "[%n] %L: %x" },       /* a logger in brackets, and a level with a colon */
	{ SIGN, 0, "[%n] %L %x" },        /* a logger in brackets, and a level */
	{ SIGN, 0, "<%_%L%_>%|" },        /* a level in angle brackets */
	{ SIGN, 0, "{%_%L%_}%|" },        /* a level in braces */
	{ SIGN, 0, "*%_%L%_*%|" },        /* a level between single asterisks */
	{ SIGN, 0, "**%_%L%_**%|" },      /* a level between double asterisks */
	{ SIGN, 0, "***%_%L%_***%|" },    /* a level between asterisks */
	{ DIGIT, A_TIME, "%i:%L:" },      /* a number and a level with colons */
	{ DIGIT, A_TIME, "%i:%?%*:%L:" }, /* a number, a thread and a level with colons */
	{ WORD, CAPITALS | A_DAY | A_NAME,
	    "%d: %n[%y]%$" },  /* .NET's console logger: Azure Functions */
	{ WORD, 0, "%c:%L:" }, /* a logger and a level with colons */
	{ WORD, A_LEVEL, "%*::%L::%t::%*::%y::%c::(%*) " }, /* vdsm */
	{ WORD, 0, "%?%*:%?%*:%L:" },                       /* names and a level with colons */
	{ A_LEVEL, 0, "%L: %@" },                           /* a level with a colon, and a time */
	{ A_LEVEL, 0, "%L: %x" },                           /* uvicorn */
	{ WORD | CAPITALS, A_LEVEL, "%n - %L - %x" },       /* a name and a level with dashes */
	{ WORD | CAPITALS, A_LEVEL, "%n - %L: %x" },  /* a name, a dash, and a level with a colon */
	{ WORD | CAPITALS, A_LEVEL, "%n | %L | %x" }, /* a name and a level with bars */
	{ WORD | CAPITALS, A_LEVEL, "%n: %L: %x" }, /* a name and a level with colons and blanks */
	{ WORD | A_NAME, A_LEVEL, "%r %n %L %x" },  /* a thread, a name and a level */
	{ WORD | A_NAME, A_LEVEL,
	    "%r - %n - %L - %x" }, /* a thread, a name and a level with dashes */
	{ DIGIT | A_NAME, A_TIME,
	    "%p - %n - %L - %x" },                  /* a number, a name and a level with dashes */
	{ WORD | CAPITALS, A_LEVEL, "%D %L %x" },   /* a dotted name and a level */
	{ WORD | CAPITALS, A_LEVEL, "%D %L: %x" },  /* a dotted name, and a level with a colon */
	{ WORD | CAPITALS, A_LEVEL, "%M %L %x" },   /* the root logger and a level */
	{ WORD | CAPITALS, A_LEVEL, "%n [%L] %x" }, /* a name, and a level in brackets */
	{ WORD | CAPITALS, A_LEVEL,
	    "%n: [%L] %x" },                    /* a name with a colon, and a level in brackets */
	{ WORD, A_LEVEL, "%n : %L %x" },        /* a padded name with a colon, and a level */
	{ WORD, A_LEVEL | A_TIME, "%j%t" },     /* GitHub's job and step, and a time */
	{ A_DAY, A_TIME, "%O %h %g[%i%*]:%|" }, /* syslog in German */
};

/* The same of what follows, and where none of those fits, as long as the level is not known. */
static const struct row pieces[] = {
	{ A_TIME, TIME, "%t %h %g[%i%*]:%|" },    /* syslog: plain 3.11 */
	{ A_TIME, TIME | A_YEAR, "%O %h %g:%|" }, /* syslog without a number */
	{ A_TIME, TIME, "%t" },                   /* a word before a date */
	{ A_LEVEL, LEVEL | LOGGER, "%L:%c:" },    /* a logger with capitals in BASIC_FORMAT */
	{ A_LEVEL, LEVEL, "%L%|" },               /* Odoo */
	{ WORD, LEVEL, "%n[%L]: " },              /* cloud-init */
	{ TIME | WORD, LEVEL,
	    "%*[line:%y] %+" }, /* a place in the source with its line in brackets */
	{ TIME | WORD, LEVEL | LOGGER, "%h %n[%p] %+" }, /* coloredlogs */
	{ TIME | WORD, LEVEL | LOGGER, "%n[%p] %+" },    /* a logger and a process in brackets */
	{ TIME | WORD, LEVEL | LOGGER, "UID: %y %+" },   /* Salt's user */
	{ TIME | WORD, LEVEL, "M:%y " },                 /* Kodi's memory */
	{ TIME | DIGIT | LOGGER, LEVEL, "%y - " },       /* Synapse: the line in the source */
	{ TIME | DIGIT | PLACED, LEVEL, "%y - " },       /* a file and a line between dashes */
	{ A_LETTER, TIME | LEVEL, "%l%G %i%_%*]%x" },    /* torch's rank before glog's head */
	{ TIME | DIGIT, LEVEL, "%i %+" },                /* Odoo */
	{ TIME | WORD, LEVEL, "T:%y " },                 /* Kodi */
	{ TIME, LEVEL | LOGGER, "%X -%y " },             /* Ceph's thread and priority */
	{ TIME, LEVEL | LOGGER, "%X %y " },              /* the same */
	{ TIME | A_LETTER, LEVEL, "%l %*:%y] %x" },      /* TensorFlow */
	{ TIME | WORD, LEVEL, "%*/%L/%n: %x" },          /* Locust */
	{ TIME, LEVEL | PLACED, "%+%u" },                /* fields with tabs, the logger first */
	{ TIME | PLACED, LEVEL, "%+%w" },                /* a function behind its file */
	{ 0, TIME | LEVEL, "%@%w" },                     /* a word before a date */
};

/* The same where it is. */
static const struct row behind_level[] = {
	{ LEVEL | PADDED | WORD, LOGGER, "%D: " },  /* a padded level, and a logger with a colon */
	{ LEVEL | PADDED | WORD, LOGGER, "%D - " }, /* and with a dash */
	{ LEVEL | PADDED | WORD, LOGGER, "%x" },    /* structlog's event with dots */
	{ A_TIME, TIME, "%t" },                     /* a level with a colon, and a time */
	{ LEVEL | SIGN, LOGGER, "%^/%*/%N: %x" }, /* a level, a process and a logger with slashes */
	{ LEVEL | SIGN, 0, "/%r%|" },             /* a level and a process with a slash */
	{ LEVEL | THREAD, 0, "%D: " },            /* a thread in brackets, and a logger */
	{ LEVEL | THREAD, 0, "%D (%*(%y)): " },   /* AWS Glue's place in Scala */
	{ LEVEL | PID, LOGGER, "%q %D: " },       /* Odoo */
	{ LEVEL | PID, LOGGER, "%w %M: " },       /* Odoo's server */
	{ LEVEL | PID, LOGGER, "? %n: " },        /* Odoo without a database: odoo */
	{ LEVEL | TIME | WORD, LOGGER, "in %n:%|" },   /* flask of Debian */
	{ TIME | LEVEL | SIGN, 0, "<%*>: " },          /* Kodi's component */
	{ TIME | LEVEL | WORD, LOGGER, "%J: " },       /* Spark */
	{ LEVEL, LOGGER | PLACED, "%N: " },            /* a logger of small letters */
	{ LEVEL | PLACED, LOGGER, "%D: " },            /* a place in the source, and a logger */
	{ TIME | LEVEL | WORD, 0, "%*:%y -- " },       /* Ray's own log */
	{ LEVEL, LOGGER, "%D " },                      /* a dotted logger with tabs */
	{ LEVEL, LOGGER, "%n - " },                    /* a logger before a dash */
	{ TIME | LEVEL | WORD, LOGGER, "%M: \"%x" },   /* telebot */
	{ TIME | LEVEL | WORD, LOGGER, "%n: ----%x" }, /* a logger before a rule */
	{ LEVEL, LOGGER | PLACED, "%n | " },           /* a logger before a bar */
	{ TIME | LEVEL | WORD, LOGGER, "%w | %D - " }, /* Prefect's thread before a logger */
	{ LEVEL, LOGGER, "%=%n" },  /* a logger between bars; fields with bars and no blanks */
	{ LEVEL, LOGGER, "%C:%$" }, /* a logger that ends the line */
	{ TIME | LEVEL, LOGGER, "%^%D," },            /* fields with commas */
	{ TIME | LEVEL, LOGGER, "%\t%U\t" },          /* AWS Lambda's logging */
	{ LEVEL, LOGGER, "%\t%n\t" },                 /* fields with tabs */
	{ LEVEL, LOGGER, "%M " },                     /* the root logger */
	{ TIME | LEVEL | WORD, PID, "%w %p %4y %f" }, /* Django's verbose format */
	{ TIME | LEVEL | DIGIT, PID, "%p %4y %f" },   /* Django's verbose format without a module */
	{ TIME | LEVEL | WORD, 0, "%*:%y] " },        /* vLLM of old */
	{ TIME | LEVEL | WORD, LOGGER | PID, "%*:%p [%*.py:%*:%y] " },  /* wandb */
	{ TIME | LEVEL | WORD, LOGGER | PID, "%w :%p [%*.py:%*:%y] " }, /* wandb's padded thread */
	{ TIME | LEVEL | WORD, LOGGER | PID,
	    "%w (%*):%p [%*.py:%*:%y] " }, /* wandb's thread with a target */
};

/* The same of brackets: are they of the head? */
static const struct row brackets[] = {
	{ 0, 0, "%!%[" },        /* gunicorn; Airflow */
	{ 0, LEVEL, "%(" },      /* a level in parentheses */
	{ TIME, LOGGER, "%(" },  /* Home Assistant */
	{ TIME, LEVEL, "%{" },   /* Airflow */
	{ LEVEL, LOGGER, "%{" }, /* braces behind a level */
	{ 0, LEVEL, "%@%{" },    /* uWSGI */
};

/* The same of what stands in them. */
static const struct row inside[] = {
	{ A_LETTER, TIME | LEVEL, "%l %t %n %*:%y%$" }, /* JupyterHub */
	{ A_LETTER, TIME | LEVEL, "%l %t" },            /* tornado of Debian */
	{ A_LETTER | TIME, LEVEL, "%l %t%x" },          /* a letter is the level, behind a time */
	{ A_LETTER | TIME | SQUARE, LEVEL, "%l%$" },    /* TensorRT-LLM */
	{ A_TIME, TIME, "%t" },                         /* gunicorn */
	{ A_LEVEL, TIME | LEVEL, "%L/%t%$" }, /* a level, a slash and a time in the same brackets */
	{ A_LEVEL, LEVEL, "%L/%f%x" },        /* celery of Debian */
	{ A_LEVEL, LEVEL, "%L%?%k" },         /* a level and a logger in the same brackets */
	{ A_LEVEL, LEVEL, "%L" },             /* gunicorn */
	{ TIME | WORD | SQUARE, LEVEL, "%*:%L%$" },  /* mod_wsgi; a module of Apache and a level */
	{ TIME | SIGN | SQUARE, LEVEL, ":%L%$" },    /* Apache without a module */
	{ TIME | WORD | SQUARE, LEVEL, "%n#%L%$" },  /* Twisted of today */
	{ TIME | WORD | SQUARE, LEVEL, "%n %L %x" }, /* a Ceph module */
	{ WORD, 0, "pid%_%i%x" },                    /* uWSGI */
	{ WORD, TIME, "WallTime: %t" },              /* ROS' time */
	{ WORD, 0, "PID %p%$" },                     /* Dramatiq */
	{ WORD, PID, "%w pid=%p%x" },                /* vLLM */
	{ TIME | DIGIT | SQUARE, PID, "%p:%n%$" }, /* a number and a logger in the same brackets */
	{ DIGIT, 0, "%i%$" },                      /* gunicorn */
	{ TIME | WORD, LEVEL | LOGGER,
	    "%n - %L%$" },                      /* a name and a level between dashes in brackets */
	{ TIME | SQUARE, LOGGER, "%n %_%y%$" }, /* Salt's padded logger */
	{ LEVEL | SQUARE, LOGGER, "%n%$" },     /* a logger in brackets */
	{ TIME | SQUARE, LOGGER, "%n%$" },      /* a logger in brackets before the level */
};

#endif
