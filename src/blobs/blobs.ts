import type { Readable } from 'node:stream';

/** A blob that was written whole and is durable. */
export interface StoredBlob {
  readonly blobId: string;
  readonly byteLength: number;
  /** Hex. */
  readonly md5: string;
  readonly sha256: string;
}

/** Where uploaded files live. */
export interface Blobs {
  /**
   * Streams `content` into a new blob; durable (file and folder synced, or the bucket's word) when the promise resolves. If the stream
   * fails or holds another number of bytes than `byteLength`, nothing is left and the promise rejects.
   */
  put(content: Readable, byteLength: number): Promise<StoredBlob>;
  /**
   * Bytes from `offset` on; a piece holds until the next is asked for. Rejects with {@link BlobNotFoundError} if there is no such blob;
   * that or a {@link BlobChangedError} may also come between two pieces.
   */
  read(blobId: string, offset: number): Promise<AsyncIterable<Buffer>>;
  /** Length in bytes, or undefined if there is no such blob. */
  findLength(blobId: string): Promise<number | undefined>;
  /** Does nothing if there is no such blob. */
  delete(blobId: string): Promise<void>;
  /** Ids of blobs last written before `writtenBefore` (milliseconds since 1970): younger ones may still be on their way to a job. */
  list(writtenBefore: number): Promise<readonly string[]>;
  /**
   * Removes what puts that never ended have left, if they began before `begunBefore` (milliseconds since 1970): a put under way must be
   * younger. Returns how many there were.
   */
  dropUnfinished(begunBefore: number): Promise<number>;
}

export class BlobNotFoundError extends Error {
  override name = 'BlobNotFoundError';
}

/** The stream ended early or late: R148. */
export class BlobLengthError extends Error {
  override name = 'BlobLengthError';
}

/** Somebody has written over the blob since it was put. */
export class BlobChangedError extends Error {
  override name = 'BlobChangedError';
}
