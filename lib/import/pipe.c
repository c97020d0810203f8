#include "import/pipe.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

#define BLOCKS 4
#define BLOCK_ROWS 256

/*
 * Some rows, copied out of the reader's buffer.  While rows are added the
 * texts may move, so pointers are offsets into `texts` until the block is full.
 */
struct block {
	struct cs_taken rows[BLOCK_ROWS];
	struct cs_record records[BLOCK_ROWS];
	size_t count;
	struct cs_str texts;
	enum cs_status end; /* CS_ROW: more blocks follow */
	struct cs_err err;
	uint64_t bytes;
};

struct cs_pipe {
	struct cs_normal *normal;
	struct block *blocks; /* a ring */
	size_t filled, emptied; /* blocks in all so far; their difference is what waits */
	size_t at;            /* row of the block that is being emptied */
	uint64_t bytes;
	bool stop;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
};

/* A pointer that is an offset for now; the empty text stays as it is. */
static const char *
store(struct block *block, const char *text, size_t len)
{
	size_t at = block->texts.len;

	cs_str_add_n(&block->texts, text, len);
	cs_str_add_char(&block->texts, '\0');
	return (const char *)(uintptr_t)at;
}

static void
add_row(struct block *block, const struct cs_taken *taken)
{
	struct cs_taken *row = &block->rows[block->count];
	struct cs_record *record = &block->records[block->count++];

	*row = *taken;
	if (taken->fate != CS_FATE_RECORD) {
		row->column = store(block, taken->column, strlen(taken->column));
		row->reason = store(block, taken->reason, strlen(taken->reason));
	}
	row->raw = store(block, taken->raw, taken->raw_len);
	if (taken->fate != CS_FATE_RECORD)
		return;
	record->kind = taken->record->kind;
	record->likely_status = taken->record->likely_status;
	memcpy(record->values, taken->record->values, record->kind->count * sizeof(record->values[0]));
	for (size_t i = 0; i < record->kind->count; i++) {
		struct cs_field *text = &record->values[i].text;

		if (text->len > 0)
			text->text = store(block, text->text, text->len);
	}
}

/* Offsets become pointers, now that the texts stay where they are. */
static void
settle(struct block *block)
{
	const char *base = block->texts.data;

	for (size_t r = 0; r < block->count; r++) {
		struct cs_taken *row = &block->rows[r];
		struct cs_record *record = &block->records[r];

		row->raw = base + (uintptr_t)row->raw;
		if (row->fate != CS_FATE_RECORD) {
			row->column = base + (uintptr_t)row->column;
			row->reason = base + (uintptr_t)row->reason;
			continue;
		}
		row->record = record;
		for (size_t i = 0; i < record->kind->count; i++) {
			struct cs_field *text = &record->values[i].text;

			if (text->len > 0)
				text->text = base + (uintptr_t)text->text;
		}
	}
}

static void
fill(struct cs_pipe *pipe, struct block *block)
{
	struct cs_taken taken;

	block->count = 0;
	cs_str_clear(&block->texts);
	block->end = CS_ROW;
	while (block->end == CS_ROW && block->count < BLOCK_ROWS) {
		block->end = cs_normal_next(pipe->normal, &taken, &block->err);
		if (block->end == CS_ROW)
			add_row(block, &taken);
	}
	block->bytes = cs_normal_bytes(pipe->normal);
	settle(block);
}

/* Waits for room in the ring; false when the reader is to stop. */
static bool
wait_for_room(struct cs_pipe *pipe)
{
	pthread_mutex_lock(&pipe->lock);
	while (!pipe->stop && pipe->filled - pipe->emptied == BLOCKS)
		pthread_cond_wait(&pipe->changed, &pipe->lock);
	bool go = !pipe->stop;

	pthread_mutex_unlock(&pipe->lock);
	return go;
}

static void
step(struct cs_pipe *pipe, size_t *counter)
{
	pthread_mutex_lock(&pipe->lock);
	(*counter)++;
	pthread_cond_signal(&pipe->changed);
	pthread_mutex_unlock(&pipe->lock);
}

static void *
read_ahead(void *self)
{
	struct cs_pipe *pipe = self;
	enum cs_status end = CS_ROW;

	while (end == CS_ROW && wait_for_room(pipe)) {
		struct block *block = &pipe->blocks[pipe->filled % BLOCKS];

		fill(pipe, block);
		end = block->end;
		step(pipe, &pipe->filled);
	}
	return NULL;
}

struct cs_pipe *
cs_pipe_open(struct cs_normal *normal)
{
	struct cs_pipe *pipe = cs_calloc(1, sizeof(*pipe));

	pipe->normal = normal;
	pipe->blocks = cs_calloc(BLOCKS, sizeof(*pipe->blocks));
	pthread_mutex_init(&pipe->lock, NULL);
	pthread_cond_init(&pipe->changed, NULL);
	if (pthread_create(&pipe->thread, NULL, read_ahead, pipe) != 0)
		CS_BUG("no thread to be had");
	return pipe;
}

void
cs_pipe_close(struct cs_pipe *pipe)
{
	if (!pipe)
		return;
	pthread_mutex_lock(&pipe->lock);
	pipe->stop = true;
	pthread_cond_signal(&pipe->changed);
	pthread_mutex_unlock(&pipe->lock);
	pthread_join(pipe->thread, NULL);
	pthread_mutex_destroy(&pipe->lock);
	pthread_cond_destroy(&pipe->changed);
	for (size_t i = 0; i < BLOCKS; i++)
		cs_str_release(&pipe->blocks[i].texts);
	free(pipe->blocks);
	free(pipe);
}

static void
wait_for_block(struct cs_pipe *pipe)
{
	pthread_mutex_lock(&pipe->lock);
	while (pipe->filled == pipe->emptied)
		pthread_cond_wait(&pipe->changed, &pipe->lock);
	pthread_mutex_unlock(&pipe->lock);
}

enum cs_status
cs_pipe_next(struct cs_pipe *pipe, struct cs_taken *taken, struct cs_err *err)
{
	for (;;) {
		if (pipe->at == 0)
			wait_for_block(pipe);
		struct block *block = &pipe->blocks[pipe->emptied % BLOCKS];

		if (pipe->at < block->count) {
			*taken = block->rows[pipe->at++];
			return CS_ROW;
		}
		pipe->bytes = block->bytes;
		/* The last block stays, so that asking again gives the same end. */
		if (block->end != CS_ROW) {
			*err = block->err;
			return block->end;
		}
		pipe->at = 0;
		step(pipe, &pipe->emptied);
	}
}

uint64_t
cs_pipe_bytes(const struct cs_pipe *pipe)
{
	return pipe->bytes;
}
