import type { S3 } from '@aws-sdk/client-s3';

/** What clients of Cognito send with their PUT, and so the only thing a URL for them can be signed for. */
const ENCRYPTION = { ServerSideEncryption: 'aws:kms' } as const;

export interface DirectUploadObject {
  readonly Bucket: string;
  readonly Key: string;
}

export interface UrlLifetime {
  /** Goes into the URL, cut to the second. */
  readonly nowMs: number;
  readonly expiresSeconds: number;
}

/**
 * A URL of the bucket that takes PUTs of the object, with the header `x-amz-server-side-encryption: aws:kms`, which is signed. Asks the
 * bucket nothing. Loads the presigner, which nobody needs whose uploads go through the door.
 */
export async function signDirectUpload(s3: S3, object: DirectUploadObject, lifetime: UrlLifetime): Promise<string> {
  const [{ PutObjectCommand }, { getSignedUrl }] = await Promise.all([
    import('@aws-sdk/client-s3'),
    import('@aws-sdk/s3-request-presigner'),
  ]);
  return getSignedUrl(s3, new PutObjectCommand({ ...object, ...ENCRYPTION }), {
    expiresIn: lifetime.expiresSeconds,
    signingDate: new Date(lifetime.nowMs),
  });
}

/** Puts and deletes a test object as a client would: a bucket that refuses this encryption refuses every upload. */
export async function tryDirectUpload(s3: S3, object: DirectUploadObject): Promise<void> {
  await s3.putObject({ ...object, ...ENCRYPTION, Body: 'muster' });
  await s3.deleteObject(object);
}
