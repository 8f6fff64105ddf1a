#include "native/rem.h"

#include "base/ascii.h"

static bool
is_of_word(char c)
{
	return c != ' ' && c != '\t';
}

/* Takes a word off the front. */
static struct bytes
take_word(struct bytes *text)
{
	struct bytes word = *text = bytes_trim(*text);

	word.len = ascii_run(word, is_of_word);
	*text = bytes_from(*text, word.len);
	return word;
}

/* An option of st-collect or collect.py in a header line: its long name may be cut (`--core=`). */
struct header_option {
	char letter;
	const char *name;
	struct bytes value;
};

static void
read_option(struct bytes word, struct bytes *rest, struct header_option *option)
{
	size_t name = bytes_index(word, '=');

	if (word.len >= 2 && word.at[0] == '-' && word.at[1] == option->letter) {
		option->value = word.len > 2 ? bytes_from(word, 2) : take_word(rest);
		return;
	}
	if (name < 3 || !bytes_start(word, BYTES("--")) ||
	    !bytes_start(bytes_of(option->name), bytes_from(bytes_first(word, name), 2)))
		return;
	option->value = name < word.len ? bytes_from(word, name + 1) : take_word(rest);
}

struct rem
rem_parse(struct bytes text)
{
	struct header_option options[] = { { 'p', "pid", { NULL, 0 } }, { 'e', "exe", { NULL, 0 } },
		{ 'c', "corefile", { NULL, 0 } }, { '\0', "sample", { NULL, 0 } },
		{ '\0', "max-frames", { NULL, 0 } } };
	struct bytes rest = text, word;
	struct rem rem = { .pid = -1, .sample = -1, .max_frames = -1 };

	while ((word = take_word(&rest)).len > 0) {
		for (size_t i = 0; i < COUNT_OF(options); i++)
			read_option(word, &rest, &options[i]);
	}
	(void)bytes_number(options[0].value, &rem.pid);
	rem.exe = options[1].value;
	rem.core = options[2].value;
	(void)bytes_number(options[3].value, &rem.sample);
	(void)bytes_number(options[4].value, &rem.max_frames);
	return rem;
}
