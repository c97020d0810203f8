#include "stream/ahead.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"

#define BLOCKS 4
#define BLOCK_ROWS 512

/* Some rows, copied out of the reader's buffer. */
struct block {
	struct cs_row rows[BLOCK_ROWS];
	struct cs_field *fields; /* owned; of all rows, side by side */
	size_t count;
	struct cs_str texts;
	enum cs_status end;      /* CS_ROW: more blocks follow */
	struct cs_err err;
};

struct cs_ahead {
	struct cs_reader *reader;
	struct cs_want *wants;  /* owned */
	size_t want_count;
	struct block blocks[BLOCKS]; /* a ring */
	size_t filled, emptied; /* blocks in all so far; their difference is what waits */
	size_t at;              /* row of the block that is being emptied */
	bool holding;           /* that block was waited for already */
	bool stop;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
};

/* The texts may move while the block fills, so a field has no pointer before settle(). */
static void
add_row(struct cs_ahead *ahead, struct block *block, const struct cs_row *row)
{
	struct cs_field *fields = block->fields + block->count * ahead->want_count;

	block->rows[block->count++] = (struct cs_row){
		.fields = fields, .count = ahead->want_count, .line = row->line, .fault = row->fault,
	};
	for (size_t i = 0; i < ahead->want_count; i++) {
		struct cs_field field = cs_row_field(row, ahead->wants[i].index);

		fields[i] = (struct cs_field){ NULL, field.len };
		if (field.len > 0)
			cs_str_add_n(&block->texts, field.text, field.len);
	}
}

static void
settle(struct cs_ahead *ahead, struct block *block)
{
	const char *text = block->texts.data ? block->texts.data : "";

	for (size_t i = 0; i < block->count * ahead->want_count; i++) {
		block->fields[i].text = text;
		text += block->fields[i].len;
	}
}

static void
fill(struct cs_ahead *ahead, struct block *block)
{
	struct cs_row row;

	block->count = 0;
	cs_str_clear(&block->texts);
	block->end = CS_ROW;
	while (block->end == CS_ROW && block->count < BLOCK_ROWS) {
		block->end = cs_reader_next(ahead->reader, &row, &block->err);
		if (block->end == CS_ROW)
			add_row(ahead, block, &row);
	}
	settle(ahead, block);
}

/* Waits for room in the ring; false when the thread is to stop. */
static bool
wait_for_room(struct cs_ahead *ahead)
{
	pthread_mutex_lock(&ahead->lock);
	while (!ahead->stop && ahead->filled - ahead->emptied == BLOCKS)
		pthread_cond_wait(&ahead->changed, &ahead->lock);
	bool go = !ahead->stop;

	pthread_mutex_unlock(&ahead->lock);
	return go;
}

static void
wait_for_block(struct cs_ahead *ahead)
{
	pthread_mutex_lock(&ahead->lock);
	while (ahead->filled == ahead->emptied)
		pthread_cond_wait(&ahead->changed, &ahead->lock);
	pthread_mutex_unlock(&ahead->lock);
}

static void
step(struct cs_ahead *ahead, size_t *counter)
{
	pthread_mutex_lock(&ahead->lock);
	(*counter)++;
	pthread_cond_signal(&ahead->changed);
	pthread_mutex_unlock(&ahead->lock);
}

static void *
read_ahead(void *self)
{
	struct cs_ahead *ahead = self;
	enum cs_status end = CS_ROW;

	/* Only this thread changes `filled`, so that reading it here needs no lock. */
	while (end == CS_ROW && wait_for_room(ahead)) {
		struct block *block = &ahead->blocks[ahead->filled % BLOCKS];

		fill(ahead, block);
		end = block->end;
		step(ahead, &ahead->filled);
	}
	return NULL;
}

struct cs_ahead *
cs_ahead_open(struct cs_reader *reader, const struct cs_want *wants, size_t count)
{
	struct cs_ahead *ahead = cs_calloc(1, sizeof(*ahead));

	ahead->reader = reader;
	ahead->want_count = count;
	ahead->wants = cs_calloc(count, sizeof(*wants));
	for (size_t i = 0; i < count; i++)
		ahead->wants[i] = wants[i];
	for (size_t i = 0; i < BLOCKS; i++)
		ahead->blocks[i].fields = cs_calloc(count * BLOCK_ROWS, sizeof(struct cs_field));
	pthread_mutex_init(&ahead->lock, NULL);
	pthread_cond_init(&ahead->changed, NULL);
	if (pthread_create(&ahead->thread, NULL, read_ahead, ahead) != 0)
		CS_BUG("no thread to be had");
	return ahead;
}

void
cs_ahead_close(struct cs_ahead *ahead)
{
	if (!ahead)
		return;
	pthread_mutex_lock(&ahead->lock);
	ahead->stop = true;
	pthread_cond_signal(&ahead->changed);
	pthread_mutex_unlock(&ahead->lock);
	pthread_join(ahead->thread, NULL);
	pthread_mutex_destroy(&ahead->lock);
	pthread_cond_destroy(&ahead->changed);
	for (size_t i = 0; i < BLOCKS; i++) {
		cs_str_release(&ahead->blocks[i].texts);
		free(ahead->blocks[i].fields);
	}
	free(ahead->wants);
	free(ahead);
}

enum cs_status
cs_ahead_next(struct cs_ahead *ahead, struct cs_row *row, struct cs_err *err)
{
	for (;;) {
		if (!ahead->holding)
			wait_for_block(ahead);
		struct block *block = &ahead->blocks[ahead->emptied % BLOCKS];

		ahead->holding = true;
		if (ahead->at < block->count) {
			*row = block->rows[ahead->at++];
			return CS_ROW;
		}
		/* The last block stays, so that asking again gives the same end. */
		if (block->end != CS_ROW) {
			if (cs_failed(block->end))
				*err = block->err;
			return block->end;
		}
		ahead->at = 0;
		ahead->holding = false;
		step(ahead, &ahead->emptied);
	}
}
