#include "rules/labels.h"

#include "record.h"
#include "rules.h"

static struct arena *memory;

/* The role and state that files, which all apply, give to a thread of these functions, innermost first; the number of packs. */
static void
given(const char *const *files, size_t packs, const char *frames, const char *role,
    const char *state, const char *pack)
{
	struct rulefile *rules[4] = { NULL };
	struct labels labels = { .pack = BYTES_NONE };
	char line[1000];
	struct stack stack;
	struct record record;
	size_t count = 0;

	snprintf(line, sizeof(line), "{\"type\":\"thread\",\"frames\":[%s]}", frames);
	record = record_of(line, memory);
	CHECK(stack_read(&stack, &record));
	for (; files[count] != NULL; count++) {
		rules[count] = rules_of(files[count]);
		if (rules[count] == NULL)
			return;
		rules[count]->applies = true;
		if (count > 0)
			rules[count - 1]->next = rules[count];
	}
	for (size_t i = count - packs; i < count; i++)
		rules[i]->pack = true;
	labels_find(rules[0], &stack, memory, &labels);
	CHECK_TEXT(labels.says[SAY_ROLE], bytes_of(role));
	CHECK_TEXT(labels.says[SAY_STATE], bytes_of(state));
	CHECK_TEXT(labels.pack, bytes_of(pack));
	while (count > 0)
		rulefile_free(rules[--count]);
}

#define GIVEN(packs, frames, role, state, pack, ...) \
	given((const char *const[]){ __VA_ARGS__, NULL }, packs, frames, role, state, pack)

#define F(name) "{\"function\":\"" name "\"}"
#define LABEL(function, what) "{\"when\":{\"function\":\"" function "\"}," what "}"
#define FILE_OF(name, labels) "{\"rules\":\"" name "\",\"label\":[" labels "]}"
#define WITH_HANDLER(name, labels) \
	"{\"rules\":\"" name "\",\"handler\":{\"when\":{\"function\":\"handler\"}," \
	"\"state\":\"in a handler\"},\"label\":[" labels "]}"

static void
test_order(void)
{
	static const char mine[] = FILE_OF("mine", LABEL("f", "\"role\":\"mine\""));
	static const char one[] = FILE_OF("one",
	    LABEL("f", "\"role\":\"one\"") "," LABEL("g", "\"role\":\"g\",\"state\":\"of one\""));
	static const char two[] =
	    FILE_OF("two", LABEL("f", "\"role\":\"two\",\"state\":\"two\",\"first\":true"));

	GIVEN(0, F("h"), "", "", "", mine);
	GIVEN(0, F("f"), "\"mine\"", "", "mine", mine);
	/* the first label that holds, whichever frame it is of */
	GIVEN(1, F("g") "," F("f"), "\"one\"", "\"of one\"", "one", one);
	/* one's own, then what packs have first, then all else of packs */
	GIVEN(2, F("f"), "\"mine\"", "\"two\"", "mine", mine, one, two);
	GIVEN(2, F("f"), "\"two\"", "\"two\"", "two", one, two);
	GIVEN(2, F("g"), "\"g\"", "\"of one\"", "one", one, two);
}

/* In a signal handler the labels see only its frames, and the thread is still in the handler. */
static void
test_handler(void)
{
	static const char rules[] = WITH_HANDLER("os",
	    LABEL("read", "\"state\":\"reading\"") "," LABEL("wait", "\"state\":\"waiting\""));
	static const char crash[] =
	    WITH_HANDLER("os", LABEL("abort", "\"state\":\"crashed\",\"first\":true"));

	GIVEN(1, F("read") "," F("handler") "," F("wait"), "", "\"in a handler: reading\"", "os",
	    rules);
	GIVEN(1, F("x") "," F("handler") "," F("wait"), "", "\"in a handler\"", "os", rules);
	GIVEN(1, F("x") "," F("wait"), "", "\"waiting\"", "os", rules);
	GIVEN(1, F("abort") "," F("handler"), "", "\"crashed\"", "os", crash);
	GIVEN(1, F("handler") "," F("abort"), "", "\"crashed\"", "os", crash);
	/* of a file of one's own, too */
	GIVEN(0, F("read") "," F("handler") "," F("wait"), "", "\"in a handler: reading\"", "os",
	    rules);
}

/* A pack about C sees no functions of Python; one's own rules do. */
static void
test_python(void)
{
	static const char rules[] = FILE_OF("c", LABEL("read", "\"state\":\"reading\""));
	static const char frame[] = "{\"function\":\"read\",\"language\":\"python\"}";

	GIVEN(1, frame, "", "", "", rules);
	GIVEN(0, frame, "", "\"reading\"", "c", rules);
}

int
main(void)
{
	memory = arena_new(1 << 22);
	test_order();
	test_handler();
	test_python();
	arena_free(memory);
	return check_end();
}
