/*
 * replay FOLDER...: feeds every file of the folders to the target that it is
 * linked with.  What once crashed is checked from then on, without a fuzzer.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

#define INPUT_MAX (1u << 20)

static int
feed(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data = malloc(INPUT_MAX);

	if (!file || !data) {
		perror(path);
		return 1;
	}
	size_t size = fread(data, 1, INPUT_MAX, file);
	/* A copy of the exact size, so that reading over its end is seen. */
	uint8_t *exact = malloc(size ? size : 1);

	if (exact) {
		memcpy(exact, data, size);
		LLVMFuzzerTestOneInput(exact, size);
	}
	free(exact);
	free(data);
	fclose(file);
	return exact ? 0 : 1;
}

static int
feed_folder(const char *folder, int *count)
{
	struct dirent **names;
	char path[4096];
	int failed = 0, n = scandir(folder, &names, NULL, alphasort);

	if (n < 0) {
		perror(folder);
		return 1;
	}
	for (int i = 0; i < n; i++) {
		if (names[i]->d_name[0] != '.') {
			snprintf(path, sizeof(path), "%s/%s", folder, names[i]->d_name);
			failed |= feed(path);
			++*count;
		}
		free(names[i]);
	}
	free(names);
	return failed;
}

int
main(int argc, char *argv[])
{
	int failed = 0, count = 0;

	for (int i = 1; i < argc; i++)
		failed |= feed_folder(argv[i], &count);
	printf("%d inputs\n", count);
	return failed || count == 0;
}
