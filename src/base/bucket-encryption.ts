/** The encryption that a bucket is asked for with each object; `aws:kms` may name a key after a colon. */
export type BucketEncryption = 'none' | 'AES256' | 'aws:kms' | `aws:kms:${string}`;
