#include "pylog/traceback/margin.h"

static enum margin
read_rule(struct bytes text, size_t column, size_t *depth, struct bytes *label)
{
	if (bytes_take(&text, BYTES("+-+")))
		column += 2;
	else if (!bytes_take(&text, BYTES("+")))
		return MARGIN_NONE;
	if (!bytes_start(text, BYTES("--------")))
		return MARGIN_NONE;
	while (bytes_head(text) == '-')
		text = bytes_from(text, 1);
	*depth = column / 2;
	*label = bytes_trim(text);
	return label->len == 0 ? MARGIN_CLOSE : MARGIN_RULE;
}

enum margin
margin_read(struct bytes line, size_t *depth, struct bytes *text)
{
	size_t column = 0;
	struct bytes rest;

	while (column < line.len && line.at[column] == ' ')
		column++;
	rest = bytes_from(line, column);
	if (rest.len == 0 || column < 2 || column % 2 != 0)
		return MARGIN_NONE;
	*depth = column / 2;
	if (bytes_take(&rest, BYTES("|"))) {
		*text = bytes_from(rest, 1);
		return rest.len == 0 || rest.at[0] == ' ' ? MARGIN_BAR : MARGIN_NONE;
	}
	if (bytes_start(rest, BYTES("+ Exception Group Traceback "))) {
		*text = bytes_from(rest, 2);
		return MARGIN_PLUS;
	}
	return read_rule(rest, column, depth, text);
}

long long
margin_omitted(struct bytes line)
{
	long long count;

	line = bytes_from(line, bytes_indent(line));
	if (!bytes_take(&line, BYTES("and ")) || !bytes_take_number(&line, &count) ||
	    !bytes_start(line, BYTES(" more exception")))
		return -1;
	return count;
}
