#include "base/parallel.h"

#include <pthread.h>

static void *
run(void *data)
{
	const struct cs_work *work = data;

	work->run(work->data);
	return NULL;
}

void
cs_parallel(const struct cs_work *a, const struct cs_work *b)
{
	struct cs_work other = *b;
	pthread_t thread;
	bool started = pthread_create(&thread, NULL, run, &other) == 0;

	a->run(a->data);
	if (started)
		pthread_join(thread, NULL);
	else
		b->run(b->data);
}
