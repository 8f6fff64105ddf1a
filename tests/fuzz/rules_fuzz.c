/* Rule files: any file is either loaded and applied, or refused with the line of its fault. */
#include "fuzz.h"
#include "rules/explain.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { CEILING = 64 * 1024 * 1024 };

static const char *const lines[] = {
	"{\"type\":\"thread\",\"tid\":1,\"comm\":\"worker\",\"signal\":\"SIGSEGV\",\"process\":{"
	"\"exe\":\"/usr/sbin/httpd\"},"
	"\"frames\":[{\"function\":\"poll\",\"module\":\"/lib/"
	"libc.so.6\"},{\"function\":\"apr_poll\",\"address\":\"0x0\"},"
	"{\"function\":\"<signal handler "
	"called>\",\"signal_handler\":true},{\"function\":\"poll\"},"
	"{\"function\":\"std::f<int>(char)\",\"file\":\"a.c\"},{\"function\":\"main\"}]}",
	"{\"type\":\"thread\",\"signal\":\"SIGSEGV\",\"frames\":[]}",
	"{\"type\":\"traceback\",\"exception\":{\"type\":\"a.ValueError\",\"message\":"
	"\"aaaaaaaaaaaaaaaaaaaaaaaaaaa!\"},"
	"\"frames\":[{\"function\":\"f\"},{\"function\":\"f\"},{\"function\":\"g\"}]}",
};

/* Stores the input in a file without a directory entry, and returns a name to open it by. */
static const char *
store(const uint8_t *data, size_t size)
{
	static char path[] = "/tmp/rules_fuzz.XXXXXX";
	static int fd = -1;

	if (fd == -1) {
		fd = mkstemp(path);
		if (fd == -1)
			abort();
		/* nothing is left behind, and /dev/fd still names it */
		unlink(path);
		snprintf(path, sizeof(path), "/dev/fd/%d", fd);
	}
	if (ftruncate(fd, 0) != 0 || pwrite(fd, data, size, 0) != (ssize_t)size ||
	    lseek(fd, 0, SEEK_SET) != 0)
		abort();
	return path;
}

static long long
count_frames(const struct record *record)
{
	const struct value *frame = json_first(json_member(record->value, "frames"));
	long long count = 0;

	for (; frame != NULL; frame = json_next(frame))
		count++;
	return count;
}

/* An annotated record is valid, and counts the frames that were trimmed. */
static void
apply(struct rulefile *rules, const char *line)
{
	struct arena *memory = arena_new(CEILING);
	struct reasons reasons = { .trims = false };
	struct annotator annotator = { .reasons = &reasons };
	struct buffer why = { .at = NULL };
	struct stream_fault fault;
	struct record before, after;
	struct bytes annotated;
	long long trimmed;

	if (memory != NULL && stream_parse(bytes_of(line), memory, &before, &fault) &&
	    annotate_record(&annotator, rules, &before, &annotated) &&
	    stream_parse(annotated, memory, &after, &fault)) {
		trimmed = json_number(after.value, "trimmed");
		fuzz_expect(
		    count_frames(&after) + (trimmed > 0 ? trimmed : 0) == count_frames(&before));
		fuzz_expect(explain_append(&why, &annotator, rules, &before));
		while (annotate_next_given_up(rules) != NULL)
			;
	} else {
		fuzz_expect(false);
	}
	buffer_free(&why);
	annotate_free(&annotator);
	arena_free(memory);
}

/* A finding without values for its words is never longer than its text in the file. */
static void
say(const struct rulefile *rules)
{
	const struct bytes none[PROCESSRULE_WORDS] = { { NULL, 0 } };
	struct buffer out = { .at = NULL };

	for (const struct processrule *rule = rules->processes; rule != NULL; rule = rule->next) {
		buffer_reset(&out);
		processrule_say(rule, none, &out);
		fuzz_expect(out.len <= rule->finding.len);
	}
	buffer_free(&out);
}

void
fuzz_one(const uint8_t *data, size_t size)
{
	struct rulefile_error error = { .line = -1 };
	struct rulefile *rules = rulefile_load(store(data, size), &error);

	if (rules == NULL) {
		fuzz_expect(error.text[0] != '\0' && error.line >= 0);
		return;
	}
	rules->always = true;
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		apply(rules, lines[i]);
	say(rules);
	rulefile_free(rules);
}
