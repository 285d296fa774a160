import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { BlobLengthError } from './blobs.ts';

export interface Digests {
  /** Hex. */
  readonly md5: string;
  readonly sha256: string;
}

/** Reuses the memory of parts: left to the garbage collector, many would accumulate. */
export class PartMemory {
  readonly #free: Buffer[] = [];
  readonly #partBytes: number;

  constructor(partBytes: number) {
    this.#partBytes = partBytes;
  }

  /** At most as many bytes as a part has. */
  take(byteLength: number): Buffer {
    return (this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#partBytes)).subarray(0, byteLength);
  }

  give(part: Buffer): void {
    this.#free.push(Buffer.from(part.buffer));
  }
}

/**
 * The bytes of a stream in buffers of `partBytes`, the last one shorter, and their digests at the end. A stream of no bytes has no parts.
 * Throws {@link BlobLengthError} when more than `byteLength` bytes came, or fewer; an error of the stream as it is.
 */
export async function* cutParts(
  content: Readable,
  byteLength: number,
  partBytes: number,
  memory: PartMemory,
): AsyncGenerator<Buffer, Digests> {
  const md5 = createHash('md5');
  const sha256 = createHash('sha256');
  let cameBytes = 0;
  let part: Buffer = Buffer.alloc(0);
  let filledBytes = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    if (cameBytes + chunk.length > byteLength) throw new BlobLengthError(`more than ${byteLength} bytes came`);
    md5.update(chunk);
    sha256.update(chunk);
    for (let offset = 0; offset < chunk.length; ) {
      if (filledBytes === 0) part = memory.take(Math.min(partBytes, byteLength - cameBytes));
      const copiedBytes = chunk.copy(part, filledBytes, offset);
      offset += copiedBytes;
      cameBytes += copiedBytes;
      filledBytes += copiedBytes;
      if (filledBytes < part.length) continue;
      yield part;
      filledBytes = 0;
    }
  }
  if (cameBytes < byteLength) throw new BlobLengthError(`${cameBytes} of ${byteLength} bytes came`);
  return { md5: md5.digest('hex'), sha256: sha256.digest('hex') };
}
