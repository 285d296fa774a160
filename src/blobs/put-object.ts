import type { CompletedPart, S3 } from '@aws-sdk/client-s3';
import type { Logger } from '../base/logger.ts';
import type { Digests, PartMemory } from './cut-parts.ts';
import { statusOf } from './s3-client.ts';
import type { encryptionWords } from './s3-location.ts';

const PARTS_MAX = 10_000;
const PART_BYTES_MIN = 8 * 1024 * 1024;
/** Parts that are sent at once while a third one fills: 24 MiB per upload. */
const PARTS_IN_FLIGHT_MAX = 2;

/** S3 takes at most {@link PARTS_MAX} parts: beyond 80 GB they grow. */
export function partBytesFor(byteLength: number): number {
  return Math.max(PART_BYTES_MIN, Math.ceil(byteLength / PARTS_MAX));
}

export interface ObjectTarget {
  readonly s3: S3;
  readonly logger: Logger;
  readonly object: { readonly Bucket: string; readonly Key: string };
  readonly encryption: ReturnType<typeof encryptionWords>;
}

type Parts = AsyncGenerator<Buffer, Digests>;

/** One request for what fits in one part. The object is there whole or not at all. */
export async function putWhole({ s3, object, encryption }: ObjectTarget, parts: Parts): Promise<Digests> {
  const first = await parts.next();
  if (first.done) {
    await s3.putObject({ ...object, ...encryption, Body: Buffer.alloc(0), ContentLength: 0 });
    return first.value;
  }
  const end = await parts.next();
  if (!end.done) throw new Error('more than one part came');
  await s3.putObject({ ...object, ...encryption, Body: first.value });
  return end.value;
}

/**
 * Part by part; the object is there only when the last request was answered. Rejects when all of it is gone again, or when that
 * was tried in vain: then the rest is left to the sweep of uploads that never ended.
 */
export async function putInParts(target: ObjectTarget, parts: Parts, memory: PartMemory): Promise<Digests> {
  const { s3, object, encryption, logger } = target;
  const { UploadId } = await s3.createMultipartUpload({ ...object, ...encryption });
  const upload = { ...object, UploadId };
  const inFlight = new Set<Promise<void>>();
  try {
    const completed: CompletedPart[] = [];
    const send = async (PartNumber: number, Body: Buffer): Promise<void> => {
      const { ETag } = await s3.uploadPart({ ...upload, PartNumber, Body });
      completed[PartNumber - 1] = { PartNumber, ETag };
      memory.give(Body);
    };
    for (let partNumber = 1; ; partNumber += 1) {
      const next = await parts.next();
      if (next.done) {
        await Promise.all(inFlight);
        await complete(s3, upload, completed);
        return next.value;
      }
      // A failed part stays in the set, so that the next wait rejects.
      const sent = send(partNumber, next.value).then(() => void inFlight.delete(sent));
      sent.catch(() => {});
      inFlight.add(sent);
      if (inFlight.size >= PARTS_IN_FLIGHT_MAX) await Promise.race(inFlight);
    }
  } catch (error) {
    await Promise.allSettled(inFlight);
    await abort(target, upload, logger);
    throw error;
  } finally {
    // If the bucket failed, this ends the client's stream.
    await parts.return({ md5: '', sha256: '' });
  }
}

type Upload = ObjectTarget['object'] & { readonly UploadId: string | undefined };

async function complete(s3: S3, upload: Upload, parts: CompletedPart[]): Promise<void> {
  try {
    await s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts: parts } });
  } catch (error) {
    // The answer to an earlier attempt was lost; the caller checks the object.
    const { name, $metadata } = error as { name?: string; $metadata?: { attempts?: number } };
    if (name !== 'NoSuchUpload' || ($metadata?.attempts ?? 1) === 1) throw error;
  }
}

async function abort({ s3, object }: ObjectTarget, upload: Upload, logger: Logger): Promise<void> {
  try {
    await s3.abortMultipartUpload(upload);
  } catch (error) {
    if (statusOf(error) === 404) return;
    logger.warn({ err: error, key: object.Key }, 'an unfinished upload could not be deleted; the sweep will delete it');
  }
}
