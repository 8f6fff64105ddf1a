#include "io/progress.h"

#include "base/shown.h"

#include <stdio.h>
#include <unistd.h>

bool
progress_is_seen(void)
{
	return isatty(STDERR_FILENO) != 0;
}

void
progress_show(struct progress *progress, const struct blocks *blocks, bool ended, const char *more)
{
	double seconds, done = (double)blocks_done(blocks) / 1e6;
	long long total = blocks_total(blocks);
	struct buffer name = { .at = NULL };

	if (!progress->wanted)
		return;
	seconds = blocks_seconds(blocks);
	if (seconds >= progress->shown && seconds - progress->shown < 0.2 && !ended)
		return;
	progress->shown = seconds;
	shown_append(&name, bytes_of(blocks_name(blocks)));
	fprintf(stderr, "\r%.*s: %.1f MB", (int)name.len, name.at, done);
	buffer_free(&name);
	if (total > 0)
		fprintf(stderr, ", %.0f %%", 100.0 * (double)blocks_done(blocks) / (double)total);
	if (seconds > 0)
		fprintf(stderr, ", %.1f MB/s", done / seconds);
	fprintf(stderr, "%s%s", more, ended ? "\n" : "   ");
}
