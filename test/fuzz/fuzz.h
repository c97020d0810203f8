/*
 * What every fuzz target is: one entry that takes any bytes.  libFuzzer calls
 * it with what it invents, replay.c with the files of a folder.
 */
#ifndef CS_FUZZ_H
#define CS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Stops with a message: the property that the target guards does not hold. */
#define FUZZ_MUST(condition) \
	((condition) ? (void)0 : (__builtin_printf("%s:%d: %s\n", __FILE__, __LINE__, #condition), __builtin_trap()))

#endif
