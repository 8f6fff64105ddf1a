#include "native/carrier.h"

#include "base/ascii.h"

/* How many bytes a run of digits or of blanks has, else one. */
static size_t
run_of_kind(struct bytes text)
{
	size_t run =
	    ascii_is_digit(text.at[0]) ? ascii_run(text, ascii_is_digit) : bytes_indent(text);

	return run > 0 ? run : 1;
}

struct bytes
carrier_take_off(struct bytes line, struct bytes carrier)
{
	struct bytes rest = line;

	while (carrier.len > 0) {
		bool digits = ascii_is_digit(carrier.at[0]), blank = bytes_indent(carrier) > 0;

		if (rest.len == 0 || ascii_is_digit(rest.at[0]) != digits ||
		    (bytes_indent(rest) > 0) != blank ||
		    (!digits && !blank && rest.at[0] != carrier.at[0]))
			return line;
		rest = bytes_from(rest, run_of_kind(rest));
		carrier = bytes_from(carrier, run_of_kind(carrier));
	}
	return rest;
}
