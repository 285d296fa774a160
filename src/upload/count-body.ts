import { Readable } from 'node:stream';

/** The body of an upload, with what has come of it so far. */
export interface CountedBody {
  readonly stream: Readable;
  readonly receivedBytes: () => number;
}

/** Thrown into the stream of a body that may not go on. */
export class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError';
}

/**
 * Counts a body as it passes. It ends with {@link BodyTooLargeError} after the first piece for which `mayGoOn` is false; the error of a
 * client that breaks off passes through.
 */
export function countBody(body: Readable, mayGoOn: () => boolean): CountedBody {
  let bytes = 0;
  async function* pass(): AsyncGenerator<Buffer> {
    for await (const piece of body as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (!mayGoOn()) throw new BodyTooLargeError('the files of the account have no room for the rest of this one');
      yield piece;
    }
  }
  return { stream: Readable.from(pass(), { objectMode: false }), receivedBytes: () => bytes };
}
