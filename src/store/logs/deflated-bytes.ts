import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { assert } from '../../base/assert.ts';

/** First byte: how the rest is written. */
const PLAIN = 0;
const DEFLATED = 1;
/** Bodies shorter than this never get smaller by deflating. */
const DEFLATE_FROM_BYTES = 64;

/** The body behind its form: deflated where that makes it shorter. `level` is zlib's, 1 (fast) to 9. */
export function deflateBytes(body: Uint8Array, level = 6): Uint8Array {
  const deflated = body.length < DEFLATE_FROM_BYTES ? body : deflateRawSync(body, { level });
  if (deflated.length < body.length) return Buffer.concat([Buffer.of(DEFLATED), deflated]);
  return Buffer.concat([Buffer.of(PLAIN), body]);
}

/** The body that {@link deflateBytes} was given. */
export function inflateBytes(bytes: Uint8Array): Buffer {
  const form = bytes[0];
  assert(form === PLAIN || form === DEFLATED, 'a log block begins with its form');
  return form === DEFLATED ? inflateRawSync(bytes.subarray(1)) : Buffer.from(bytes.subarray(1));
}
