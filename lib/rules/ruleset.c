#include "rules/ruleset.h"

#include "base/buffer.h"
#include "base/list.h"
#include "rules/packs.h"

#include <errno.h>

/* NULL: the file has a fault, which is reported. */
static struct rulefile *
load(const char *path)
{
	struct rulefile_error error;
	struct rulefile *loaded = rulefile_load(path, &error);

	if (loaded == NULL)
		cli_failure_line(path, error.line, "%s", error.text);
	return loaded;
}

static void
append(struct ruleset *rules, const struct ruleset *more)
{
	if (more->first == NULL)
		return;
	*(rules->first == NULL ? &rules->first : &rules->last->next) = more->first;
	rules->last = more->last;
}

void
ruleset_add_files(struct ruleset *rules, const struct cli_texts *paths)
{
	for (size_t i = 0; i < paths->count; i++) {
		struct rulefile *loaded = load(paths->list[i]);

		if (loaded == NULL)
			continue;
		loaded->always = loaded->exe == NULL && loaded->needs_count == 0 && !loaded->python;
		LIST_APPEND(rules, loaded);
	}
}

static void
check_names(const struct cli_texts *names, const struct packs *packs)
{
	struct buffer list = { .at = NULL };

	buffer_append(&list, BYTES("none"));
	for (int p = 0; p < packs->count; p++) {
		buffer_append(&list, BYTES(", "));
		buffer_append(&list, packs_name(packs, p));
	}
	for (size_t i = 0; i < names->count; i++) {
		struct bytes rest = buffer_bytes(&list), name, word = bytes_of(names->list[i]);
		bool found = false;

		while (!found && bytes_next(&rest, ',', &name))
			found = bytes_equal(bytes_trim(name), word);
		if (!found)
			cli_not_one_of("--pack", word, buffer_bytes(&list));
	}
	buffer_free(&list);
}

/* The order of packs: for one program; for programs in a language; for all programs (with an `exe` that matches all). */
enum step { STEP_PROGRAM, STEP_LANGUAGE, STEP_EVERY, STEPS };

static enum step
step_of(const struct rulefile *pack)
{
	if (!pack->generic)
		return STEP_PROGRAM;
	return pack->exe == NULL ? STEP_LANGUAGE : STEP_EVERY;
}

/* Appends the packs that are wanted, in the order of their steps. */
static void
add_packs(struct ruleset *rules, struct packs *packs,
    bool (*is_wanted)(const void *names, struct bytes pack), const void *names, bool always)
{
	struct ruleset steps[STEPS] = { { .first = NULL } };

	for (int i = 0; i < packs->count; i++) {
		struct rulefile *loaded;

		if (!is_wanted(names, packs_name(packs, i)))
			continue;
		loaded = load(packs_path(packs, i));
		if (loaded == NULL)
			continue;
		loaded->always = always;
		loaded->pack = true;
		LIST_APPEND(&steps[step_of(loaded)], loaded);
	}
	for (size_t i = 0; i < STEPS; i++)
		append(rules, &steps[i]);
}

static bool
is_asked_for(const void *names, struct bytes pack)
{
	const struct cli_texts *texts = names;

	for (size_t i = 0; i < texts->count; i++)
		if (bytes_equal(pack, bytes_of(texts->list[i])))
			return true;
	return texts->count == 0;
}

void
ruleset_add_packs(struct ruleset *rules, const struct cli_texts *names)
{
	struct packs packs;

	if (packs_open(&packs))
		check_names(names, &packs);
	else
		cli_failure(packs.path.full ? NULL : packs.path.at, "%s",
		    packs.path.full ? "out of memory" : strerror(errno));
	add_packs(rules, &packs, is_asked_for, names, names->count > 0);
	packs_close(&packs);
}

static bool
is_named(const void *names, struct bytes pack)
{
	return keyset_find(names, pack) != INDEX_NONE;
}

void
ruleset_add_named(struct ruleset *rules, const struct keyset *names)
{
	struct packs packs;

	if (names->count == 0)
		return;
	if (!packs_open(&packs))
		cli_note(NULL, "records name packs, and none can be read: no findings");
	add_packs(rules, &packs, is_named, names, false);
	packs_close(&packs);
}

void
ruleset_free(struct ruleset *rules)
{
	for (struct rulefile *each = rules->first, *next; each != NULL; each = next) {
		next = each->next;
		rulefile_free(each);
	}
	*rules = (struct ruleset){ .first = NULL };
}
