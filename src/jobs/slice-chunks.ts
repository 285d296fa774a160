/**
 * All records of a piece are in memory at once, and a record may be two bytes long while it takes a hundred there: a quarter of a
 * megabyte of such records was more than the thread's heap holds.
 */
const SLICE_BYTES = 32 * 1024;

/** The same bytes in pieces of at most {@link SLICE_BYTES}, without copying them. */
export async function* sliceChunks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    for (let offset = 0; offset < chunk.length; offset += SLICE_BYTES) {
      yield chunk.subarray(offset, offset + SLICE_BYTES);
    }
  }
}
