/* Runs a fuzz target with each of the files named: the inputs that fuzzing has found so far. */
#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILE_MAX = 16 * 1024 * 1024 };

static int
replay(const char *path)
{
	static uint8_t data[FILE_MAX];
	FILE *file = fopen(path, "rb");
	size_t size;

	if (file == NULL) {
		perror(path);
		return 0;
	}
	size = fread(data, 1, sizeof(data), file);
	if (ferror(file) || getc(file) != EOF) {
		fprintf(stderr, "%s: cannot be read, or is too large\n", path);
		fclose(file);
		return 0;
	}
	fclose(file);
	/* if the target crashes, the last line says for which file */
	fprintf(stderr, "%s\n", path);
	LLVMFuzzerTestOneInput(data, size);
	return 1;
}

int
main(int argc, char *argv[])
{
	int passed = 0;

	for (int i = 1; i < argc; i++)
		passed += replay(argv[i]);
	fflush(stderr);
	printf("%d passed, %d failed\n", passed, argc - 1 - passed);
	return passed == argc - 1 && passed > 0 ? 0 : 1;
}
