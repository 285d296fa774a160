/**
 * Blob ids of a bucket are `<name>~<ETag>`: the name by which the object is found, and the version of its content that an upload made.
 * Those of a directory, where nobody else writes, are the name alone.
 */
const BUCKET_BLOB_ID = /^([0-9A-Za-z]{32})~([\x21\x23-\x7e]+)$/;

export interface BucketBlob {
  readonly name: string;
  /** Without quotes. */
  readonly etag: string;
}

/** Undefined if the id is not one of a bucket. */
export function parseBucketBlobId(blobId: string): BucketBlob | undefined {
  const [, name, etag] = BUCKET_BLOB_ID.exec(blobId) ?? [];
  return name === undefined || etag === undefined ? undefined : { name, etag };
}

/** `etag` as S3 gives it, with quotes or without. Undefined if nobody could ask for it again. */
export function formatBucketBlobId(name: string, etag: string | undefined): string | undefined {
  const blobId = `${name}~${etag?.replaceAll('"', '')}`;
  return etag !== undefined && BUCKET_BLOB_ID.test(blobId) ? blobId : undefined;
}

/** The part of a blob id that stays the same whatever becomes of the content. */
export function blobName(blobId: string): string {
  return parseBucketBlobId(blobId)?.name ?? blobId;
}

/** The object is in a bucket, and not a file of the data directory. */
export function isInBucket(blobId: string): boolean {
  return parseBucketBlobId(blobId) !== undefined;
}
