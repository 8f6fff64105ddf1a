#include "show/rest.h"

#include "show/other.h"

#include <unistd.h>

static char standard_input[] = "/dev/stdin";

/* The path by which the thing can be opened again; NULL: it cannot. */
static char *
path_of(const struct plan_thing *thing)
{
	if (thing->process)
		return NULL;
	if (thing->sample.input == -1)
		return thing->text;
	return thing->sample.input == STDIN_FILENO && thing->sample.begins != -1 ? standard_input
										 : NULL;
}

/* Makes it a thing of the other stage that reads texts. */
static void
turn(struct thing *thing)
{
	thing->kind = thing->kind == THING_LOG ? THING_DEBUGGER : THING_LOG;
}

bool
rest_look_on(struct plan_thing *things, size_t count)
{
	bool found = false;

	for (size_t i = 0; i < count; i++)
		if (path_of(&things[i]) == NULL)
			return false;
	for (size_t i = 0; i < count; i++) {
		struct sample *sample = &things[i].sample;
		char *path = path_of(&things[i]);

		if (sample->thing.longer ? thing_has_threads(path)
					 : other_is_in(sample->thing.kind, path)) {
			turn(&sample->thing);
			found = true;
		}
		if (sample->input != -1)
			(void)lseek(sample->input, sample->begins, SEEK_SET);
	}
	return found;
}

void
rest_tell(const struct plan_thing *things, size_t count, bool failed)
{
	for (size_t i = 0; i < count; i++) {
		const struct sample *sample = &things[i].sample;
		char *path = path_of(&things[i]);

		if (path != NULL && !(failed && sample->tool != NULL))
			other_look(sample->thing.kind, path,
			    path == standard_input ? "standard input" : path);
	}
}

/* Makes the pipes in which there is something for another stage things of that stage. Gives their first; NULL: none. */
static const struct plan_thing *
turn_pipes(struct plan_thing *things, size_t count)
{
	const struct plan_thing *first = NULL;

	for (size_t i = 0; i < count; i++) {
		struct sample *sample = &things[i].sample;

		if (things[i].process || sample->looker == 0 ||
		    pipeline_wait(sample->looker, "st-show") != PIPELINE_OTHER)
			continue;
		turn(&sample->thing);
		first = first == NULL ? &things[i] : first;
	}
	return first;
}

/* Whether nobody looked for what another stage than that of the kind reads: in a pipe that is compressed or in UTF-16. */
static bool
is_half_read(const struct plan_thing *things, size_t count, enum thing_kind kind)
{
	bool half = false;

	for (size_t i = 0; i < count; i++)
		half = half ||
		    (!things[i].process && things[i].sample.thing.kind == kind &&
			things[i].sample.looker == 0 && path_of(&things[i]) == NULL);
	return half;
}

/* Tells how the pipe, of which one stage has read all, is shown by the other one. */
static void
tell_pipeline(const struct plan *plan, struct plan_thing *things, size_t count, bool threads)
{
	struct plan other = { .options = plan->options };
	struct buffer typed = { .at = NULL };

	plan_make(&other, things, count, false);
	pipeline_append(&typed, &other.pipeline);
	if (!typed.full && !other.full)
		cli_note(NULL, "nothing to show: no %s; for the %s: ... | %.*s",
		    threads ? "exceptions" : "threads", threads ? "threads" : "exceptions",
		    (int)typed.len, typed.at);
	buffer_free(&typed);
	pipeline_free(&other.pipeline);
}

void
rest_tell_nothing(const struct plan *plan, struct plan_thing *things, size_t count)
{
	const char *which = plan_option(plan->options, "new-only")->given ? "new " : "";
	const struct plan_thing *turned = turn_pipes(things, count);

	if (turned != NULL)
		tell_pipeline(plan, things, count, turned->sample.thing.kind == THING_DEBUGGER);
	else if (is_half_read(things, count, THING_LOG))
		cli_note(NULL, "nothing to show: no %sexceptions", which);
	else if (is_half_read(things, count, THING_DEBUGGER))
		cli_note(NULL, "nothing to show: no %sthreads", which);
	else
		cli_note(NULL, "nothing to show: no %sthreads, and no %sexceptions", which, which);
}
