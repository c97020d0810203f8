#include "base/data.h"

#include <string.h>

#define DATA(name, ...) { name, (const char *const[]){ __VA_ARGS__, NULL } },
static const struct cs_data files[] = {
#include "data.inc"
	{ NULL, NULL },
};

const struct cs_data *
cs_data_next(const char *prefix, const struct cs_data *after)
{
	for (const struct cs_data *file = after ? after + 1 : files; file->name; file++) {
		if (strncmp(file->name, prefix, strlen(prefix)) == 0)
			return file;
	}
	return NULL;
}
