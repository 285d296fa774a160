import { setImmediate } from 'node:timers/promises';

/**
 * All records of a slice are in memory at once, and a record of two bytes takes a hundred there: a quarter of a megabyte of such records
 * exceeded the thread's heap.
 */
const SLICE_BYTES = 32 * 1024;

/**
 * The same bytes in slices of at most {@link SLICE_BYTES}, not copied. The event loop turns between two slices, so judging delays a
 * running commit by one or two milliseconds at most.
 */
export async function* sliceChunks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    for (let offset = 0; offset < chunk.length; offset += SLICE_BYTES) {
      yield chunk.subarray(offset, offset + SLICE_BYTES);
      await setImmediate();
    }
  }
}
