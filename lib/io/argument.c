#include "io/argument.h"

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/memory.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	CHOICES_ROOM = 1024,
	SUBJECT_ROOM = 64, /* the longest name of an option */
};

static void
set_choice(const struct cli_option *option, const char *text)
{
	char room[CHOICES_ROOM], subject[SUBJECT_ROOM];
	struct buffer names = BUFFER_OVER(room);

	for (int i = 0; option->choices[i] != NULL; i++) {
		if (strcmp(option->choices[i], text) == 0) {
			*(int *)option->value = i;
			return;
		}
		buffer_append(&names, i == 0 ? BYTES("") : BYTES(", "));
		buffer_append(&names, bytes_of(option->choices[i]));
	}
	snprintf(subject, sizeof(subject), "--%s", option->name);
	cli_not_one_of(subject, bytes_of(text), buffer_bytes(&names));
}

static void
set_number(const struct cli_option *option, const char *text)
{
	static const char units[] = "KMG";
	bool begins = ascii_is_digit(text[text[0] == '-' ? 1 : 0]);
	char *end;
	/* strtoll(3) makes a number that is too large the largest one */
	long long number = strtoll(text, &end, 10);
	const char *unit = option->kind == CLI_SIZE && *end != '\0' ? strchr(units, *end) : NULL;
	int shift = unit == NULL ? 0 : 10 * (int)(unit - units + 1);

	if (!begins || end[unit == NULL ? 0 : 1] != '\0')
		cli_usage(NULL, "--%s: %s: not a %s", option->name, text,
		    option->kind == CLI_SIZE ? "size (65536, 64K, 16M, 1G)" : "whole number");
	if (number > 0 && number > LLONG_MAX >> shift)
		number = LLONG_MAX;
	else if (number > 0)
		number <<= shift;
	if (number < option->low || number > option->high)
		cli_usage(NULL, "--%s: %s: not from %lld to %lld", option->name, text, option->low,
		    option->high);
	*(long long *)option->value = number;
}

/* Seconds, with a point and up to three digits behind it or without: 5, 0.25, .25. */
static void
set_seconds(const struct cli_option *option, const char *text)
{
	struct bytes rest = bytes_of(text);
	long long seconds = 0, part = 0;
	bool good = bytes_head(rest) == '.' || bytes_take_number(&rest, &seconds);

	if (good && bytes_take(&rest, BYTES("."))) {
		size_t digits = rest.len;

		good = digits <= 3 && bytes_take_number(&rest, &part);
		for (; good && digits < 3; digits++)
			part *= 10;
	}
	if (!good || rest.len > 0)
		cli_usage(NULL, "--%s: %s: not seconds (5, 0.25)", option->name, text);
	if (seconds > option->high / 1000 || seconds * 1000 + part < option->low)
		cli_usage(NULL, "--%s: %s: not from %lld to %lld", option->name, text,
		    option->low / 1000, option->high / 1000);
	*(long long *)option->value = seconds * 1000 + part;
}

static void
add_text(struct cli_texts *texts, const char *text)
{
	const char **list = memory_resize(texts->list, (texts->count + 1) * sizeof(*list));

	if (list == NULL)
		cli_usage(NULL, "out of memory");
	texts->list = list;
	texts->list[texts->count++] = text;
}

void
argument_set(const struct cli_option *option, const char *text)
{
	switch (option->kind) {
	case CLI_FLAG:
		*(bool *)option->value = true;
		break;
	case CLI_TEXT:
		*(const char **)option->value = text;
		break;
	case CLI_TEXTS:
		add_text(option->value, text);
		break;
	case CLI_OPTIONAL:
		*(const char **)option->value = text == NULL ? "" : text;
		break;
	case CLI_NUMBER:
	case CLI_SIZE:
		set_number(option, text);
		break;
	case CLI_SECONDS:
		set_seconds(option, text);
		break;
	case CLI_CHOICE:
		set_choice(option, text);
		break;
	case CLI_HELP:
	case CLI_VERSION:
		break; /* handled in cli.c: they end the program */
	}
}
