import type { S3 } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLogger } from '../base/logger.ts';
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

beforeEach(() => {
  for (const name of ['AWS_REGION', 'AWS_PROFILE', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3'])
    vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
afterEach(() => vi.unstubAllEnvs());

/** Where a request for the object `k` would go; none is sent. */
async function findUrl(s3: S3): Promise<string> {
  let url = '';
  s3.middlewareStack.add(
    () => async (args) => {
      const { protocol, hostname, port, path } = args.request as Record<
        'protocol' | 'hostname' | 'port' | 'path',
        string
      >;
      url = `${protocol}//${hostname}${port ? `:${port}` : ''}${path}`;
      throw new Error('not sent');
    },
    { step: 'build' },
  );
  await expect(s3.headObject({ Bucket: 'uploads', Key: 'k' })).rejects.toThrow('not sent');
  return url;
}

describe('connectS3', () => {
  it.each<[string, Partial<S3Location>, string]>([
    ['AWS', {}, 'https://uploads.s3.eu-central-1.amazonaws.com/k'],
    ['AWS, bucket in the path', { isPathStyle: true }, 'https://s3.eu-central-1.amazonaws.com/uploads/k'],
    ['another server', { endpoint: S3_EXAMPLE }, 'https://uploads.s3.example:9000/k'],
    ['another server, bucket in the path', { endpoint: S3_EXAMPLE, isPathStyle: true }, `${S3_EXAMPLE}/uploads/k`],
    // An address has no names below it.
    ['a server by its address', { endpoint: 'http://127.0.0.1:9000' }, 'http://127.0.0.1:9000/uploads/k'],
  ])('finds the bucket at %s', async (_, change, url) => {
    const { s3 } = await connectS3({ location: { ...LOCATION, ...change }, logger: silentLogger });
    expect(await findUrl(s3)).toBe(url);
    s3.destroy();
  });

  it.each<[string, Partial<S3Location>, string | undefined, string]>([
    ['the setting', { region: 'eu-central-1' }, 'us-west-2', 'eu-central-1'],
    ['the environment', { region: undefined }, 'us-west-2', 'us-west-2'],
    ['the environment, with an endpoint', { region: undefined, endpoint: S3_EXAMPLE }, 'us-west-2', 'us-west-2'],
    ['nobody, with an endpoint', { region: undefined, endpoint: S3_EXAMPLE }, undefined, 'us-east-1'],
  ])('takes the region from %s', async (_, change, inEnvironment, region) => {
    vi.stubEnv('AWS_REGION', inEnvironment);
    const { s3 } = await connectS3({ location: { ...LOCATION, ...change }, logger: silentLogger });
    expect(await s3.config.region()).toBe(region);
    s3.destroy();
  });

  it('knows no region where nobody says one', async () => {
    const { s3 } = await connectS3({ location: { ...LOCATION, region: undefined }, logger: silentLogger });
    await expect(s3.headObject({ Bucket: 'uploads', Key: 'k' })).rejects.toThrow('Region is missing');
    s3.destroy();
  });
});
