#include "native/noise.h"

static const char *const starts[] = { "warning: ", "[", "(", "BFD: ", "Python Exception ",
	"During symbol reading", "Reading symbols ", "Reading in symbols ", "Missing separate ",
	"Try: ", "Download", "Could not ", "Couldn't ", "Can't ", "Cannot ", "Error ",
	"Dwarf Error", "Enable debuginfod ", "This GDB ", "Undefined command", "Run till exit ",
	"The program ", "Continuing.", "Starting program: ", "Using host ", "Kill the program",
	"No symbol ", "No stack", "$" };

bool
noise_is_source(struct bytes line)
{
	const char *tab = line.len == 0 ? NULL : memchr(line.at, '\t', line.len);

	return tab != NULL && tab > line.at && tab[-1] >= '0' && tab[-1] <= '9';
}

bool
noise_is(struct bytes line)
{
	for (size_t i = 0; i < COUNT_OF(starts); i++)
		if (bytes_start(line, bytes_of(starts[i])))
			return true;
	return noise_is_source(line);
}
