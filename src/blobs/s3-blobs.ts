import type { Readable } from 'node:stream';
import type { ListMultipartUploadsCommandOutput } from '@aws-sdk/client-s3';
import type { Ids } from '../base/ids.ts';
import type { Scheduler } from '../base/scheduler.ts';
import { type BucketBlob, blobName, formatBucketBlobId, parseBucketBlobId } from './blob-name.ts';
import { BlobChangedError, BlobNotFoundError, type Blobs, type StoredBlob } from './blobs.ts';
import { cutParts, PartMemory } from './cut-parts.ts';
import { signDirectUpload, tryDirectUpload, type UrlLifetime } from './direct-upload.ts';
import { partBytesFor, putInParts, putWhole } from './put-object.ts';
import { readObject } from './read-object.ts';
import { type ConnectS3Options, connectS3, type S3Connection, type S3Counts, statusOf } from './s3-client.ts';
import { encryptionWords, keyPrefix, type S3Location } from './s3-location.ts';

const NAME = /^[0-9A-Za-z]{32}$/;
const NAME_CHARACTERS = 32;

export interface S3BlobsOptions extends ConnectS3Options {
  readonly ids: Ids;
  readonly scheduler: Scheduler;
}

/** Connects to the bucket. Sends no request: {@link openS3Blobs} does. */
export async function connectS3Blobs(options: S3BlobsOptions): Promise<S3Blobs> {
  return new S3Blobs(options, await connectS3(options));
}

/** Blobs as objects of a bucket, each under a key of its own. A blob id pins the content by its ETag. */
export class S3Blobs implements Blobs {
  readonly #options: S3BlobsOptions;
  readonly #connection: S3Connection;
  readonly #location: S3Location;

  constructor(options: S3BlobsOptions, connection: S3Connection) {
    this.#options = options;
    this.#connection = connection;
    this.#location = options.location;
  }

  /** Counts since the start. */
  get counts(): Readonly<S3Counts> {
    return this.#connection.counts;
  }

  async put(content: Readable, byteLength: number): Promise<StoredBlob> {
    const name = this.#options.ids.alphanumeric(NAME_CHARACTERS);
    // Errors before the first read are kept by the stream and thrown by the loop that reads it.
    content.on('error', () => {});
    const partBytes = partBytesFor(byteLength);
    const memory = new PartMemory(Math.min(partBytes, byteLength));
    const parts = cutParts(content, byteLength, partBytes, memory);
    const target = {
      s3: this.#connection.s3,
      logger: this.#options.logger,
      object: this.#objectOf(name),
      encryption: encryptionWords(this.#location.encryption),
    };
    try {
      const digests = await (byteLength > partBytes ? putInParts(target, parts, memory) : putWhole(target, parts));
      return { blobId: await this.#pin(name, byteLength), byteLength, ...digests };
    } catch (error) {
      await this.#takeBack(name);
      throw error;
    }
  }

  async read(blobId: string, offset: number): Promise<AsyncIterable<Buffer>> {
    const byteLength = await this.findLength(blobId);
    const blob = parseBucketBlobId(blobId);
    if (byteLength === undefined || !blob) throw new BlobNotFoundError(blobId);
    return readObject(
      {
        ...this.#connection,
        logger: this.#options.logger,
        scheduler: this.#options.scheduler,
        object: this.#pinnedObjectOf(blob),
        byteLength,
        explain: (error) => explain(error, blobId),
      },
      offset,
    );
  }

  /** Rejects with {@link BlobChangedError} if the object has another content now. */
  async findLength(blobId: string): Promise<number | undefined> {
    const blob = parseBucketBlobId(blobId);
    if (!blob) return undefined;
    try {
      return (await this.#connection.s3.headObject(this.#pinnedObjectOf(blob))).ContentLength;
    } catch (error) {
      const explained = explain(error, blobId);
      if (explained instanceof BlobNotFoundError) return undefined;
      throw explained;
    }
  }

  async delete(blobId: string): Promise<void> {
    await this.#remove(blobName(blobId));
  }

  /** A URL by which a client puts a blob itself; it will be found under the awaited id, which names no content yet. */
  async offer(lifetime: UrlLifetime): Promise<{ readonly url: string; readonly awaitedBlobId: string }> {
    const awaitedBlobId = this.#options.ids.alphanumeric(NAME_CHARACTERS);
    const url = await signDirectUpload(this.#connection.s3, this.#objectOf(awaitedBlobId), lifetime);
    return { url, awaitedBlobId };
  }

  /** What a client has put by now, pinned. */
  async findArrived(
    awaitedBlobId: string,
  ): Promise<{ readonly blobId: string; readonly byteLength: number } | undefined> {
    try {
      const { ETag, ContentLength } = await this.#connection.s3.headObject(this.#objectOf(awaitedBlobId));
      const blobId = formatBucketBlobId(awaitedBlobId, ETag);
      if (blobId === undefined || ContentLength === undefined) {
        throw new Error(`the bucket tells neither content nor length of ${awaitedBlobId}: ${ETag}, ${ContentLength}`);
      }
      return { blobId, byteLength: ContentLength };
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  /** Whether the bucket would take what {@link S3Blobs.offer} offers. */
  async tryOffer(): Promise<void> {
    await tryDirectUpload(this.#connection.s3, this.#objectOf(this.#options.ids.alphanumeric(NAME_CHARACTERS)));
  }

  async list(writtenBefore: number): Promise<readonly string[]> {
    const prefix = keyPrefix(this.#location);
    const blobIds: string[] = [];
    let token: string | undefined;
    do {
      const page = await this.#connection.s3.listObjectsV2({
        Bucket: this.#location.bucket,
        Prefix: prefix,
        ContinuationToken: token,
      });
      for (const { Key = '', ETag, LastModified } of page.Contents ?? []) {
        const name = Key.slice(prefix.length);
        const blobId = NAME.test(name) ? formatBucketBlobId(name, ETag) : undefined;
        if (blobId !== undefined && LastModified && LastModified.getTime() < writtenBefore) blobIds.push(blobId);
      }
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return blobIds;
  }

  async dropUnfinished(begunBefore: number): Promise<number> {
    const { bucket } = this.#location;
    const prefix = keyPrefix(this.#location);
    let count = 0;
    let markers: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } | undefined = {};
    while (markers) {
      const page: ListMultipartUploadsCommandOutput = await this.#connection.s3.listMultipartUploads({
        Bucket: bucket,
        Prefix: prefix,
        ...markers,
      });
      for (const { Key = '', UploadId, Initiated } of page.Uploads ?? []) {
        if (!NAME.test(Key.slice(prefix.length)) || !Initiated || Initiated.getTime() >= begunBefore) continue;
        await this.#connection.s3.abortMultipartUpload({ Bucket: bucket, Key, UploadId }).catch(ignoreMissing);
        count += 1;
      }
      markers = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
        : undefined;
    }
    return count;
  }

  /** Ends idle connections. */
  close(): void {
    this.#connection.s3.destroy();
  }

  /** Not every server names the ETag when an upload in parts is complete, and one whose answer was lost is looked at here too. */
  async #pin(name: string, byteLength: number): Promise<string> {
    const { ETag, ContentLength } = await this.#connection.s3.headObject(this.#objectOf(name));
    const blobId = formatBucketBlobId(name, ETag);
    if (blobId === undefined || ContentLength !== byteLength) {
      throw new Error(`the bucket holds ${ContentLength} bytes with the ETag ${ETag} where ${byteLength} were put`);
    }
    return blobId;
  }

  /** A failed clean-up is left to the sweep; the original error is the one to report. */
  async #takeBack(name: string): Promise<void> {
    try {
      await this.#remove(name);
    } catch (error) {
      this.#options.logger.warn(
        { err: error, name },
        'an unfinished upload could not be deleted; the sweep will delete it',
      );
    }
  }

  async #remove(name: string): Promise<void> {
    await this.#connection.s3.deleteObject(this.#objectOf(name)).catch(ignoreMissing);
  }

  #objectOf(name: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.#location.bucket, Key: `${keyPrefix(this.#location)}${name}` };
  }

  #pinnedObjectOf({ name, etag }: BucketBlob): {
    readonly Bucket: string;
    readonly Key: string;
    readonly IfMatch: string;
  } {
    return { ...this.#objectOf(name), IfMatch: `"${etag}"` };
  }
}

function explain(error: unknown, blobId: string): unknown {
  switch (statusOf(error)) {
    case 404:
      return new BlobNotFoundError(blobId, { cause: error });
    case 412:
      return new BlobChangedError(blobId, { cause: error });
    default:
      return error;
  }
}

function ignoreMissing(error: unknown): void {
  if (statusOf(error) !== 404) throw error;
}
