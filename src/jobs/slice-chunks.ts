import { setImmediate } from 'node:timers/promises';

/**
 * All records of a piece are in memory at once, and a record may be two bytes long while it takes a hundred there: a quarter of a
 * megabyte of such records was more than the thread's heap holds.
 */
const SLICE_BYTES = 32 * 1024;

/**
 * The same bytes in pieces of at most {@link SLICE_BYTES}, without copying them. Between two of them the event loop turns, so that whoever
 * judges the records of a piece is not in the way of a batch that is being committed for longer than a millisecond or two.
 */
export async function* sliceChunks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    for (let offset = 0; offset < chunk.length; offset += SLICE_BYTES) {
      yield chunk.subarray(offset, offset + SLICE_BYTES);
      await setImmediate();
    }
  }
}
