import type { BucketEncryption } from '../base/bucket-encryption.ts';

/** A bucket for uploads, as plain data without secrets: those come from the environment, as the AWS SDK looks for them. */
export interface S3Location {
  readonly kind: 's3';
  readonly bucket: string;
  /** Of all keys, without slashes at its ends; may be empty. */
  readonly prefix: string;
  /** Where the bucket is if it is not one of AWS. */
  readonly endpoint: string | undefined;
  /** The environment or the profile says it if it is undefined; where there is an endpoint it may be anything. */
  readonly region: string | undefined;
  /** The bucket in the path of URLs, not in their host. */
  readonly isPathStyle: boolean;
  readonly encryption: BucketEncryption;
}

/** In front of the names of blobs: empty, or with a slash at the end. */
export function keyPrefix({ prefix }: S3Location): string {
  return prefix === '' ? '' : `${prefix}/`;
}

/** `s3://bucket/prefix`. */
export function formatS3Location({ bucket, prefix }: S3Location): string {
  return prefix === '' ? `s3://${bucket}` : `s3://${bucket}/${prefix}`;
}

/** The words for it that go with PutObject and CreateMultipartUpload. */
export function encryptionWords(encryption: BucketEncryption): {
  ServerSideEncryption?: 'AES256' | 'aws:kms';
  SSEKMSKeyId?: string;
} {
  if (encryption === 'none') return {};
  if (encryption === 'AES256' || encryption === 'aws:kms') return { ServerSideEncryption: encryption };
  return { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: encryption.slice('aws:kms:'.length) };
}
