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
   * Streams `content` into a new blob; durable (file and folder synced) when the promise resolves. If the stream fails or holds
   * another number of bytes than `byteLength`, nothing is left and the promise rejects.
   */
  put(content: Readable, byteLength: number): Promise<StoredBlob>;
  /** Bytes from `offset` on; a piece holds until the next is asked for. Rejects with {@link BlobNotFoundError} if there is no such blob. */
  read(blobId: string, offset: number): Promise<AsyncIterable<Buffer>>;
  /** Length in bytes, or undefined if there is no such blob. */
  findLength(blobId: string): Promise<number | undefined>;
  /** Does nothing if there is no such blob. */
  delete(blobId: string): Promise<void>;
  /** Ids of blobs last written before `writtenBefore` (milliseconds since 1970): younger ones may still be on their way to a job. */
  list(writtenBefore: number): Promise<readonly string[]>;
}

export class BlobNotFoundError extends Error {
  override name = 'BlobNotFoundError';
}

/** The stream ended early or late: R148. */
export class BlobLengthError extends Error {
  override name = 'BlobLengthError';
}
