import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { assert } from '../../base/assert.ts';

/** The first byte is twice the version of the format of the body, and one more if the body is deflated. */
const DEFLATED = 1;
const VERSION_MAX = 127;
/** Bodies shorter than this never get smaller by deflating. */
const DEFLATE_FROM_BYTES = 64;

/** A body and the version of its format, from 0, by which a reader knows how to take it apart. */
export interface VersionedBody {
  readonly version: number;
  readonly body: Uint8Array;
}

/** The body behind its first byte: deflated where that makes it shorter. `level` is zlib's, 1 (fast) to 9. */
export function deflateBytes({ version, body }: VersionedBody, level = 6): Uint8Array {
  assert(version >= 0 && version <= VERSION_MAX, 'the version of a format is seven bits');
  const deflated = body.length < DEFLATE_FROM_BYTES ? body : deflateRawSync(body, { level });
  if (deflated.length < body.length) return Buffer.concat([Buffer.of(2 * version + DEFLATED), deflated]);
  return Buffer.concat([Buffer.of(2 * version), body]);
}

/** What {@link deflateBytes} was given; fails if the version is above `versionMax`, the newest that the caller reads. */
export function inflateBytes(bytes: Uint8Array, versionMax: number): VersionedBody & { readonly body: Buffer } {
  const [first] = bytes;
  assert(first !== undefined, 'a log block is not empty');
  const version = first >> 1;
  assert(
    version <= versionMax,
    `a log block has format ${version}, and this version of Muster reads up to ${versionMax}`,
  );
  const isDeflated = (first & DEFLATED) !== 0;
  return { version, body: isDeflated ? inflateRawSync(bytes.subarray(1)) : Buffer.from(bytes.subarray(1)) };
}
