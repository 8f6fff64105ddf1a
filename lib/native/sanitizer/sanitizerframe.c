#include "native/sanitizer/sanitizerframe.h"

#include "base/ascii.h"
#include "base/words.h"
#include "native/frameline.h"

static bool
is_lower_hex(char c)
{
	return ascii_is_hex(c) && !ascii_is_upper(c);
}

/* Takes `0x… in ` off the front. */
static void
take_address(struct bytes *text, struct frame *frame)
{
	struct bytes word = bytes_first(*text, bytes_index(*text, ' ')), digits = word;

	if (!bytes_take(&digits, BYTES("0x")) || digits.len == 0)
		return;
	if (ascii_run(digits, ascii_is_hex) == digits.len) /* else a log has spoilt it */
		frame->address = word;
	*text = bytes_trim(bytes_from(*text, word.len));
	if (bytes_equal(*text, BYTES("in")))
		*text = BYTES_NONE;
	else if (bytes_take(text, BYTES("in ")))
		*text = bytes_trim(*text);
}

/* `(BuildId: 4c1e90…)` at the end */
static bool
take_build_id(struct bytes *text, struct frame *frame)
{
	struct bytes before, id;

	if (!bytes_split_last(*text, BYTES("(BuildId: "), &before, &id) ||
	    !bytes_take_end(&id, BYTES(")")) || ascii_run(id, is_lower_hex) < id.len)
		return false;
	frame->build_id = id;
	*text = bytes_trim(before);
	return true;
}

/* `:arm64`, `:x86_64h` of macOS; a drive's letter has a slash behind its colon. */
static struct bytes
without_architecture(struct bytes module)
{
	struct bytes before, last;

	if (bytes_split_last(module, BYTES(":"), &before, &last) && last.len > 0 &&
	    ascii_run(last, ascii_is_word) == last.len)
		return before;
	return module;
}

/* What a module's name and the offset behind it say: `/lib/libc.so.6+0x27249`, `<application>+0x1c`. */
static bool
read_module(struct bytes text, struct frame *frame)
{
	struct bytes module, offset;

	if (!bytes_split_last(text, BYTES("+0x"), &module, &offset) || bytes_has(offset, ' '))
		return false;
	(void)bytes_hex(offset, &frame->module_offset);
	(void)bytes_take_around(&module, BYTES("<"), BYTES(">"));
	frame->module = without_architecture(module);
	return true;
}

/* Whether the text begins with a path from a root, or from `.` or `..`. */
static bool
is_path(struct bytes text)
{
	return bytes_start(text, BYTES("/")) || bytes_start(text, BYTES("./")) ||
	    bytes_start(text, BYTES("../")) ||
	    (text.len > 2 && ascii_is_letter(text.at[0]) && text.at[1] == ':' &&
		(text.at[2] == '\\' || text.at[2] == '/'));
}

/* The bracket that opens the module: a path may hold brackets and blanks itself. The text's length: there is none. */
static size_t
find_module(struct bytes text)
{
	size_t last = text.len;

	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] != '(' || (i > 0 && text.at[i - 1] != ' '))
			continue;
		last = i;
		if (is_path(bytes_from(text, i + 1)))
			return i;
	}
	return last;
}

/* `(module+0x…)` at the end; `(<unknown module>)` says nothing. */
static bool
take_module(struct bytes *text, struct frame *frame)
{
	size_t start;
	struct bytes inside;

	if (bytes_tail(*text) != ')')
		return false;
	start = find_module(*text);
	if (start == text->len)
		return false;
	inside = bytes_from(*text, start + 1);
	inside.len--;
	if (!bytes_equal(inside, BYTES("<unknown module>")) && !read_module(inside, frame))
		return false;
	*text = bytes_trim(bytes_first(*text, start));
	return true;
}

/* The same without brackets, of Android and Fuchsia: `/system/lib/libc.so+0x3a1b0`, `<<application>>+0xacf4c` */
static bool
take_bare_module(struct bytes *text, struct frame *frame)
{
	const char *blank = bytes_find_last(*text, ' ');
	struct bytes word = blank == NULL ? *text : bytes_at(*text, blank + 1);

	if ((bytes_head(word) != '/' && bytes_head(word) != '<') || !read_module(word, frame))
		return false;
	*text = bytes_trim(bytes_first(*text, text->len - word.len));
	return true;
}

/* Takes off a module or build id in which the line was cut; the module's offset may lack digits, and is dropped. */
static void
take_cut(struct bytes *text, struct frame *frame)
{
	struct bytes before, inside;
	size_t start;

	if (bytes_split_last(*text, BYTES(" (BuildId:"), &before, &inside) &&
	    !bytes_has(inside, ')'))
		*text = bytes_trim(before);
	start = find_module(*text);
	inside = bytes_from(*text, start + 1);
	if (start == text->len || bytes_has(inside, ')') ||
	    (!is_path(inside) && bytes_find(inside, BYTES("+0x")) == NULL))
		return;
	(void)read_module(inside, frame);
	frame->module_offset = -1;
	*text = bytes_trim(bytes_first(*text, start));
}

/* ` (discriminator 2)`, which tells blocks on one line apart; a log may be cut in it. */
static bool
take_discriminator(struct bytes *text)
{
	return bytes_split_last(*text, BYTES(" (discriminator"), text, NULL);
}

/* All that stands behind the place; what comes first differs from tool to tool. */
static void
take_tail(struct bytes *text, struct frame *frame)
{
	bool more = true;

	take_cut(text, frame);
	while (more)
		more = take_build_id(text, frame) ||
		    (frame->module.len == 0 && take_module(text, frame)) ||
		    take_discriminator(text);
	if (frame->module.len == 0)
		(void)take_bare_module(text, frame);
}

/*
 * Steps over a byte of a function's name, or over `operator` with what belongs to it, and counts the brackets that are
 * open.
 */
static size_t
step(struct bytes text, size_t i, int *depth)
{
	char c = text.at[i];

	if (c == 'o' && bytes_start(bytes_from(text, i), BYTES("operator")) &&
	    (i == 0 || !ascii_is_word(text.at[i - 1]))) {
		i += strlen("operator");
		if (bytes_start(bytes_from(text, i), BYTES("()")))
			return i + 2;
		if (i < text.len && text.at[i] == ' ') /* `operator new` */
			return i + 1;
		while (i < text.len && memchr("<>=-*+&|^!~,/%[]", text.at[i], 16) != NULL)
			i++;
		return i;
	}
	if (c == '`') /* Windows: `anonymous namespace' */
		return i + 1 + bytes_index(bytes_from(text, i + 1), '\'');
	if (memchr("([{<", c, 4) != NULL)
		++*depth;
	else if (memchr(")]}>", c, 4) != NULL && *depth > 0 && (i == 0 || text.at[i - 1] != '-'))
		--*depth;
	return i + 1;
}

/* What may follow a list of parameters and is the function's. */
static size_t
skip_qualifiers(struct bytes text, size_t i)
{
	static const struct bytes words[] = { BYTES_ROW(" const"), BYTES_ROW(" volatile"),
		BYTES_ROW(" noexcept"), BYTES_ROW(" &&"), BYTES_ROW(" &") };
	struct bytes rest = bytes_from(text, i);
	int word;

	while ((word = words_start(LIST(words), rest)) != WORDS_NONE)
		rest = bytes_from(rest, words[word].len);
	while (bytes_start(rest, BYTES(" [clone ")))
		rest = bytes_from(rest, bytes_index(rest, ']') + 1);
	return text.len - rest.len;
}

/*
 * The blank between a function's name and its place: before a path that tells where it starts; else behind the last
 * list of parameters; else the first one outside brackets. The text's length: there is none.
 */
static size_t
find_place(struct bytes text)
{
	size_t i = 0, first = text.len;
	int depth = 0;

	while (i < text.len) {
		if (depth == 0 && text.at[i] == ' ') {
			if (is_path(bytes_from(text, i + 1)))
				return i;
			if (first == text.len)
				first = i;
		}
		i = step(text, i, &depth);
		if (depth == 0 && text.at[i - 1] == ')') {
			i = skip_qualifiers(text, i);
			first = text.len;
		}
	}
	return first;
}

/* Whether the text looks like a file of whose lines nothing is said: `tsan_interceptors_posix.cpp.o` */
static bool
is_file(struct bytes text)
{
	return !bytes_has(text, ' ') && (bytes_has(text, '.') || bytes_has(text, '/'));
}

/* Takes a file, with line and column where they are known, off the end. */
static void
take_place(struct bytes *text, struct frame *frame)
{
	static const struct bytes nowhere[] = { BYTES_ROW("<null>"), BYTES_ROW("??:0:0"),
		BYTES_ROW("??:0"), BYTES_ROW("??:?"), BYTES_ROW("_asan_rtl_"), BYTES_ROW("??") };
	struct frame place = thread_no_frame;
	size_t at = is_path(*text) ? 0 : find_place(*text);
	struct bytes rest = bytes_trim(bytes_from(*text, at));

	if (rest.len == 0)
		return;
	if (words_find(LIST(nowhere), rest) == WORDS_NONE &&
	    !bytes_start(rest, BYTES("<null>:"))) {                     /* macOS' numbers it */
		(void)bytes_take_around(&rest, BYTES("["), BYTES("]")); /* Chromium's */
		frameline_place(rest, &place);
		if (place.line < 0 && (at == 0 || !is_file(place.file)))
			return;
		frame->file = place.file;
		frame->line = place.line;
		frame->column = place.column;
	}
	*text = bytes_first(*text, at);
}

/* Whether what stands for a function is a module: `libc.so.6`, `[vdso]`, a path */
static bool
is_module(struct bytes name)
{
	return !bytes_has(name, '(') &&
	    (name.at[0] == '/' || (name.at[0] == '[' && bytes_tail(name) == ']') ||
		bytes_end(name, BYTES(".so")) || bytes_find(name, BYTES(".so.")) != NULL);
}

static void
take_name(struct bytes name, struct frame *frame)
{
	static const struct bytes unknown[] = { BYTES_ROW("<null>"), BYTES_ROW("<unknown>"),
		BYTES_ROW("(unknown)"), BYTES_ROW("??") };
	struct bytes before, offset;
	long long number;

	name = bytes_trim(name);
	if (name.len == 0 || words_find(LIST(unknown), name) != WORDS_NONE)
		return;
	if (bytes_split_last(name, BYTES("+0x"), &before, &offset) && bytes_hex(offset, &number)) {
		frame->offset = number; /* macOS, Windows */
		name = before;
	}
	if (name.len > 0 && frame->module.len == 0 && is_module(name))
		frame->module = name;
	else
		frame->function = frameline_unversioned(name);
}

bool
sanitizerframe_parse(struct bytes text, struct frame *frame)
{
	text = bytes_trim(text);
	if (text.len == 0)
		return false;
	take_address(&text, frame);
	take_tail(&text, frame);
	take_place(&text, frame);
	take_name(text, frame);
	return true;
}

bool
sanitizerframe_is_cut(struct bytes text)
{
	struct frame frame = thread_no_frame;
	int depth = 0;

	for (size_t i = 0; i < text.len;)
		i = step(text, i, &depth);
	return depth > 0 ||
	    (sanitizerframe_parse(text, &frame) && frame.line < 0 && frame.file.len > 0);
}

bool
sanitizerframe_has_module(struct bytes text)
{
	struct frame frame = thread_no_frame;
	bool known = bytes_find(text, BYTES("+0x")) != NULL;

	if (known && bytes_tail(text) != ')')
		return take_bare_module(&text, &frame);
	(void)(known && take_build_id(&text, &frame));
	return (known || bytes_end(text, BYTES("(<unknown module>)"))) &&
	    take_module(&text, &frame);
}

/* Whether gdb would have said ` at ` or ` from ` before the place. */
static bool
has_gdbs_words(struct bytes text)
{
	return bytes_find(text, BYTES(" at ")) != NULL ||
	    bytes_find(text, BYTES(" from ")) != NULL || bytes_find(text, BYTES(" + ")) != NULL;
}

bool
sanitizerframe_is_gdbs(struct bytes line)
{
	struct frame frame = thread_no_frame;
	struct bytes text;
	long long level;
	bool apart;

	if (!frameline_starts(line, &level, &text) || sanitizerframe_has_module(text))
		return false;
	apart = line.at[2] == ' ' && line.at[3] == ' '; /* gdb makes room for two digits */
	return frameline_parse(text, &frame) != FRAMELINE_ODD &&
	    (apart || (frame.args.len > 0 && has_gdbs_words(text)));
}

bool
sanitizerframe_is(struct bytes line)
{
	struct frame frame = thread_no_frame, gdbs = thread_no_frame;
	struct bytes text;
	long long level;

	if (!frameline_starts(line, &level, &text))
		return false;
	if (sanitizerframe_has_module(text))
		return !has_gdbs_words(text);
	if (!bytes_start(text, BYTES("0x")) || has_gdbs_words(text) ||
	    !sanitizerframe_parse(text, &frame))
		return false;
	if (frame.file.len > 0 && frame.line > 0)
		return true;
	return level < 10 && line.at[2] == ' ' && line.at[3] != ' ' &&
	    (bytes_find(line, BYTES(" in ")) == NULL ||
		frameline_parse(text, &gdbs) == FRAMELINE_ODD);
}

void
sanitizerframe_mark_inlined(struct thread *thread)
{
	for (struct frame *frame = thread->frames; frame != NULL; frame = frame->next) {
		const struct frame *outer = frame->next;

		frame->inlined = outer != NULL && bytes_equal(frame->address, outer->address) &&
		    (frame->address.len > 0 ||
			(frame->module_offset >= 0 &&
			    frame->module_offset == outer->module_offset &&
			    bytes_equal(frame->module, outer->module))) &&
		    !bytes_equal(frame->function, outer->function);
	}
}
