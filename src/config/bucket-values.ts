import type { BucketEncryption } from '../base/bucket-encryption.ts';
import type { SettingValue } from './setting-values.ts';

const BUCKET_URL = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/;
/** Characters that no server, proxy or signature writes in another way. */
const PREFIX_SEGMENT = /^(?!\.{1,2}$)[A-Za-z0-9!_.*()-]+$/;
const PREFIX_CHARACTERS_MAX = 512;

/** The parts of `s3://bucket/prefix`; the prefix without slashes at its ends, or empty. Undefined if it is not one. */
export function parseBucketUrl(url: string): { readonly bucket: string; readonly prefix: string } | undefined {
  const [, bucket, path = ''] = BUCKET_URL.exec(url) ?? [];
  if (bucket === undefined) return undefined;
  const prefix = path.replace(/\/$/, '');
  const isGood = prefix === '' || prefix.split('/').every((segment) => PREFIX_SEGMENT.test(segment));
  return isGood && prefix.length <= PREFIX_CHARACTERS_MAX ? { bucket, prefix } : undefined;
}

/** Kept as text, without a slash at the end. */
export const bucketUrl: SettingValue<string> = {
  parse: (text) => (parseBucketUrl(text) ? text.replace(/\/$/, '') : undefined),
  allowed: 's3://bucket or s3://bucket/prefix; a prefix may have letters, digits and any of !_.*()-/',
  placeholder: 'URL',
};

export const bucketEncryption: SettingValue<BucketEncryption> = {
  parse: (text) => (isBucketEncryption(text) ? text : undefined),
  allowed: 'none, AES256, aws:kms, or aws:kms:KEY with the id or ARN of a key',
  placeholder: 'WORD',
};

function isBucketEncryption(text: string): text is BucketEncryption {
  return text === 'none' || text === 'AES256' || text === 'aws:kms' || /^aws:kms:[\w:/-]+$/.test(text);
}

export const awsRegion: SettingValue<string> = {
  parse: (text) => (/^[a-z0-9][a-z0-9-]{0,62}$/.test(text) ? text : undefined),
  allowed: 'one region, for example eu-central-1',
  placeholder: 'REGION',
};
