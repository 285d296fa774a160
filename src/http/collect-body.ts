import { BrokenBodyError, type RequestBody } from './request-body.ts';

interface CollectLimits {
  /** Of `Content-Length`; undefined for a body in chunks. */
  readonly announcedBytes: number | undefined;
  readonly bytesMax: number;
  readonly durationMs: number;
}

/** Room for a body in chunks when it begins. */
const FIRST_BYTES = 4_096;

/**
 * The whole body, or `too-large` as soon as it has more than `bytesMax` bytes. Rejects with {@link BrokenBodyError}. The pieces are copied
 * into one buffer as they come: each piece on its own would hold on to the packet that it came in, and a body of one byte in each piece to
 * some hundred times its size.
 */
export async function collectBody(body: RequestBody, limits: CollectLimits): Promise<Buffer | 'too-large'> {
  const { announcedBytes, bytesMax, durationMs } = limits;
  const timer = setTimeout(
    () => body.breakOff(new BrokenBodyError(`the body did not come within ${durationMs} ms`, true)),
    durationMs,
  );
  let collected = Buffer.alloc(0);
  let byteLength = 0;
  try {
    for await (const piece of body.stream as AsyncIterable<Buffer>) {
      const needed = byteLength + piece.length;
      if (needed > bytesMax) return 'too-large';
      if (needed > collected.length) {
        const room = announcedBytes ?? Math.min(bytesMax, Math.max(FIRST_BYTES, 2 * needed));
        const larger = Buffer.allocUnsafe(Math.max(needed, room));
        collected.copy(larger, 0, 0, byteLength);
        collected = larger;
      }
      piece.copy(collected, byteLength);
      byteLength = needed;
    }
  } finally {
    clearTimeout(timer);
  }
  return collected.subarray(0, byteLength);
}
