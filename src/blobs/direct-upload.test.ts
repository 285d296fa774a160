import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { signDirectUpload } from './direct-upload.ts';
import { connectS3 } from './s3-client.ts';
import type { S3Location } from './s3-location.ts';

const LOCATION: S3Location = {
  kind: 's3',
  bucket: 'uploads',
  prefix: 'p',
  endpoint: undefined,
  region: 'eu-central-1',
  isPathStyle: false,
  encryption: 'none',
};
const S3_EXAMPLE = 'https://s3.example:9000';
const LIFETIME = { nowMs: Date.UTC(2026, 10, 22, 10, 4, 0, 965), expiresSeconds: 899 };

beforeEach(() => {
  for (const name of ['AWS_PROFILE', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3']) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', undefined);
});
afterEach(() => vi.unstubAllEnvs());

async function sign(change: Partial<S3Location> = {}): Promise<URL> {
  const { s3 } = await connectS3({ location: { ...LOCATION, ...change }, logger: silentLogger });
  try {
    return new URL(await signDirectUpload(s3, { Bucket: 'uploads', Key: 'p/name' }, LIFETIME));
  } finally {
    s3.destroy();
  }
}

describe('signDirectUpload', () => {
  it.each<[string, Partial<S3Location>, string]>([
    ['AWS', {}, 'https://uploads.s3.eu-central-1.amazonaws.com/p/name'],
    ['AWS, bucket in the path', { isPathStyle: true }, 'https://s3.eu-central-1.amazonaws.com/uploads/p/name'],
    ['another server', { endpoint: S3_EXAMPLE }, 'https://uploads.s3.example:9000/p/name'],
    ['another server, bucket in the path', { endpoint: S3_EXAMPLE, isPathStyle: true }, `${S3_EXAMPLE}/uploads/p/name`],
  ])('makes a URL at %s', async (_place, change, start) => {
    const { origin, pathname } = await sign(change);
    expect(`${origin}${pathname}`).toBe(start);
  });

  it('makes a URL at the server that the environment names', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_S3', S3_EXAMPLE);
    expect((await sign({ isPathStyle: true })).origin).toBe(S3_EXAMPLE);
  });

  it('signs what clients of Cognito send, for the time of the job, and no header more (R124, R126, R127, R128)', async () => {
    const { searchParams } = await sign();
    const { 'X-Amz-Signature': signature, ...query } = Object.fromEntries(searchParams);
    expect(signature).toMatch(/^[0-9a-f]{64}$/);
    expect(query).toEqual({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD',
      'X-Amz-Credential': 'AKIDEXAMPLE/20261122/eu-central-1/s3/aws4_request',
      'X-Amz-Date': '20261122T100400Z',
      'X-Amz-Expires': '899',
      'X-Amz-SignedHeaders': 'host;x-amz-server-side-encryption',
      'x-id': 'PutObject',
    });
  });

  it('carries the token of temporary credentials, without which they are worth nothing', async () => {
    vi.stubEnv('AWS_SESSION_TOKEN', 'a token/+=');
    expect((await sign()).searchParams.get('X-Amz-Security-Token')).toBe('a token/+=');
  });
});
