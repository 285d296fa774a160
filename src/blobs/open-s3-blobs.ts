import { Readable } from 'node:stream';
import { S3Blobs, type S3BlobsOptions } from './s3-blobs.ts';
import { connectS3, type S3Connection, statusOf } from './s3-client.ts';
import { encryptionWords, formatS3Location, keyPrefix, type S3Location } from './s3-location.ts';

/** Says whose uploads lie beside it. */
const OWNER_KEY = 'muster-owner';
const PROBE = Buffer.from('muster');

/** The bucket cannot be used; the message says why, in words for whoever set it. */
export class BucketError extends Error {
  override name = 'BucketError';
  /** The URL of the server that was asked, if somebody has named one. */
  readonly endpoint: string | undefined;

  constructor(message: string, options: ErrorOptions & { readonly endpoint?: string | undefined } = {}) {
    super(message, options);
    this.endpoint = options.endpoint;
  }
}

export interface OpenS3BlobsOptions extends S3BlobsOptions {
  /** The same for all nodes of one store, and for nobody else. */
  readonly owner: string;
  /** Clients will put files into the bucket themselves. */
  readonly offersUploads?: boolean;
}

/**
 * Joins the bucket after trying all that will be asked of it: to put, read, delete and list, and to list unfinished uploads. What lies
 * under the prefix is made the owner's, because a sweep removes whatever the owner's store does not name.
 * @throws {BucketError}
 */
export async function openS3Blobs(options: OpenS3BlobsOptions): Promise<S3Blobs> {
  const { location, owner, offersUploads = false } = options;
  const connection = await connectS3(options);
  const { s3 } = connection;
  const blobs = new S3Blobs(options, connection);
  const beginning = { Bucket: location.bucket, Prefix: keyPrefix(location) };
  try {
    await step('list the bucket (s3:ListBucket)', location, () => s3.listObjectsV2({ ...beginning, MaxKeys: 1 }));
    await step('list unfinished uploads (s3:ListBucketMultipartUploads)', location, () =>
      s3.listMultipartUploads({ ...beginning, MaxUploads: 1 }),
    );
    const { blobId } = await step('put an object (s3:PutObject)', location, () =>
      blobs.put(Readable.from([PROBE]), PROBE.length),
    );
    await step('read an object (s3:GetObject)', location, async () => {
      for await (const _ of await blobs.read(blobId, 0));
    });
    await step('delete an object (s3:DeleteObject)', location, () => blobs.delete(blobId));
    if (offersUploads) {
      await step('put an object with x-amz-server-side-encryption: aws:kms, as clients will,', location, () =>
        blobs.tryOffer(),
      );
    }
    await claimPrefix(connection, location, owner);
    return blobs;
  } catch (error) {
    const endpoint = location.endpoint ?? (await findEndpoint(connection));
    blobs.close();
    throw error instanceof BucketError ? new BucketError(error.message, { cause: error.cause, endpoint }) : error;
  }
}

/** What the environment or the profile says. */
async function findEndpoint({ s3 }: S3Connection): Promise<string | undefined> {
  const { serviceConfiguredEndpoint }: { serviceConfiguredEndpoint?: () => Promise<string | undefined> } = s3.config;
  return serviceConfiguredEndpoint?.();
}

async function step<Result>(name: string, location: S3Location, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw new BucketError(`cannot ${name} of ${formatS3Location(location)}: ${describeFault(error)}`, { cause: error });
  }
}

/** `403 SignatureDoesNotMatch`, with the server's words if it has some; what the system or the SDK says where no answer came. */
function describeFault(error: unknown): string {
  const { name, message, code } = error as Error & { readonly code?: string };
  const status = statusOf(error);
  // What the SDK says where the server sent no words.
  const words = message === 'UnknownError' || message === name ? '' : message;
  if (status !== undefined) return [`${status} ${name}`, words].filter(Boolean).join(': ');
  if (message === 'Region is missing') return 'its region is not known: set AWS_REGION or --s3-region';
  return message || code || name;
}

async function claimPrefix({ s3 }: S3Connection, location: S3Location, owner: string): Promise<void> {
  const object = { Bucket: location.bucket, Key: `${keyPrefix(location)}${OWNER_KEY}` };
  const found = await step('read an object (s3:GetObject)', location, async () => {
    try {
      return await (await s3.getObject(object)).Body?.transformToString();
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  });
  if (found === undefined) {
    await step('put an object (s3:PutObject)', location, () =>
      s3.putObject({ ...object, ...encryptionWords(location.encryption), Body: owner }),
    );
  } else if (found !== owner) {
    throw new BucketError(
      `${formatS3Location(location)} holds the uploads of another Muster (${object.Key} names another server key): give a prefix of its own`,
    );
  }
}
