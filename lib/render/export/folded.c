/* Folded stacks, from which flame graphs are made: the frames, outermost first, with `;` between, then the stack's weight. */
#include "record/names.h"
#include "render/export/exported.h"
#include "render/export/weight.h"
#include "render/recursion.h"

struct folded {
	struct rendering rendering;
	struct weights weights;
};

static const struct exported_escapes separators = { ";\n\t", { ":", " ", " " } };

static void
append_part(struct buffer *out, size_t start, struct bytes part)
{
	if (out->len > start)
		buffer_byte(out, ';');
	exported_escape(out, part, &separators);
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	const struct value *exception = json_member(record->value, NAME_EXCEPTION);
	struct bytes type = json_text(exception, NAME_TYPE);
	struct buffer *out = &rendering->line;
	size_t start = out->len, count;
	const struct value **frames =
	    recursion_list(json_member(record->value, NAME_FRAMES), record->memory, &count);
	struct bytes root = exported_root(record);
	struct weight weight;

	if (exported_is_history(record))
		return true;
	if (!weight_of(&((struct folded *)rendering)->weights, record, &weight))
		return false;
	if (weight.amount == 0)
		return true;
	if (root.len > 0)
		append_part(out, start, root);
	while (frames != NULL && count > 0)
		append_part(out, start, exported_function(frames[--count], record->memory));
	if (type.len > 0)
		append_part(out, start, type);
	if (out->len == start)
		buffer_append(out, BYTES("??"));
	format_append_number(out, " ", weight.amount, "\n");
	format_flush_record(rendering, record);
	return true;
}

static void
end(struct rendering *rendering)
{
	weight_free(&((struct folded *)rendering)->weights);
}

const struct format folded_format = { sizeof(struct folded), .add = add, .end = end };
